import { apiPath } from '../../analyze/pattern/api-path.ts';
import { ancestor } from '../../analyze/pattern/around.ts';
import { anyOf, calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { hasWord, wordsAround } from '../../analyze/pattern/words.ts';
import { defineRule } from '../../analyze/rule.ts';

const BROKEN = /(?:^|[^a-z\d])(?:md[245]|sha-?1)(?![\d])/i;
const SECRETS = new Set(['token', 'signature', 'secret', 'credential', 'nonce', 'csrf', 'otp', 'session']);

export default defineRule({
  id: 'security/weak-signature-hash',
  title: 'Broken hash where it must resist forgery',
  level: 'warning',
  why: 'Collisions of MD5 and SHA-1 can be bought: two documents get one signature, and a token made from them can be guessed.',
  fix: 'Sign with SHA-256 or better, make tokens from a random generator, and use HMAC-SHA-256 where a key is at hand.',
  cwe: [328, 327],
  languages: [...JAVASCRIPT, 'python'],
  detect: anyOf(
    calls({ javascript: ['crypto.createSign', 'crypto.createVerify', 'crypto.sign', 'crypto.verify'] }, (call) => {
      const algorithm = call.literal(0)?.value;
      return typeof algorithm === 'string' && BROKEN.test(algorithm);
    }),
    calls({ javascript: ['crypto.createHash'] }, (call) => {
      const algorithm = call.literal(0)?.value;
      return typeof algorithm === 'string' && BROKEN.test(algorithm) && hasWord(wordsAround(call.node), SECRETS);
    }),
    calls({ python: ['hashlib.md5', 'hashlib.sha1'] }, (call) => {
      return call.optionLiteral('usedforsecurity')?.value !== false && hasWord(wordsAround(call.node), SECRETS);
    }),
    calls(
      {
        python: ['cryptography.hazmat.primitives.hashes.SHA1', 'cryptography.hazmat.primitives.hashes.MD5'],
      },
      (call) => {
        const outer = ancestor(call.node, ({ kind }) => kind === 'call');
        const path = outer && (apiPath(outer.child('function')!) ?? outer.child('function')!.text);
        return path !== null && /(?:\.|^)(?:sign|verify)$/.test(path ?? '');
      },
    ),
  ),
  bad: [
    'import { createSign } from "crypto";\nconst signer = «createSign("RSA-SHA1")»;',
    'const crypto = require("crypto");\nconst resetToken = «crypto.createHash("md5")».update(email + Date.now()).digest("hex");',
    {
      after: {
        'tokens.py':
          'import hashlib\n\ndef make_token(user):\n    return «hashlib.md5(user.email.encode())».hexdigest()\n',
      },
    },
    {
      after: {
        'sign.py': 'from cryptography.hazmat.primitives import hashes\nkey.sign(body, padding, «hashes.SHA1()»)\n',
      },
    },
  ],
  good: [
    'import { createSign } from "crypto";\nconst signer = createSign("RSA-SHA256");',
    'import { createHash } from "crypto";\nconst etag = createHash("md5").update(body).digest("hex");',
    'import { createHash } from "crypto";\nconst signature = createHash("sha256").update(body).digest("hex");\nconst design = createHash("sha1");',
    {
      after: {
        'cache.py':
          'import hashlib\n\ndef cache_key(path):\n    return hashlib.md5(path.encode()).hexdigest()\n\ndef session_file(path):\n    return hashlib.sha1(path, usedforsecurity=False)\n',
      },
    },
    {
      after: {
        'cert.py': 'from cryptography.hazmat.primitives import hashes\nfingerprint = cert.fingerprint(hashes.SHA1())\n',
      },
    },
  ],
});
