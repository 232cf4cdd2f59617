import type { SyntaxNode } from '../../analyze/detector.ts';
import { Call, keyName } from '../../analyze/pattern/call.ts';
import { calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { followed, literalOf } from '../../analyze/pattern/literal.ts';
import { wordsOf } from '../../analyze/pattern/words.ts';
import { defineRule } from '../../analyze/rule.ts';

const WRITERS = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'fatal', 'verbose', 'silly', 'table'];
const LOGS = /^(?:console|.*\blog(?:ger|s)?|winston|pino|bunyan|signale|consola|loglevel)$/i;
const SECRET = new Set([
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'pass',
  'secret',
  'credential',
  'credentials',
]);
/** With one of these the name is about a secret, or holds what was made of one. */
const HARMLESS =
  /^(?:hash|hashed|encrypt|encrypted|crypt|crypted|encoded|cipher|md\d*|sha\d*|bcrypt|digest|mask|masked|redact|redacted|hidden|fixed|error|err|invalid|incorrect|wrong|reset|policy|length|len|field|input|label|changed?|strength|rules?|prompt|message|msg|name|min|max|required|match|expired?|file|path|url|count|hint|form|page|type|is|has|no|missing|test|by|pass(?:ed|ing)|manager|version|arn|ref|set|updated?|forgot|forgotten|link|email|status|validation|validator|regex)$/;
const MOST_PARTS = 40;

/** Whether a name is that of a secret in the clear: `password`, `dbPassword`, `user.secret`. */
function isSecretName(name: string): boolean {
  if (/^[A-Z\d_]+$/.test(name) && !/^(?:.*_)?(?:PASSWORD|PASSWD|SECRET)$/.test(name)) return false;
  const words = wordsOf(name.replace(/MD5|SHA\d*/g, 'Hash'));
  if (words.some((word) => HARMLESS.test(word))) return false;
  if (words.at(-1) === 'pass') return words.length === 1;
  return words.some((word) => SECRET.has(word));
}

/** The part of an expression that shows a secret; looks through names that are given once, texts, sums and objects. */
function secretIn(start: SyntaxNode): SyntaxNode | null {
  const waiting: { node: SyntaxNode; shown: SyntaxNode }[] = [{ node: start, shown: start }];
  for (let looked = 0; looked < MOST_PARTS; looked++) {
    const next = waiting.pop();
    if (next === undefined) return null;
    const { node, shown } = next;
    switch (node.kind) {
      case 'identifier':
      case 'shorthand_property_identifier': {
        const value = followed(node);
        const isGiven = value.start !== node.start || value.kind !== node.kind;
        if (isSecretName(node.text) && !(isGiven && isHarmless(value))) return shown;
        if (isGiven && (value.kind === 'identifier' || value.kind === 'object')) waiting.push({ node: value, shown });
        break;
      }
      case 'member_expression': {
        const property = node.child('property');
        if (property !== null && isSecretName(property.text)) return shown;
        break;
      }
      case 'call_expression': {
        const call = Call.of(node);
        if (call === null) break;
        if (/^(?:get|read|fetch|ask)/.test(call.method) && isSecretName(call.method)) return shown;
        if (/^(?:toString|valueOf|trim|concat)$/.test(call.method) && call.receiver)
          waiting.push({ node: call.receiver, shown });
        if (call.path === 'JSON.stringify' && call.arguments[0]) waiting.push({ node: call.arguments[0], shown });
        break;
      }
      case 'pair': {
        const key = node.child('key');
        const value = node.child('value');
        if (key === null || value === null || /function/.test(value.kind)) break;
        const isNamed = isSecretName(keyName(key) ?? '');
        const given = followed(value);
        if (isNamed && !isHarmless(given) && /^(?:identifier|member_expression|subscript_expression)$/.test(given.kind))
          return shown;
        waiting.push({ node: value, shown });
        break;
      }
      case 'template_string':
      case 'template_substitution':
      case 'binary_expression':
      case 'parenthesized_expression':
      case 'object':
      case 'array':
      case 'await_expression':
      case 'as_expression':
      case 'non_null_expression':
        waiting.push(
          ...node.namedChildren.reverse().map((child) => ({
            node: child,
            shown: shown === start || node.kind === 'template_substitution' ? child : shown,
          })),
        );
        break;
    }
  }
  return null;
}

/** A constant, or what a function made of the secret. */
function isHarmless(value: SyntaxNode): boolean {
  return (
    literalOf(value) !== undefined ||
    value.kind === 'call_expression' ||
    value.kind === 'ternary_expression' ||
    /function/.test(value.kind)
  );
}

export default defineRule({
  id: 'security/secret-in-log',
  title: 'Secret is written to a log',
  level: 'warning',
  why: 'Logs are kept, copied and read by more people and programs than may know a password.',
  fix: 'Leave the secret out, or log that it was given.',
  cwe: [532, 312],
  languages: [...JAVASCRIPT],
  detect: calls({ javascript: WRITERS.map((name) => `*.${name}`) }, (call) => {
    if (call.receiver === null || !LOGS.test(call.receiver.text.slice(0, 80))) return false;
    for (const argument of call.arguments) {
      const found = secretIn(argument);
      if (found !== null) return found;
    }
    return false;
  }),
  bad: [
    'console.log("login", «password»);',
    'logger.info(`signed in with ${«user.password»}`);',
    'const shown = password;\nconsole.debug("pw: " + «shown»);',
    'log.warn({ user, «password» });',
  ],
  good: [
    'console.log("login of", user.name);',
    'console.log("wrong password");\nconsole.log(messages.IncorrectPassword);',
    'const password = hash(given);\nconsole.log(password);',
    'console.log(user.passwordHash, redact(password));',
    'console.log(passwordLength);',
  ],
});
