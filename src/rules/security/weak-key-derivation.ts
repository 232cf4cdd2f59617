import type { SyntaxNode } from '../../analyze/detector.ts';
import type { Call } from '../../analyze/pattern/call.ts';
import { anyOf, calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

/** OWASP asks for 210,000 (SHA-512) and more; below this a single graphics card goes through a word list in minutes. */
const FEWEST_ROUNDS = 100_000;
const LEAST_BCRYPT_COST = 10;

function below(value: SyntaxNode | null | undefined, least: number) {
  const number = value ? literalOf(value)?.value : undefined;
  return (
    typeof number === 'number' &&
    number < least &&
    number > 0 && {
      at: value!,
      message: `${number} ${least === FEWEST_ROUNDS ? 'rounds are' : 'as a cost is'} too little to protect a password`,
    }
  );
}

const rounds = (index: number, name: string) => (call: Call) =>
  below(call.arguments[index] ?? call.option(name), FEWEST_ROUNDS);
const cost = (index: number, name: string) => (call: Call) =>
  below(call.arguments[index] ?? call.option(name), LEAST_BCRYPT_COST);

export default defineRule({
  id: 'security/weak-key-derivation',
  title: 'Password stretched too little',
  level: 'warning',
  why: 'The number of rounds is all that stands between a leaked table and the passwords in it.',
  fix: 'Use argon2id or scrypt; PBKDF2 with at least 210,000 rounds, bcrypt with a cost of at least 10.',
  cwe: [916],
  languages: [...JAVASCRIPT, 'python', 'java', 'go'],
  flows: misuse('weak-password-hash'),
  detect: anyOf(
    calls({ javascript: ['crypto.pbkdf2', 'crypto.pbkdf2Sync'] }, rounds(2, 'iterations')),
    calls({ python: ['hashlib.pbkdf2_hmac'] }, rounds(3, 'iterations')),
    calls({ python: ['cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC'] }, rounds(3, 'iterations')),
    calls({ javascript: ['bcrypt.hash', 'bcrypt.hashSync', 'bcryptjs.hash', 'bcryptjs.hashSync'] }, cost(1, 'rounds')),
    calls(
      { javascript: ['bcrypt.genSalt', 'bcrypt.genSaltSync', 'bcryptjs.genSalt', 'bcryptjs.genSaltSync'] },
      cost(0, 'rounds'),
    ),
    calls({ python: ['bcrypt.gensalt'] }, cost(0, 'rounds')),
  ),
  bad: [
    {
      after: {
        'src/Store.java':
          'import javax.crypto.spec.PBEKeySpec;\n\nclass Store {\n  Object stretch(char[] password, byte[] salt) {\n    return «new PBEKeySpec(password, salt, 1000, 256)»;\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"golang.org/x/crypto/bcrypt"\n)\n\nfunc stretch(password []byte) ([]byte, error) {\n	return «bcrypt.GenerateFromPassword(password, 4)»\n}\n',
      },
    },
    'import { pbkdf2Sync } from "node:crypto";\nconst key = pbkdf2Sync(password, salt, «1000», 32, "sha256");',
    'import bcrypt from "bcryptjs";\nconst ROUNDS = 4;\nconst stored = await bcrypt.hash(password, «ROUNDS»);',
    { after: { 'users.py': 'import hashlib\nkey = hashlib.pbkdf2_hmac("sha256", password, salt, «10_000»)\n' } },
    { after: { 'users.py': 'import bcrypt\nstored = bcrypt.hashpw(password, bcrypt.gensalt(rounds=«5»))\n' } },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import javax.crypto.spec.PBEKeySpec;\n\nclass Store {\n  Object stretch(char[] password, byte[] salt) {\n    return new PBEKeySpec(password, salt, 310_000, 256);\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"golang.org/x/crypto/bcrypt"\n)\n\nfunc stretch(password []byte) ([]byte, error) {\n	return bcrypt.GenerateFromPassword(password, 12)\n}\n',
      },
    },
    'import { pbkdf2Sync } from "node:crypto";\nconst key = pbkdf2Sync(password, salt, 600_000, 32, "sha256");',
    'import bcrypt from "bcrypt";\nconst stored = await bcrypt.hash(password, 12);\nconst other = await bcrypt.hash(password, config.rounds);',
    { after: { 'users.py': 'import hashlib\nkey = hashlib.pbkdf2_hmac("sha256", password, salt, 600000)\n' } },
    { after: { 'users.py': 'import bcrypt\nstored = bcrypt.hashpw(password, bcrypt.gensalt())\n' } },
  ],
});
