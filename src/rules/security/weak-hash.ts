import { calls } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

const BROKEN = /^(?:md[245]|sha-?1)$/i;

export default defineRule({
  id: 'security/weak-hash',
  title: 'Broken hash without saying what it is for',
  level: 'note',
  why: 'Collisions of MD5 and SHA-1 can be made at will; whether that matters here, nobody who reads the code can tell.',
  fix: 'Use SHA-256; in Python say `usedforsecurity=False` where it only finds changes.',
  cwe: [328],
  languages: ['python', 'java', 'go'],
  flows: misuse('weak-hash'),
  detect: calls({ python: ['hashlib.md5', 'hashlib.sha1', 'hashlib.new'] }, (call) => {
    if (call.optionLiteral('usedforsecurity')?.value === false) return false;
    if (call.path !== 'hashlib.new') return true;
    const algorithm = (call.literal(0) ?? call.optionLiteral('name'))?.value;
    return typeof algorithm === 'string' && BROKEN.test(algorithm);
  }),
  bad: [
    { after: { 'src/store.py': 'import hashlib\n\ndigest = «hashlib.md5()»\ndigest.update(body)\n' } },
    { after: { 'src/store.py': 'from hashlib import new\n\ndigest = «new("sha1", body)»\n' } },
    { after: { 'src/store.py': 'import hashlib\n\nKIND = "md5"\ndigest = «hashlib.new(KIND, body)»\n' } },
    {
      after: {
        'src/Store.java':
          'import java.security.MessageDigest;\n\nclass Store {\n  private static final String KIND = "MD5";\n\n  byte[] digest(byte[] body) throws Exception {\n    return «MessageDigest.getInstance(KIND)».digest(body);\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n\t"crypto/md5"\n\t"encoding/hex"\n)\n\nfunc Digest(body []byte) string {\n\tsum := «md5.Sum(body)»\n\treturn hex.EncodeToString(sum[:])\n}\n',
      },
    },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import java.security.MessageDigest;\n\nclass Store {\n  private static final String KIND = "SHA-256";\n\n  byte[] digest(byte[] body) throws Exception {\n    return MessageDigest.getInstance(KIND).digest(body);\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport "crypto/sha256"\n\nfunc Digest(body []byte) [32]byte {\n\treturn sha256.Sum256(body)\n}\n',
      },
    },
    { after: { 'src/store.py': 'import hashlib\n\ndigest = hashlib.md5(body, usedforsecurity=False)\n' } },
    { after: { 'src/store.py': 'import hashlib\n\ndigest = hashlib.new("sha256", body)\n' } },
    { after: { 'src/store.py': 'import hashlib\n\ndigest = hashlib.sha512(body)\nmd5 = read("file.md5")\n' } },
  ],
});
