import { anyOf, calls, inJavaScript, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { isSlow } from '../../analyze/pattern/slow-expression.ts';
import { defineRule } from '../../analyze/rule.ts';

export default defineRule({
  id: 'security/slow-expression',
  title: 'Regular expression that can take exponential time',
  level: 'warning',
  why: 'A text that almost matches is tried in every possible way: thirty characters can take hours, and the process does nothing else.',
  fix: 'Write it so that each character can be matched in one way only, for instance without a repetition inside a repetition.',
  cwe: [1333, 730, 400],
  languages: [...JAVASCRIPT, 'python'],
  detect: anyOf(
    calls(
      {
        python: ['compile', 'match', 'search', 'fullmatch', 'findall', 'finditer', 'sub', 'subn', 'split'].flatMap(
          (name) => [`re.${name}`, `regex.${name}`],
        ),
        javascript: ['RegExp'],
      },
      (call) => {
        const source = call.literal(0)?.value;
        return typeof source === 'string' && isSlow(source) && call.arguments[0];
      },
    ),
    calls({ python: ['django.core.validators.RegexValidator', 'django.urls.re_path'] }, (call) => {
      const given = call.arguments[0] ?? call.option('regex');
      const source = given ? literalOf(given)?.value : undefined;
      return typeof source === 'string' && isSlow(source) && given;
    }),
    nodes(inJavaScript('regex'), (node) => isSlow(node.child('pattern')?.text ?? '')),
  ),
  bad: [
    'const email = «/^([a-z0-9]+)+@example\\.com$/»;\n',
    'const words = new RegExp(«"^(\\\\w+\\\\s?)*$"»);\n',
    { after: { 'check.py': 'import re\nEMAIL = re.compile(«r"^([a-zA-Z0-9]+)+@example\\.com$"»)\n' } },
    { after: { 'check.py': 'import re\ndef valid(text):\n    return re.match(«r"^(a+)+$"», text)\n' } },
  ],
  good: [
    'const email = /^[a-z0-9]+@example\\.com$/;\nconst list = /^(?:[a-z]+,)*[a-z]+$/;\n',
    {
      after: {
        'check.py':
          'import re\nEMAIL = re.compile(r"^[a-zA-Z0-9]+@example\\.com$")\nNAME = re.compile(r"^(\\w+\\.)*\\w+$")\n',
      },
    },
  ],
});
