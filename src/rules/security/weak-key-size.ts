import { apiPath } from '../../analyze/pattern/api-path.ts';
import type { Call } from '../../analyze/pattern/call.ts';
import { anyOf, calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

const HAZMAT = 'cryptography.hazmat.primitives.asymmetric';
const SHORTEST = 2048;
const WEAK_CURVE = /(?:^|\.)(?:SECP192R1|SECT163K1|SECT163R2|SECP160\w*|SECP112\w*|prime192v1|secp192r1)(?:\(\))?$/;

function short(call: Call, index: number, ...names: string[]) {
  const given = call.arguments[index] ?? names.map((name) => call.option(name)).find((one) => one !== null);
  const bits = given ? literalOf(given)?.value : undefined;
  return typeof bits === 'number' && bits > 0 && bits < SHORTEST && given;
}

export default defineRule({
  id: 'security/weak-key-size',
  title: 'Key that is too short',
  level: 'warning',
  why: 'Keys of 1024 bits and fewer can be broken with money, and what was recorded before can be read then.',
  fix: 'Use RSA with at least 2048 bits (3072 for years to come), or a curve of 256 bits.',
  cwe: [326],
  languages: [...JAVASCRIPT, 'python', 'java', 'go'],
  flows: misuse('short-key'),
  detect: anyOf(
    calls(
      {
        python: ['Crypto', 'Cryptodome'].flatMap((name) => [
          `${name}.PublicKey.RSA.generate`,
          `${name}.PublicKey.DSA.generate`,
          `${name}.PublicKey.ElGamal.generate`,
        ]),
      },
      (call) => short(call, 0, 'bits'),
    ),
    calls({ python: [`${HAZMAT}.rsa.generate_private_key`] }, (call) => short(call, 1, 'key_size')),
    calls({ python: [`${HAZMAT}.dsa.generate_private_key`, `${HAZMAT}.dsa.generate_parameters`] }, (call) =>
      short(call, 0, 'key_size'),
    ),
    calls({ python: [`${HAZMAT}.dh.generate_parameters`] }, (call) => short(call, 1, 'key_size')),
    calls({ python: ['paramiko.RSAKey.generate', 'paramiko.DSSKey.generate'] }, (call) => short(call, 0, 'bits')),
    calls({ python: [`${HAZMAT}.ec.generate_private_key`] }, (call) => {
      const curve = call.arguments[0] ?? call.option('curve');
      return curve && WEAK_CURVE.test(apiPath(curve) ?? '') && curve;
    }),
    calls(
      { javascript: ['crypto.generateKeyPair', 'crypto.generateKeyPairSync'] },
      (call) => /^(?:rsa|dsa|rsa-pss)$/.test(String(call.literal(0)?.value)) && short(call, 9, 'modulusLength'),
    ),
  ),
  bad: [
    {
      after: {
        'src/Store.java':
          'import java.security.KeyPairGenerator;\n\nclass Store {\n  private static final int BITS = 1024;\n\n  Object pair() throws Exception {\n    KeyPairGenerator maker = KeyPairGenerator.getInstance("RSA");\n    «maker.initialize(BITS)»;\n    return maker.generateKeyPair();\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"crypto/rand"\n	"crypto/rsa"\n)\n\nfunc pair() (*rsa.PrivateKey, error) {\n	return «rsa.GenerateKey(rand.Reader, 1024)»\n}\n',
      },
    },
    'import { generateKeyPairSync } from "node:crypto";\ngenerateKeyPairSync("rsa", { modulusLength: «1024» });',
    { after: { 'keys.py': 'from Crypto.PublicKey import RSA\nkey = RSA.generate(«1024»)\n' } },
    {
      after: {
        'keys.py':
          'from cryptography.hazmat.primitives.asymmetric import rsa\nkey = rsa.generate_private_key(public_exponent=65537, key_size=«1024»)\n',
      },
    },
    {
      after: {
        'keys.py':
          'from cryptography.hazmat.primitives.asymmetric import ec\nkey = ec.generate_private_key(«ec.SECP192R1()»)\n',
      },
    },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import java.security.KeyPairGenerator;\n\nclass Store {\n  private static final int BITS = 3072;\n\n  Object pair() throws Exception {\n    KeyPairGenerator maker = KeyPairGenerator.getInstance("RSA");\n    maker.initialize(BITS);\n    return maker.generateKeyPair();\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"crypto/rand"\n	"crypto/rsa"\n)\n\nfunc pair() (*rsa.PrivateKey, error) {\n	return rsa.GenerateKey(rand.Reader, 3072)\n}\n',
      },
    },
    'import { generateKeyPairSync } from "node:crypto";\ngenerateKeyPairSync("rsa", { modulusLength: 3072 });',
    { after: { 'keys.py': 'from Crypto.PublicKey import RSA\nkey = RSA.generate(3072)\n' } },
    {
      after: {
        'keys.py':
          'from cryptography.hazmat.primitives.asymmetric import ec, rsa\nkey = ec.generate_private_key(ec.SECP256R1())\nother = rsa.generate_private_key(65537, 4096)\n',
      },
    },
  ],
});
