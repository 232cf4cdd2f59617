import { fileSays } from '../../analyze/pattern/around.ts';
import type { Call } from '../../analyze/pattern/call.ts';
import { anyOf, calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

/** Test vectors and the like are published on purpose. */
const isVector = fileSays(/test vector|known[- ]answer|RFC ?\d{4}/i);

const at =
  (index: number, ...names: string[]) =>
  (call: Call) => {
    const given = call.arguments[index] ?? names.map((name) => call.option(name)).find((one) => one !== null);
    const key = given ? literalOf(given)?.value : undefined;
    return typeof key === 'string' && key.length >= 4 && !isVector(call.node) && given;
  };

const HAZMAT = 'cryptography.hazmat.primitives.ciphers';

export default defineRule({
  id: 'security/hardcoded-key',
  title: 'Key that is written in the program',
  level: 'warning',
  risk: 'leakage',
  why: 'Everybody who has the program has the key: they can read what it hides and sign what it trusts, and it cannot be changed quickly.',
  fix: 'Read the key from the environment or a key store, and change the one that stood here.',
  cwe: [321, 798],
  languages: [...JAVASCRIPT, 'python', 'java', 'go'],
  flows: misuse('fixed-secret'),
  detect: anyOf(
    calls(
      {
        python: ['Crypto', 'Cryptodome'].flatMap((name) =>
          ['AES', 'DES', 'DES3', 'ARC4', 'Blowfish', 'ChaCha20', 'ChaCha20_Poly1305', 'Salsa20'].map(
            (cipher) => `${name}.Cipher.${cipher}.new`,
          ),
        ),
      },
      at(0, 'key'),
    ),
    calls(
      {
        python: [
          `${HAZMAT}.algorithms.AES`,
          `${HAZMAT}.algorithms.ChaCha20`,
          `${HAZMAT}.algorithms.TripleDES`,
          `${HAZMAT}.aead.AESGCM`,
          `${HAZMAT}.aead.ChaCha20Poly1305`,
          'cryptography.fernet.Fernet',
          'hmac.new',
          'hmac.digest',
          'itsdangerous.URLSafeTimedSerializer',
          'itsdangerous.URLSafeSerializer',
          'itsdangerous.Signer',
        ],
      },
      at(0, 'key', 'secret_key'),
    ),
    calls({ python: ['jwt.encode', 'jwt.decode', 'jose.jwt.encode', 'jose.jwt.decode'] }, at(1, 'key')),
    calls({ javascript: ['jsonwebtoken.sign', 'jsonwebtoken.verify'] }, at(1)),
    calls({ javascript: ['crypto.createHmac', 'crypto.createCipheriv', 'crypto.createDecipheriv'] }, at(1)),
  ),
  bad: [
    {
      after: {
        'src/Store.java':
          'import javax.crypto.spec.SecretKeySpec;\n\nclass Store {\n  private static final byte[] BYTES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};\n\n  Object key() {\n    return «new SecretKeySpec(BYTES, "AES")»;\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"crypto/aes"\n	"crypto/cipher"\n)\n\nvar bytes = []byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}\n\nfunc box() (cipher.Block, error) {\n	return «aes.NewCipher(bytes)»\n}\n',
      },
    },
    'import jwt from "jsonwebtoken";\nconst token = jwt.sign({ id }, «"let me in"»);',
    'import { createHmac } from "node:crypto";\nconst KEY = "not a secret any more";\ncreateHmac("sha256", «KEY»).update(text);',
    { after: { 'tokens.py': 'import jwt\ntoken = jwt.encode({"id": 1}, «"let me in"», algorithm="HS256")\n' } },
    {
      after: {
        'crypt.py': 'from Crypto.Cipher import AES\nKEY = b"sixteen bytes ok"\ncipher = AES.new(«KEY», AES.MODE_GCM)\n',
      },
    },
    { after: { 'sign.py': 'import hmac\nmac = hmac.new(«b"let me in"», text, "sha256")\n' } },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import java.util.Base64;\nimport javax.crypto.spec.SecretKeySpec;\n\nclass Store {\n  Object key() {\n    byte[] bytes = Base64.getDecoder().decode(System.getenv("STORE_KEY"));\n    return new SecretKeySpec(bytes, "AES");\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"crypto/aes"\n	"crypto/cipher"\n	"os"\n)\n\nfunc box() (cipher.Block, error) {\n	return aes.NewCipher([]byte(os.Getenv("STORE_KEY")))\n}\n',
      },
    },
    'import jwt from "jsonwebtoken";\nconst token = jwt.sign({ id }, process.env.JWT_SECRET);',
    {
      after: {
        'tokens.py': 'import jwt, os\ntoken = jwt.encode({"id": 1}, os.environ["JWT_KEY"], algorithm="HS256")\n',
      },
    },
    { after: { 'crypt.py': 'from Crypto.Cipher import AES\ncipher = AES.new(key, AES.MODE_GCM)\n' } },
    { after: { 'sign.py': 'import hmac\nmac = hmac.new(key, b"context", "sha256")\n' } },
  ],
});
