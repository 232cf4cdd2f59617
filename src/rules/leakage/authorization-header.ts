import { defineRule } from '../../analyze/rule.ts';
import { valueAfter } from '../../analyze/token/assignment.ts';
import type { SecretFormat } from '../../analyze/token/format.ts';
import { isPlaceholder, isStockPassword } from '../../analyze/token/placeholder.ts';
import { isHex, rarity } from '../../analyze/token/rarity.ts';
import { secrets } from '../../analyze/token/secret.ts';
import { fake } from '../../lib/fake.ts';

const VALUE = /(basic|bearer|token|apikey|bot|key)[ ]([\w=~.+/:-]{12,2000})(?![\w=~.+/${-])/iy;

/** `Authorization: Bearer …` in code, in configuration and in recorded requests. */
const authorization: SecretFormat = {
  name: 'Credential in an Authorization header',
  keywords: ['authorization'],
  distinctive: true,
  find(text, hit) {
    const assigned = valueAfter(text, hit + 'authorization'.length);
    if (assigned === null) return null;
    VALUE.lastIndex = assigned.start;
    const match = VALUE.exec(text);
    if (match === null) return null;
    const secret = match[2]!;
    if (/^basic$/i.test(match[1]!)) {
      const decoded = Buffer.from(secret, 'base64').toString('latin1');
      const password = decoded.slice(decoded.indexOf(':') + 1);
      if (!/^[\x21-\x7e]+:[\x21-\x7e]{4,}$/.test(decoded) || isPlaceholder(password) || isStockPassword(password))
        return null;
    } else if (!/\d/.test(secret) || (rarity(secret) < 4.8 && !isHex(secret))) return null;
    const end = VALUE.lastIndex;
    return { start: end - secret.length, end, body: secret, verdict: 'unknown' };
  },
};

export default defineRule({
  id: 'leakage/authorization-header',
  title: 'Credential in an Authorization header',
  level: 'warning',
  why: 'The header opens the service for everybody who reads the code or the recorded request.',
  fix: 'Withdraw the credential, and put the header together from the environment or a secret store.',
  cwe: [798, 522],
  languages: 'any',
  inTests: true,
  detect: { ...secrets(authorization), yields: true },
  bad: [
    `fetch(url, { headers: { Authorization: 'Bearer «${fake('base62', 40)}»' } })`,
    `Authorization: Basic «${Buffer.from(`svc:${fake('base62', 12)}`).toString('base64')}»`,
  ],
  good: [
    'fetch(url, { headers: { Authorization: `Bearer ${token}` } })',
    `headers['Authorization'] = 'Basic ${Buffer.from('user:changeme').toString('base64')}'`,
    'Authorization: Bearer <access token>',
    `Authorization: Basic ${Buffer.from('user:password').toString('base64')}`,
  ],
});
