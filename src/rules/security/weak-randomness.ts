import { calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { hasWord, wordsAround } from '../../analyze/pattern/words.ts';
import { defineRule } from '../../analyze/rule.ts';

const SECRETS = new Set([
  'token',
  'secret',
  'password',
  'passwd',
  'pwd',
  'otp',
  'nonce',
  'csrf',
  'xsrf',
  'salt',
  'passcode',
  'pin',
  'iv',
  'apikey',
  'credential',
  'captcha',
]);
/** Words that make a secret of what follows or precedes them: an `id` alone is none, a `session id` is. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['session', 'id'],
  ['session', 'key'],
  ['api', 'key'],
  ['secret', 'key'],
  ['private', 'key'],
  ['encryption', 'key'],
  ['auth', 'code'],
  ['verification', 'code'],
  ['reset', 'code'],
  ['invite', 'code'],
];
/** Tokens of texts and languages, and things that are made up for show. */
const HARMLESS = new Set([
  'tokens',
  'tokenize',
  'tokenizer',
  'mock',
  'fake',
  'demo',
  'sample',
  'max',
  'min',
  'placeholder',
  'dummy',
  'jitter',
  'delay',
  'pinned',
]);

export default defineRule({
  id: 'security/weak-randomness',
  title: 'Secret made with a predictable random generator',
  level: 'warning',
  why: 'A general-purpose generator can be predicted from a few of its outputs, and so can the next token.',
  fix: 'Use `crypto.randomBytes`, `crypto.randomUUID` or `crypto.getRandomValues`; in Python `secrets`.',
  cwe: [338, 330, 331],
  languages: [...JAVASCRIPT, 'python'],
  detect: calls(
    {
      javascript: ['Math.random'],
      python: [
        'random',
        'randint',
        'choice',
        'choices',
        'sample',
        'getrandbits',
        'randrange',
        'randbytes',
        'uniform',
        'shuffle',
      ].map((name) => `random.${name}`),
    },
    (call) => {
      const words = wordsAround(call.node);
      if ([...words].some((word) => HARMLESS.has(word))) return false;
      return hasWord(words, SECRETS) || PAIRS.some(([a, b]) => words.has(a) && words.has(b));
    },
  ),
  bad: [
    'const resetToken = «Math.random()».toString(36).slice(2);',
    'function generateOtp() {\n  return Math.floor(100000 + «Math.random()» * 900000);\n}',
    'const session = { sessionId: "s" + «Math.random()» };',
    {
      after: {
        'auth.py':
          'import random\nimport string\n\ndef make_password(n):\n    return "".join(«random.choice(string.ascii_letters)» for _ in range(n))\n',
      },
    },
    { after: { 'auth.py': 'from random import randint as roll\napi_key = str(«roll(0, 10**9)»)\n' } },
  ],
  good: [
    'import { randomBytes } from "node:crypto";\nconst resetToken = randomBytes(32).toString("hex");',
    'const delay = base * (1 + Math.random());',
    'const tokens = words.filter(() => Math.random() < 0.5);\nconst author = pick(Math.random());',
    'const Math = seeded(1);\nconst token = Math.random();',
    { after: { 'auth.py': 'import secrets\napi_key = secrets.token_urlsafe(32)\n' } },
    { after: { 'auth.py': 'from random import SystemRandom\npassword = SystemRandom().choice(words)\n' } },
    { after: { 'game.py': 'import random\ncard = random.choice(deck)\n' } },
  ],
});
