import type { SyntaxNode } from '../../analyze/detector.ts';
import { fileSays } from '../../analyze/pattern/around.ts';
import { calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { hasWord, wordsOf } from '../../analyze/pattern/words.ts';
import { defineRule } from '../../analyze/rule.ts';

const PASSWORD = new Set(['password', 'passwd', 'pwd', 'passphrase', 'passcode']);
const HASHES = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_256', 'sha3_512', 'blake2b'];
/** Looking a password up in a list of leaked ones needs its plain digest: that is not storing it. */
const looksUp = fileSays(/pwned|haveibeen|hibp|breach/i);

function namesPassword(node: SyntaxNode | undefined | null): boolean {
  if (!node) return false;
  return hasWord(wordsOf(node.text), PASSWORD) && !/^["'`][^$]*$/.test(node.text);
}

export default defineRule({
  id: 'security/weak-password-hash',
  title: 'Password hashed with a fast hash',
  level: 'warning',
  why: 'A plain digest can be tried billions of times a second: a leaked table of them is a leaked table of passwords.',
  fix: 'Use a slow, salted password hash: argon2id, scrypt or bcrypt.',
  cwe: [916, 328, 759],
  languages: [...JAVASCRIPT, 'python'],
  detect: calls(
    {
      javascript: ['crypto.createHash().update', 'crypto-js.MD5', 'crypto-js.SHA1', 'crypto-js.SHA256', 'md5', 'sha1'],
      python: [
        ...HASHES.map((name) => `hashlib.${name}`),
        'hashlib.new',
        'hashlib.md5().update',
        'hashlib.sha256().update',
        'hashlib.sha1().update',
      ],
    },
    (call) => {
      const given = call.path === 'hashlib.new' ? call.arguments[1] : call.arguments[0];
      return namesPassword(given) && !looksUp(call.node);
    },
  ),
  bad: [
    'import crypto from "crypto";\nconst stored = «crypto.createHash("sha256").update(password)».digest("hex");',
    'const { createHash } = require("node:crypto");\nuser.hash = «createHash("md5").update(salt + user.password)».digest("hex");',
    {
      after: {
        'users.py':
          'import hashlib\n\ndef save(user, password):\n    user.hash = «hashlib.sha256(password.encode())».hexdigest()\n',
      },
    },
    {
      after: {
        'users.py':
          'from hashlib import md5 as digest\n\ndef check(pwd):\n    return «digest((pwd + SALT).encode())».hexdigest() == stored\n',
      },
    },
  ],
  good: [
    'import argon2 from "argon2";\nconst stored = await argon2.hash(password);',
    'import crypto from "crypto";\nconst etag = crypto.createHash("sha256").update(body).digest("hex");',
    'function createHash() { return { update() {} }; }\ncreateHash("md5").update(password);',
    {
      after: { 'users.py': 'import hashlib\nkey = hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)\n' },
    },
    {
      after: {
        'pwned.py':
          'import hashlib\n\ndef is_pwned(password):\n    digest = hashlib.sha1(password.encode()).hexdigest()\n    return digest[5:] in fetch("https://api.pwnedpasswords.com/range/" + digest[:5])\n',
      },
    },
  ],
});
