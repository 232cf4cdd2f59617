import { apiPath } from '../../analyze/pattern/api-path.ts';
import { anyOf, calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

const BROKEN = /^(?:des|desx|des3|rc2|rc4|bf|blowfish|idea|seed|cast5?|(?:id-)?aes-?\d{3}-ecb|.*-ecb)(?:-|$)/i;
const PYCRYPTO = ['Crypto', 'Cryptodome'].flatMap((top) =>
  ['DES', 'DES3', 'ARC2', 'ARC4', 'Blowfish', 'CAST', 'XOR'].map((name) => `${top}.Cipher.${name}.new`),
);
const HAZMAT = 'cryptography.hazmat.primitives.ciphers';

export default defineRule({
  id: 'security/broken-cipher',
  title: 'Broken cipher or mode',
  level: 'error',
  why: 'DES, RC2 and RC4 can be broken, and ECB shows which blocks are equal: what is encrypted so can be read or changed.',
  fix: 'Encrypt with an authenticated mode: AES-256-GCM or ChaCha20-Poly1305, with a fresh nonce for each message.',
  cwe: [327],
  languages: [...JAVASCRIPT, 'python', 'java', 'go'],
  flows: misuse('weak-cipher'),
  detect: anyOf(
    calls({ javascript: ['crypto.createCipheriv'] }, (call) => {
      const name = call.literal(0)?.value;
      return typeof name === 'string' && BROKEN.test(name) && call.arguments[0];
    }),
    calls({ javascript: ['crypto.createCipher'] }, (call) => ({
      at: call.node,
      message: '`createCipher` derives key and nonce from the password with MD5: use `createCipheriv`',
    })),
    calls({ javascript: ['crypto-js.DES.encrypt', 'crypto-js.TripleDES.encrypt', 'crypto-js.RC4.encrypt'] }),
    calls({ javascript: ['crypto-js.AES.encrypt'] }, (call) => {
      const mode = call.option('mode');
      return mode !== null && apiPath(mode) === 'crypto-js.mode.ECB' && mode;
    }),
    calls({
      python: [...PYCRYPTO, `${HAZMAT}.algorithms.ARC4`, `${HAZMAT}.algorithms.Blowfish`, `${HAZMAT}.algorithms.IDEA`],
    }),
    calls({ python: [`${HAZMAT}.modes.ECB`] }),
    calls({ python: ['Crypto.Cipher.AES.new', 'Cryptodome.Cipher.AES.new'] }, (call) => {
      const mode = call.arguments[1] ?? call.option('mode');
      return /^Crypto(?:dome)?\.Cipher\.AES\.MODE_ECB$/.test((mode && apiPath(mode)) ?? '') && mode;
    }),
  ),
  bad: [
    'import { createCipheriv } from "node:crypto";\nconst c = createCipheriv(«"aes-128-ecb"», key, null);',
    'const crypto = require("crypto");\nconst NAME = "des-ede3-cbc";\ncrypto.createCipheriv(«NAME», key, iv);\n«crypto.createCipher("aes-256-cbc", password)»;',
    'import CryptoJS from "crypto-js";\nCryptoJS.AES.encrypt(text, key, { mode: «CryptoJS.mode.ECB» });\n«CryptoJS.DES.encrypt(text, key)»;',
    {
      after: {
        'box.py':
          'from Crypto.Cipher import AES, DES\nc = AES.new(key, «AES.MODE_ECB»)\nd = «DES.new(key, DES.MODE_CBC, iv)»\n',
      },
    },
    {
      after: {
        'box.py':
          'from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes\nc = Cipher(algorithms.AES(key), «modes.ECB()»)\n',
      },
    },
    {
      after: {
        'Box.java':
          'import javax.crypto.Cipher;\nclass Box { Cipher c() throws Exception { return «Cipher.getInstance("AES/ECB/PKCS5Padding")»; } }\n',
      },
    },
    {
      after: {
        'box.go': 'package box\n\nimport "crypto/rc4"\n\nfunc f(key []byte) {\n\tc, _ := «rc4.NewCipher(key)»\n}\n',
      },
    },
  ],
  good: [
    'import { createCipheriv } from "node:crypto";\nconst c = createCipheriv("aes-256-gcm", key, nonce);',
    'import { createDecipheriv } from "node:crypto";\nconst old = createDecipheriv("des-ede3-cbc", key, iv);',
    'const createCipher = (name) => name;\ncreateCipher("caesar");',
    {
      after: { 'box.py': 'from Crypto.Cipher import AES\nc = AES.new(key, AES.MODE_GCM, nonce=nonce)\nECB = "ecb"\n' },
    },
    {
      after: {
        'Box.java':
          'import javax.crypto.Cipher;\nclass Box { Cipher c() throws Exception { return Cipher.getInstance("AES/GCM/NoPadding"); } Cipher r() throws Exception { return Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding"); } }\n',
      },
    },
  ],
});
