import type { SyntaxNode } from '../../analyze/detector.ts';
import { apiPath } from '../../analyze/pattern/api-path.ts';
import { functionAround } from '../../analyze/pattern/around.ts';
import { Call } from '../../analyze/pattern/call.ts';
import { anyOf, calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { followed, literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

const HAZMAT = 'cryptography.hazmat.primitives.ciphers';
const MODES = ['CBC', 'CTR', 'GCM', 'OFB', 'CFB'].map((mode) => `${HAZMAT}.modes.${mode}`);
const AEADS = ['AESGCM', 'ChaCha20Poly1305', 'AESCCM'].map((name) => `${HAZMAT}.aead.${name}().encrypt`);

/** The same at every run: written out, or a buffer of zeros that nothing fills. */
function isFixed(value: SyntaxNode | null | undefined): boolean {
  if (!value) return false;
  const literal = literalOf(value)?.value;
  if (typeof literal === 'string') return literal.length > 0;
  const given = followed(value);
  const call = Call.of(given);
  if (call === null) return given.kind === 'binary_operator' && /^b?["'].*["']\s*\*\s*\d+$/s.test(given.text);
  const path = apiPath(call.callee);
  if (path === 'Buffer.alloc' || path === 'bytes')
    return literalOf(call.arguments[0] ?? given)?.value !== undefined && !isFilled(value);
  return path === 'Buffer.from' && (call.literal(0) !== undefined || call.arguments[0]?.kind === 'array');
}

/** `randomFillSync(iv)` makes the zeros random afterwards. */
function isFilled(value: SyntaxNode): boolean {
  if (value.kind !== 'identifier') return false;
  return new RegExp(
    `(?:randomFill(?:Sync)?|getRandomValues)\\(\\s*${value.text.replace(/\W/g, '')}\\b|\\b${value.text.replace(/\W/g, '')}\\.(?:write|fill|set|copy)`,
  ).test(value.tree.source.slice(followed(value).start, value.end).slice(-20_000));
}

/** Reading what somebody else wrote needs their nonce, whatever it was. */
function onlyReads(call: Call): boolean {
  const around = functionAround(call.node).text.slice(0, 20_000);
  return /\bdecrypt/.test(around) && !/\bencrypt/.test(around);
}

const nonceAt =
  (index: number, ...names: string[]) =>
  (call: Call) => {
    const value = call.arguments[index] ?? names.map((name) => call.option(name)).find((one) => one !== null);
    return isFixed(value) && !onlyReads(call) && value!;
  };

export default defineRule({
  id: 'security/fixed-nonce',
  title: 'Nonce that is the same every time',
  level: 'error',
  why: 'Two messages under one key and one nonce give each other away; with GCM even the key for forging falls out.',
  fix: 'Make a fresh random nonce for each message and send it along: it is no secret.',
  cwe: [329, 323, 1204],
  languages: [...JAVASCRIPT, 'python', 'java', 'go'],
  flows: misuse('fixed-nonce'),
  detect: anyOf(
    calls({ javascript: ['crypto.createCipheriv'] }, (call) => {
      // ECB has no nonce, and says so elsewhere.
      return !/ecb/i.test(String(call.literal(0)?.value ?? '')) && nonceAt(2)(call);
    }),
    calls({ python: MODES }, nonceAt(0)),
    calls({ python: AEADS }, nonceAt(0)),
    calls({ python: ['Crypto.Cipher.AES.new', 'Cryptodome.Cipher.AES.new'] }, nonceAt(2, 'iv', 'nonce')),
  ),
  bad: [
    {
      after: {
        'src/Store.java':
          'import javax.crypto.spec.IvParameterSpec;\n\nclass Store {\n  Object nonce() {\n    byte[] bytes = "0123456789abcdef".getBytes();\n    return «new IvParameterSpec(bytes)»;\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"crypto/cipher"\n)\n\nfunc box(block cipher.Block) cipher.Stream {\n	iv := []byte("0123456789abcdef")\n	return «cipher.NewCTR(block, iv)»\n}\n',
      },
    },
    'import { createCipheriv } from "node:crypto";\nconst c = createCipheriv("aes-256-cbc", key, «"0123456789abcdef"»);',
    'import crypto from "crypto";\nconst IV = Buffer.alloc(12);\nconst c = crypto.createCipheriv("aes-256-gcm", key, «IV»);',
    {
      after: {
        'box.py':
          'from Crypto.Cipher import AES\nc = AES.new(key, AES.MODE_CBC, «b"0" * 16»)\nd = AES.new(key, AES.MODE_GCM, nonce=«b"123456789012"»)\n',
      },
    },
    {
      after: {
        'box.py':
          'from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes\nNONCE = b"unchanging nonce"\nc = Cipher(algorithms.AES(key), modes.CBC(«NONCE»))\n',
      },
    },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import java.security.SecureRandom;\nimport javax.crypto.spec.IvParameterSpec;\n\nclass Store {\n  Object nonce() {\n    byte[] bytes = new byte[16];\n    new SecureRandom().nextBytes(bytes);\n    return new IvParameterSpec(bytes);\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"crypto/cipher"\n	"crypto/rand"\n)\n\nfunc box(block cipher.Block) cipher.Stream {\n	iv := make([]byte, block.BlockSize())\n	_, _ = rand.Read(iv)\n	return cipher.NewCTR(block, iv)\n}\n',
      },
    },
    'import { createCipheriv, randomBytes } from "node:crypto";\nconst iv = randomBytes(12);\nconst c = createCipheriv("aes-256-gcm", key, iv);',
    'import crypto from "crypto";\nconst iv = Buffer.alloc(12);\ncrypto.randomFillSync(iv);\nconst c = crypto.createCipheriv("aes-256-gcm", key, iv);',
    'import { createDecipheriv } from "node:crypto";\ncreateDecipheriv("aes-256-cbc", key, "0123456789abcdef");',
    {
      after: {
        'box.py': 'import os\nfrom Crypto.Cipher import AES\nc = AES.new(key, AES.MODE_GCM, nonce=os.urandom(12))\n',
      },
    },
    {
      after: {
        'box.py':
          'from Crypto.Cipher import AES\n\ndef open_box(key, box):\n    return AES.new(key, AES.MODE_CBC, b"0" * 16).decrypt(box)\n',
      },
    },
  ],
});
