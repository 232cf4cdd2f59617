import type { SyntaxNode } from '../../analyze/detector.ts';
import { descendants } from '../../analyze/pattern/around.ts';
import { calls } from '../../analyze/pattern/detectors.ts';
import { hasWord, wordsOf } from '../../analyze/pattern/words.ts';
import { defineRule } from '../../analyze/rule.ts';

const LEVELS = ['debug', 'info', 'warning', 'warn', 'error', 'critical', 'exception', 'log'];
const SECRETS = new Set(['password', 'passwd', 'pwd', 'passphrase', 'secret', 'apikey', 'ssn', 'cvv', 'pin']);
const PAIRS: readonly (readonly [string, string])[] = [
  ['api', 'key'],
  ['secret', 'key'],
  ['private', 'key'],
  ['access', 'token'],
  ['auth', 'token'],
  ['refresh', 'token'],
  ['bearer', 'token'],
  ['card', 'number'],
  ['session', 'token'],
];
/** What speaks of a secret without saying it: its length, whether there is one, a name, a masked form. */
const ABOUT = new Set([
  'len',
  'length',
  'hash',
  'hashed',
  'masked',
  'redacted',
  'mask',
  'redact',
  'is',
  'has',
  'name',
  'id',
  'file',
  'path',
  'type',
  'policy',
  'field',
  'bool',
  'count',
  'reset',
  'url',
  'length',
  'hasher',
  'manager',
  'validator',
  'form',
  'encrypted',
  'arn',
  'key_id',
  'exc',
  'error',
  'changed',
  'expired',
  'required',
  'invalid',
  'missing',
  'version',
  'status',
]);
const NAMES: ReadonlySet<string> = new Set(['identifier', 'attribute', 'subscript']);

function namesSecret(node: SyntaxNode): boolean {
  const last = node.kind === 'attribute' ? (node.child('attribute')?.text ?? '') : node.text;
  const words = wordsOf(node.kind === 'subscript' ? node.text : last);
  if (words.some((word) => ABOUT.has(word))) return false;
  return hasWord(words, SECRETS) || PAIRS.some(([a, b]) => words.includes(a) && words.includes(b));
}

/** The first value among the arguments that is a secret by its name; calls hide what they are given, text only speaks of it. */
function secretIn(list: SyntaxNode): SyntaxNode | null {
  for (const node of descendants(list, NAMES)) {
    const parent = node.parent;
    if (!parent || !namesSecret(node)) continue;
    if (parent.kind === 'attribute' || parent.kind === 'subscript') continue;
    if (parent.kind === 'keyword_argument' && parent.child('name')?.index === node.index) continue;
    let shown = true;
    for (let around: SyntaxNode | null = parent; around && around.index !== list.index; around = around.parent) {
      if (around.kind === 'call' && !/^(?:str|repr|format|[\w.]*\.format)$/.test(around.child('function')?.text ?? ''))
        shown = false;
      if (/^(?:comparison_operator|conditional_expression|not_operator|boolean_operator)$/.test(around.kind))
        shown = false;
    }
    if (shown) return node;
  }
  return null;
}

export default defineRule({
  id: 'security/secret-in-log',
  title: 'Secret is written to the log',
  level: 'warning',
  why: 'Logs are kept for long, copied to many places and read by many people: a secret in them is a secret no more.',
  fix: 'Leave the value out, or log that it was there.',
  cwe: [532],
  languages: ['python'],
  detect: calls(
    {
      python: [...LEVELS.map((level) => `logging.${level}`), ...LEVELS.map((level) => `*.${level}`), 'print'],
    },
    (call) => {
      const list = call.node.child('arguments');
      const receiver = call.receiver?.text ?? '';
      if (!list || (receiver !== '' && !/log/i.test(receiver))) return false;
      const secret = list.text.length < 4000 ? secretIn(list) : null;
      if (secret === null) return false;
      return call.path === 'print' ? { at: secret, level: 'note' as const } : secret;
    },
  ),
  bad: [
    'import logging\nlogging.info("login of %s with %s", user, «password»)\n',
    'logger = logging.getLogger(__name__)\nlogger.debug(f"token: {«access_token»}")\n',
    'self.logger.error("no luck with " + «settings.API_KEY»)\n',
    'print("password:", «args.password»)\n',
  ],
  good: [
    'import logging\nlogging.info("login of %s", user)\n',
    'logger.info("password of %s was changed", user)\n',
    'logger.debug("password given: %s", password is not None)\nlogger.debug("length %d", len(password))\n',
    'logger.info("token %s", mask(access_token))\nlogger.info("%s", password_file)\n',
  ],
});
