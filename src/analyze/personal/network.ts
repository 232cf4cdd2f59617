import type { PersonalSpot } from './spot.ts';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`(?<![\\w.-])${OCTET}(?:\\.${OCTET}){3}(?![\\w-]|\\.\\w)`, 'g');
const IPV6 =
  /(?<![\w:.])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){2,6}(?::[0-9a-f]{1,4}){1,5})(?![\w:.])/gi;
const MAC = /(?<![\w:-])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![\w:-])|(?<![\w:-])(?:[0-9a-f]{2}-){5}[0-9a-f]{2}(?![\w:-])/gi;

/** This machine, private and shared networks, documentation, groups, masks, and resolvers that everybody uses. */
const NO_PERSON_IPV4 =
  /^(?:0|10|127|22[4-9]|23\d|24\d|25[0-5])\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^169\.254\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^192\.0\.[02]\.|^198\.(?:51\.100|1[89])\.|^203\.0\.113\.|^(?:1\.1\.1\.1|1\.0\.0\.1|8\.8\.[48]\.[48]|9\.9\.9\.9|1\.2\.3\.4)$|\.0\.0\.0$|^(\d+)\.\1\.\1\.\1$|^[1-9]\.\d\.\d\.\d$/;
const NO_PERSON_IPV6 = /^(?:fe80|f[cd][0-9a-f]{2}|ff[0-9a-f]{2}|2001:0?db8|::1|0*:)/i;
/** Groups, zeros, and those that manuals count up. */
const NO_PERSON_MAC = /^(?:00){5}|^(?:ff){5}|^0?0?112233|^aabbcc|^deadbeef|^010203|^123456|^01005e|^3333|^(..)\1\1/i;
/** Dotted numbers that are a version of something. */
const VERSION = /(?:version|\bver\.?|release|\bv|\boid)[^\n\w]{0,6}(?:is|of)?[^\n\w]{0,4}$/i;

/** Public addresses of machines and of network cards: they lead to whoever sits at them. */
export function findNetworkAddresses(text: string): PersonalSpot[] {
  const spots: PersonalSpot[] = [];
  const add = (kind: 'ip' | 'mac', start: number, value: string, label: string) =>
    spots.push({ kind, start, end: start + value.length, label });
  for (const { 0: value, index } of text.matchAll(IPV4)) {
    if (!NO_PERSON_IPV4.test(value) && !VERSION.test(text.slice(Math.max(0, index - 24), index)))
      add('ip', index, value, 'IP address');
  }
  if (text.includes(':')) {
    for (const { 0: value, index } of text.matchAll(IPV6)) {
      // A time of day and a list of numbers look alike; letters, or eight groups, do not.
      if (!NO_PERSON_IPV6.test(value) && (/[a-f]/i.test(value) || value.split(':').length === 8))
        add('ip', index, value, 'IP address');
    }
  }
  for (const { 0: value, index } of text.matchAll(MAC)) {
    const hex = value.replace(/[:-]/g, '');
    if (!NO_PERSON_MAC.test(hex) && new Set(hex.toLowerCase()).size >= 5) add('mac', index, value, 'MAC address');
  }
  return spots;
}
