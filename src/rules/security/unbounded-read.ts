import { nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

/** Where the format stands among the arguments. */
const FORMAT_AT: Readonly<Record<string, number>> = { scanf: 0, vscanf: 0, fscanf: 1, sscanf: 1 };
/** `%s` or `%[…]` without a width, that is kept and not skipped. */
function readsWithoutEnd(format: string): boolean {
  return [...format.matchAll(/%(?:%|(\*?)(\d*)(?:hh|h|ll|l|j|z|t|L)?([a-zA-Z[]))/g)].some(
    ([, star, width, kind]) => star === '' && width === '' && (kind === 's' || kind === '['),
  );
}

export default defineRule({
  id: 'security/unbounded-read',
  title: 'Reads more than the buffer holds',
  level: 'error',
  why: 'How much is written into the buffer is decided by who sends the text: it overwrites what lies behind, down to the program’s own way.',
  fix: 'Use `fgets(buffer, sizeof buffer, stream)`, or give the width: `scanf("%63s", buffer)`.',
  cwe: [120, 242],
  languages: ['c', 'cpp'],
  detect: nodes(
    { c: ['call_expression'], cpp: ['call_expression'] },
    (node) => {
      const name = node.child('function')?.text.replace(/^(?:std)?::/, '') ?? '';
      const given = node.child('arguments')?.namedChildren ?? [];
      if (name === 'gets') return given.length === 1;
      if (!Object.hasOwn(FORMAT_AT, name)) return false;
      const format = given[FORMAT_AT[name]!];
      // A source of known length bounds `sscanf`; only a person can tell.
      if (format?.kind !== 'string_literal' || !readsWithoutEnd(format.text)) return false;
      return name === 'sscanf' ? { at: format, level: 'warning' as const } : format;
    },
    ['gets', 'scanf'],
  ),
  bad: [
    'int main(void) { char name[64]; «gets(name)»; return 0; }',
    'int main(void) { char name[64]; int n; scanf(«"%d %s"», &n, name); return n; }',
    { after: { 'main.cpp': 'int main() { char name[64]; fscanf(stdin, «"%[^,]"», name); }\n' } },
  ],
  good: [
    'int main(void) { char name[64]; fgets(name, sizeof name, stdin); return 0; }',
    'int main(void) { char name[64]; int n; scanf("%d %63s 100%%s %*s", &n, name); return n; }',
    { after: { 'main.cpp': 'int main() { box.gets(name, 64); int n; scanf("%d", &n); }\n' } },
  ],
});
