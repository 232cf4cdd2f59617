import { defineRule } from '../../analyze/rule.ts';
import type { Candidate, SecretFormat } from '../../analyze/token/format.ts';
import { isPlaceholder, isStockPassword } from '../../analyze/token/placeholder.ts';
import { isHex, rarity } from '../../analyze/token/rarity.ts';
import { secrets } from '../../analyze/token/secret.ts';
import { fake, fakeUuid } from '../../lib/fake.ts';

const LONGEST = 900;
const USER = /\s(?:-u|--user)(?:=|[ \t]{0,5})(["']?)([^\s"':]{0,80})\1:(["']?)([^\s"']{0,120})/g;
const QUOTED_USER = /\s(?:-u|--user)(?:=|[ \t]{0,5})(["'])([^"'\n:]{0,80}):([^"'\n]{0,120})\1/g;
const HEADER =
  /\s(?:-H|--header)(?:=|[ \t]{0,5})["'](?:(authorization|proxy-authorization):[ \t]{0,5}(?:(basic|bearer|(?:api-)?token|apikey|bot)[ \t]+)?|(?:x-(?:[a-z]+-){0,3})?(?:api-?|access-?|auth-?|private-?)?(?:key|token):[ \t]{0,5})([\w=~@.+/:-]{8,2000})["']/gi;

/** The command with its continued lines, as far as a person would write it. */
function command(text: string, hit: number): string {
  // Up to the next command: a line of nothing but commands is read once, not once for each.
  const next = text.slice(hit + 4, hit + LONGEST).search(/\bcurl\b/i);
  const stretch = text.slice(hit, next < 0 ? hit + LONGEST : hit + 4 + next);
  const end = /(?<![\\])\r?\n(?!\s*(?:#\s*)?-)/.exec(stretch);
  return end === null ? stretch : stretch.slice(0, end.index);
}

function found(start: number, secret: string): Candidate {
  return { start, end: start + secret.length, body: secret, verdict: 'unknown' };
}

/** `-u user:password`; with an empty password the user part is the key. */
const user: SecretFormat = {
  name: 'Password given to curl',
  keywords: ['curl'],
  distinctive: true,
  find(text, hit) {
    const stretch = command(text, hit);
    for (const form of [QUOTED_USER, USER]) {
      for (const match of stretch.matchAll(form)) {
        const [name, password] = form === USER ? [match[2]!, match[4]!] : [match[2]!, match[3]!];
        const secret = password === '' ? name : password;
        if (
          secret.length < 5 ||
          /^\$|[$`]\(|^\{\{|^\[|^<|>$/.test(secret) ||
          isStockPassword(secret, password === '' ? '' : name)
        )
          continue;
        if (isPlaceholder(secret) || /^(?:\w*(?:token|password|passwd|secret|api_?key))$/i.test(secret)) continue;
        return found(hit + match.index + match[0].lastIndexOf(secret), secret);
      }
    }
    return null;
  },
};

const header: SecretFormat = {
  name: 'Credential in a header given to curl',
  keywords: ['curl'],
  distinctive: true,
  find(text, hit) {
    for (const match of command(text, hit).matchAll(HEADER)) {
      const secret = match[3]!;
      if (/^basic$/i.test(match[2] ?? '')) {
        if (!/^[\x20-\x7e]*:[\x20-\x7e]*$/.test(Buffer.from(secret, 'base64').toString('latin1'))) continue;
      } else if (!isRandom(secret)) continue;
      return found(hit + match.index + match[0].length - 1 - secret.length, secret);
    }
    return null;
  },
};

function isRandom(text: string): boolean {
  return (
    !isPlaceholder(text) && /\d/.test(text) && (rarity(text) >= 4.4 || isHex(text) || /^[0-9a-f-]{36}$/i.test(text))
  );
}

export default defineRule({
  id: 'leakage/curl-credential',
  title: 'Credential in a curl command',
  level: 'warning',
  why: 'Commands are copied from scripts and manuals with what stands in them: the credential goes along.',
  fix: 'Withdraw it, and write a variable: `-H "Authorization: Bearer $TOKEN"`.',
  cwe: [798, 522],
  languages: 'any',
  inTests: true,
  detect: { ...secrets(user, header), yields: true },
  bad: [
    `curl -u "svc:«${fake('base62', 14)}»" https://api.acme.dev`,
    `curl -X POST \\\n  -H "Authorization: Bearer «${fake('hex', 32)}»" \\\n  https://api.acme.dev`,
    `curl -H 'X-Api-Key: «${fakeUuid()}»' https://api.acme.dev`,
    `curl -H "Authorization: Basic «${Buffer.from(`svc:${fake('base62', 12)}`).toString('base64')}»" https://api.acme.dev`,
  ],
  good: [
    'curl -u "$USER:$PASSWORD" -H "Authorization: Bearer $TOKEN" https://api.acme.dev',
    'curl -u username:password https://api.acme.dev',
    'curl -u <name:secretword1> https://api.acme.dev',
    'curl -H "Authorization: Bearer <your token>" -H "Accept: application/json" https://api.acme.dev',
    `The digest is ${fake('hex', 32)}; curl -H "Token: ..." shows it.`,
  ],
});
