import { defineRule } from '../../analyze/rule.ts';
import { namedValue } from '../../analyze/token/named-value.ts';
import { isChosenPassword } from '../../analyze/token/password.ts';
import { isIdentifier, isPlaceholder } from '../../analyze/token/placeholder.ts';
import { isHex, rarity } from '../../analyze/token/rarity.ts';
import { fake } from '../../lib/fake.ts';

/** What makes a key one that opens something; `primaryKey` and `sortKey` do not. */
const KEY =
  /^(?:api|access|secret|auth|authentication|private|signing|sign|encryption|encrypt|master|account|service|app|application|client|subscription|storage|shared|crypt|crypto|aes|hmac|jwt|session|cookie|admin|root|deploy|webhook|server|license|consumer|integration|security)$/;
/** Tokens that a protocol passes around in the open. */
const OPEN_TOKEN =
  /^(?:csrf|xsrf|page|next|continuation|cancel|cancellation|sync|public|pagination|lexer|parser|syntax|cursor|resume|mapbox|antiforgery|verification|change|design|color|publishable)$/;

function isName(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (/^(?:token|tokens)$/.test(last)) return !words.some((word) => OPEN_TOKEN.test(word));
  if (last === 'key') return KEY.test(before) && !words.includes('public');
  return /^(?:secret|secrets|apikey|accesskey|secretkey|authkey|credential|credentials|creds|auth|authtoken|accesstoken)$/.test(
    last,
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Where the name says outright that it is secret, a shorter random text and a UUID are one too. */
function isNamedSecret(value: string, name: string): boolean {
  if (!/(?:secret|api[_-]?key|(?:access|auth|api|bearer)[_-]?token)$/i.test(name)) return false;
  if (UUID.test(value)) return !isPlaceholder(value) && new Set(value).size >= 10;
  return /^[\w+=.!@#$%^&*-]{10,}$/.test(value) && isChosenPassword(value, name) && rarity(value) >= 6;
}

/** Random by its letters, or long hexadecimal; a name, a path, a sentence or a version is neither. */
function isValue(value: string, name: string): boolean {
  if (isNamedSecret(value, name)) return true;
  if (!/^[\w+/=.~:!@#$%^&*-]{16,256}$/.test(value) || isPlaceholder(value) || isIdentifier(value)) return false;
  if (/^[A-Za-z_$][\w$]*(?:[.:/][A-Za-z_$][\w$]*)+$/.test(value) && rarity(value) < 6) return false;
  if (isHex(value)) return true;
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  return mixed
    ? rarity(value) >= 5.2
    : value.length >= 24 && /[a-z]/.test(value) && /[A-Z]/.test(value) && rarity(value) >= 6;
}

export default defineRule({
  id: 'leakage/hardcoded-secret',
  title: 'Secret written into the code',
  level: 'warning',
  why: 'A key or token in the code opens what it guards to everybody who reads the repository or its history.',
  fix: 'Withdraw it, then read the new one from the environment or a secret store.',
  cwe: [798],
  languages: 'any',
  inTests: true,
  detect: namedValue({
    keywords: ['token', 'secret', 'key', 'auth', 'credential', 'creds'],
    isName,
    isValue,
    label: 'Secret',
    quietInTests: true,
  }),
  bad: [
    { after: { 'src/client.ts': `const apiKey = '«${fake('base62', 32)}»';` } },
    { after: { 'app/settings.py': `SECRET_KEY = "«${fake('base64url', 50)}»"` } },
    { after: { 'deploy/values.yaml': `auth:\n  client_secret: «${fake('hex', 40)}»\n` } },
    { after: { 'src/Api.cs': `options.Headers.Add("X-Api-Key", "«${fake('base62', 40, 'c')}»");` } },
  ],
  good: [
    {
      after: { 'src/client.ts': 'const apiKey = config.get("apiKey");\nconst tokenType = "application/jwt-bearer-2";' },
    },
    {
      after: {
        'src/keys.ts': `const primaryKey = '${fake('base62', 32)}';\nconst keybindingToken = 'workbench.action.files.save';`,
      },
    },
    {
      after: {
        'deploy/values.yaml':
          'secretName: app-decryption-secret-2\nclient_secret: ${CLIENT_SECRET}\napiKey: xxxxxxxxxxxxxxxxxxxx',
      },
    },
    { after: { 'src/page.py': `next_page_token = "${fake('base62', 32)}"\ncsrf_token = "${fake('base62', 64)}"` } },
    {
      after: {
        'src/auth.go':
          'const authToken = "github.com/acme/auth/v2.Token"\nvar secret = uuid("6a1c0102-38de-4f1b-9a60-53d1b44a2c1f")',
      },
    },
  ],
});
