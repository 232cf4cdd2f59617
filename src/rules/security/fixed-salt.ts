import type { SyntaxNode } from '../../analyze/detector.ts';
import type { Call } from '../../analyze/pattern/call.ts';
import { anyOf, calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { followed, literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';

function isFixed(given: SyntaxNode | null | undefined): boolean {
  if (!given) return false;
  if (typeof literalOf(given)?.value === 'string') return true;
  const { text } = followed(given);
  return /^b?["'][^"']*["']\s*\*\s*\d+$|^["'][^"']*["']\.encode\(|^bytes\(\d+\)$/.test(text);
}

const at =
  (index: number, ...names: string[]) =>
  (call: Call) => {
    const given = call.arguments[index] ?? names.map((name) => call.option(name)).find((one) => one !== null);
    return isFixed(given) && given;
  };

const KDF = 'cryptography.hazmat.primitives.kdf';

export default defineRule({
  id: 'security/fixed-salt',
  title: 'Salt that is the same for every password',
  level: 'warning',
  why: 'With one salt for all, equal passwords have equal hashes and one table of guesses serves for everybody.',
  fix: 'Draw a random salt for each password (`os.urandom(16)`) and keep it beside the hash.',
  cwe: [760, 759],
  languages: [...JAVASCRIPT, 'python'],
  detect: anyOf(
    calls({ python: ['hashlib.pbkdf2_hmac'] }, at(2, 'salt')),
    calls({ python: ['hashlib.scrypt', 'bcrypt.hashpw'] }, at(1, 'salt')),
    calls(
      { python: ['Crypto.Protocol.KDF.PBKDF2', 'Crypto.Protocol.KDF.scrypt', 'Cryptodome.Protocol.KDF.PBKDF2'] },
      at(1, 'salt'),
    ),
    calls({ python: [`${KDF}.pbkdf2.PBKDF2HMAC`, `${KDF}.scrypt.Scrypt`] }, at(2, 'salt')),
    calls({ javascript: ['crypto.pbkdf2', 'crypto.pbkdf2Sync', 'crypto.scrypt', 'crypto.scryptSync'] }, at(1)),
  ),
  bad: [
    'import { scryptSync } from "node:crypto";\nconst key = scryptSync(password, «"salt"», 64);',
    { after: { 'auth.py': 'import hashlib\nhashed = hashlib.pbkdf2_hmac("sha256", password, «b"pepper"», 600000)\n' } },
    {
      after: {
        'auth.py':
          'import hashlib\nSALT = "pepper".encode()\nhashed = hashlib.scrypt(password, salt=«SALT», n=16384, r=8, p=1)\n',
      },
    },
  ],
  good: [
    'import { randomBytes, scryptSync } from "node:crypto";\nconst salt = randomBytes(16);\nconst key = scryptSync(password, salt, 64);',
    {
      after: {
        'auth.py':
          'import hashlib, os\nsalt = os.urandom(16)\nhashed = hashlib.pbkdf2_hmac("sha256", password, salt, 600000)\n',
      },
    },
    { after: { 'auth.py': 'import bcrypt\nhashed = bcrypt.hashpw(password, bcrypt.gensalt())\n' } },
  ],
});
