import { defineRule } from '../../analyze/rule.ts';
import type { Candidate, SecretFormat } from '../../analyze/token/format.ts';
import { secrets } from '../../analyze/token/secret.ts';
import { fake } from '../../lib/fake.ts';

const BEGIN = /-{4,5}[ ]?BEGIN ((?:[A-Z0-9]{1,12} ){0,3})PRIVATE KEY(?: BLOCK)?[ ]?-{4,5}/y;
const LONGEST = 16_000;
/** 32 bytes of key in PKCS #8 are 64 characters; fewer are a cut example. */
const SHORTEST = 60;

/** The base-64 letters of the body, without line breaks (also escaped ones), quotes, `+` of concatenation and PEM headers. */
function bodyOf(text: string): string {
  return text
    .replace(/(?:Proc-Type|DEK-Info|Version|Comment|Charset|Hash):[^\n\\]{0,120}(?:\\n|\n|$)/g, '')
    .replace(/\\[nrt"']|\\$|["'`,;|>#*\s]|(?<=\s)\+(?=\s)/gm, '')
    .replace(/[^A-Za-z0-9+/=_-]/g, '');
}

/** A private key in PEM armour, wherever it stands: a file, a string with `\n`, an environment variable, YAML. */
const pem: SecretFormat = {
  name: 'Private key',
  keywords: ['begin'],
  distinctive: false,
  find(text, hit): Candidate | null {
    let start = hit;
    while (start > 0 && hit - start < 6 && (text[start - 1] === '-' || text[start - 1] === ' ')) start--;
    while (text[start] === ' ') start++;
    BEGIN.lastIndex = start;
    const head = BEGIN.exec(text);
    if (head === null) return null;
    const from = BEGIN.lastIndex;
    // Up to the next key, so that many beginnings without an end cost no more than one.
    const next = text.indexOf('BEGIN ', from);
    const stretch = text.slice(from, Math.min(from + LONGEST, next < 0 ? text.length : next));
    const close = /-{4,5}[ ]?END [A-Z0-9 ]{0,40}-{4,5}/.exec(stretch);
    const raw =
      close === null ? (/^[\sA-Za-z0-9+/=\\":,.-]*/.exec(stretch)?.[0].trimEnd() ?? '') : stretch.slice(0, close.index);
    const body = bodyOf(raw);
    if (body.length < SHORTEST || new Set(body).size < 16) return null;
    const encrypted = head[1]!.includes('ENCRYPTED') || /Proc-Type: 4,ENCRYPTED/.test(raw);
    const end = close === null ? from + raw.length : from + close.index + close[0].length;
    // The end of the body is random in every kind of key; the beginning tells the kind.
    return { start, end, body: body.slice(-44, -4), verdict: 'unknown', ...(encrypted && { level: 'warning' }) };
  },
};

/** PuTTY writes the private part after its own heading. */
const putty: SecretFormat = {
  name: 'PuTTY private key',
  keywords: ['putty-user-key-file-'],
  distinctive: false,
  find(text, hit): Candidate | null {
    const match = /Private-Lines: \d{1,4}\s+([A-Za-z0-9+/=\s]{60,8000})/.exec(text.slice(hit, hit + LONGEST));
    if (match === null) return null;
    const start = hit + match.index;
    const end = start + match[0].trimEnd().length;
    return { start, end, body: match[1]!.replace(/\s/g, '').slice(0, 40), verdict: 'unknown' };
  },
};

const lines = (length: number, seed: string) => fake('base64', length, seed).replace(/.{64}/g, '$&\n');
const armour = (kind: string, body: string) => `-----BEGIN ${kind}-----\n${body}\n-----END ${kind}-----`;

export default defineRule({
  id: 'leakage/private-key',
  title: 'Private key in the repository',
  level: 'error',
  why: 'Whoever holds the private key is, for every machine that trusts it, its owner.',
  fix: 'Replace the key pair, withdraw the old certificate or public key, and keep the new one in a secret store.',
  cwe: [321, 798],
  languages: 'any',
  inTests: true,
  detect: secrets(pem, putty),
  bad: [
    `«${armour('RSA PRIVATE KEY', `MIIE${lines(1200, 'rsa')}`)}»\n`,
    `key = "«-----BEGIN PRIVATE KEY-----\\nMIGH${fake('base64', 180)}\\n-----END PRIVATE KEY-----»\\n"`,
    `«${armour('OPENSSH PRIVATE KEY', `b3BlbnNzaC1rZXktdjEA${lines(300, 'ssh')}`)}»`,
    `«${armour('ENCRYPTED PRIVATE KEY', `MIIF${lines(1400, 'enc')}`)}»`,
  ],
  good: [
    armour('PUBLIC KEY', `MIIB${lines(360, 'pub')}`),
    armour('CERTIFICATE', `MIID${lines(1000, 'crt')}`),
    '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA...\n-----END RSA PRIVATE KEY-----',
    'if (text.includes("-----BEGIN PRIVATE KEY-----")) throw new Error("a key where a certificate belongs");',
  ],
});
