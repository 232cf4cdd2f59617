import type { SyntaxNode } from '../../analyze/detector.ts';
import { apiPath } from '../../analyze/pattern/api-path.ts';
import { JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { followed, literalOf } from '../../analyze/pattern/literal.ts';
import { hasWord, wordsOf } from '../../analyze/pattern/words.ts';
import { defineRule } from '../../analyze/rule.ts';

const SECRETS = new Set(['secret', 'token', 'password', 'passwd', 'apikey', 'signature', 'hmac']);
const DIGESTS =
  /^(?:crypto\.createHmac\(\)(?:\.update\(\))*\.digest\(\)|hmac\.(?:new|HMAC)\(\)\.(?:hex)?digest\(\)|hmac\.digest\(\))$/;
const ENVIRONMENT = /^(?:process\.env\.|import\.meta\.env\.|os\.environ\b|os\.getenv\b)/;

/** A keyed digest computed here, or a secret from the environment: something an attacker must not find out bit by bit. */
function isSecret(side: SyntaxNode): boolean {
  const path = apiPath(side);
  if (path !== null && DIGESTS.test(path)) return true;
  const source = followed(side);
  const text = source.text;
  if (!ENVIRONMENT.test(text) || text.length > 200) return false;
  const words = wordsOf(text);
  return hasWord(words, SECRETS) || (words.includes('api') && words.includes('key'));
}

const KNOWN = new Set([
  'expected',
  'stored',
  'actual',
  'correct',
  'valid',
  'computed',
  'calculated',
  'saved',
  'real',
  'configured',
]);
const COMPARED = new Set(['token', 'secret', 'password', 'signature', 'digest', 'hmac', 'mac', 'apikey', 'hash']);

/** `token == expected_token`: one of them is what the program knows, both are called a secret. */
function nameEachOther(left: SyntaxNode, right: SyntaxNode): boolean {
  if (![left, right].every(({ kind }) => kind === 'identifier' || kind === 'attribute')) return false;
  const [a, b] = [wordsOf(left.text), wordsOf(right.text)];
  const shared = a.filter((word) => b.includes(word) && COMPARED.has(word));
  return shared.length > 0 && hasWord(a, KNOWN) !== hasWord(b, KNOWN);
}

export default defineRule({
  id: 'security/timing-unsafe-compare',
  title: 'Secret compared byte by byte',
  level: 'warning',
  why: 'The comparison ends at the first difference: from how long it takes the right value can be guessed, byte by byte.',
  fix: 'Compare with `crypto.timingSafeEqual` (on digests of equal length) or `hmac.compare_digest`.',
  cwe: [208, 385],
  languages: [...JAVASCRIPT, 'python'],
  detect: nodes(
    {
      javascript: ['binary_expression'],
      typescript: ['binary_expression'],
      tsx: ['binary_expression'],
      python: ['comparison_operator'],
    },
    (node) => {
      const [left, right] =
        node.kind === 'comparison_operator' ? node.namedChildren : [node.child('left'), node.child('right')];
      const operator =
        node.kind === 'comparison_operator'
          ? node.children.find(({ named }) => !named)?.text
          : node.child('operator')?.text;
      if (!left || !right || !/^(?:[!=]==?)$/.test(operator ?? '')) return false;
      // Against a constant (is it set at all?) there is nothing to find out.
      if (literalOf(left) !== undefined || literalOf(right) !== undefined || right.text === 'undefined') return false;
      if (isSecret(left) !== isSecret(right)) return true;
      return node.kind === 'comparison_operator' && nameEachOther(left, right) && { at: node, level: 'note' as const };
    },
    ['hmac', 'process.env', 'os.environ', 'getenv', 'import.meta', ...KNOWN],
  ),
  bad: [
    { after: { 'src/check.py': 'def check(token, expected_token):\n    return «token == expected_token»\n' } },
    'import crypto from "crypto";\nconst expected = crypto.createHmac("sha256", key).update(body).digest("hex");\nif («expected !== req.headers["x-signature"]») throw new Error("no");',
    'if («req.headers["x-api-key"] === process.env.API_KEY») next();',
    {
      after: {
        'hook.py':
          'import hmac, hashlib\nmac = hmac.new(key, body, hashlib.sha256).hexdigest()\nok = «mac == request.headers["X-Signature"]»\n',
      },
    },
    { after: { 'hook.py': 'import os\nif «token != os.environ["WEBHOOK_SECRET"]»:\n    raise PermissionError\n' } },
  ],
  good: [
    {
      after: {
        'src/check.py':
          'import hmac\ndef check(token, expected_token):\n    return hmac.compare_digest(token, expected_token)\n',
      },
    },
    'import crypto from "crypto";\nconst expected = crypto.createHmac("sha256", key).update(body).digest();\nif (!crypto.timingSafeEqual(expected, given)) throw new Error("no");',
    'if (process.env.API_KEY === undefined || process.env.API_KEY === "") throw new Error("not set");',
    'if (process.env.NODE_ENV === mode) start();',
    {
      after: {
        'hook.py':
          'import hmac, hashlib\nmac = hmac.new(key, body, hashlib.sha256).hexdigest()\nok = hmac.compare_digest(mac, given)\n',
      },
    },
    { after: { 'hook.py': 'import os\nif os.environ["API_TOKEN"] == "":\n    raise SystemExit\n' } },
  ],
});
