import { anyOf, calls, nodes, settings } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';

const SHORTEST = 8;
const LENGTH = /^len\(\s*(?:[\w.]+\.)?\w*(?:password|passwd|pwd|passphrase)\w*\s*\)$/i;

export default defineRule({
  id: 'security/short-password',
  title: 'Short or empty passwords are accepted',
  level: 'warning',
  why: 'Short passwords are guessed by trying, and the one that the program accepts is the one that people take.',
  fix: 'Ask for at least 12 characters, and refuse the ones that are known to be common.',
  cwe: [521],
  languages: ['python'],
  detect: anyOf(
    nodes(
      { python: ['comparison_operator'] },
      (node) => {
        const [left, right] = node.namedChildren;
        if (node.namedChildren.length !== 2 || !left || !right || !LENGTH.test(left.text)) return false;
        const least = literalOf(right)?.value;
        const operator = node.children.find(({ named }) => !named)?.text ?? '';
        const accepts =
          operator === '<' || operator === '>='
            ? least
            : operator === '<=' || operator === '>'
              ? Number(least) + 1
              : undefined;
        // Asking whether there is one at all is another question.
        return typeof accepts === 'number' && accepts > 1 && accepts < SHORTEST;
      },
      ['len('],
    ),
    calls({ python: ['*.set_password'] }, (call) => {
      const given = call.arguments[0];
      return given !== undefined && literalOf(given)?.value === '' && given;
    }),
    settings({ python: ['AUTH_PASSWORD_VALIDATORS'] }, ({ value, node }, { path }) => {
      return value.kind === 'list' && value.namedChildren.length === 0 && /settings/.test(path) && node;
    }),
  ),
  bad: [
    'def register(name, password):\n    if «len(password) < 6»:\n        raise ValueError("too short")\n',
    'def is_good(self):\n    return «len(self.new_password) >= 4»\n',
    'user.set_password(«""»)\n',
    { after: { 'shop/settings.py': '«AUTH_PASSWORD_VALIDATORS = []»\n' } },
  ],
  good: [
    'def register(name, password):\n    if len(password) < 12:\n        raise ValueError("too short")\n',
    'if len(password) > 0:\n    login(password)\nif len(password) > 128:\n    raise ValueError\n',
    'user.set_password(new)\n',
  ],
});
