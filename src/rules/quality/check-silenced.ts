import { inJavaScript, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

const WHOLE_FILE =
  /^\/[/*]\s*@ts-nocheck\b|^\/\*\s*eslint-disable\s*\*\/$|^#\s*(?:type:\s*ignore|mypy:\s*ignore-errors|pylint:\s*(?:skip-file|disable=all)|flake8:\s*noqa|ruff:\s*noqa)\s*$/;
const ONE_LINE =
  /^\/[/*]\s*@ts-ignore\s*(?:\*\/)?$|^\/[/*]\s*eslint-disable(?:-next-line|-line)?\s*(?:\*\/)?$|#\s*type:\s*ignore\s*$|#\s*noqa\s*$|^\/\/\s*nolint\s*$|#\s*pylint:\s*disable=all/;

export default defineRule({
  id: 'quality/check-silenced',
  title: 'Check is silenced without saying which or why',
  level: 'note',
  why: 'A blanket exception also hides the next mistake, which has nothing to do with the first.',
  fix: 'Repair what the check found; else name the one rule and the reason (`@ts-expect-error: …`, `noqa: E501`).',
  cwe: [],
  languages: [...JAVASCRIPT, 'python', 'go'],
  detect: nodes(
    { ...inJavaScript('comment'), python: ['comment'], go: ['comment'] },
    (node) => {
      if (node.end - node.start > 120) return false;
      const { text } = node;
      // In Python `type: ignore` alone on a line at the top speaks of the whole file.
      if (
        WHOLE_FILE.test(text) &&
        (text.startsWith('/') ||
          (node.parent?.kind === 'module' && node.start < 400 && startsLine(node.tree.source, node.start)))
      ) {
        return { at: node, level: 'warning' as const, message: 'A check is switched off for the whole file' };
      }
      return ONE_LINE.test(text) && node;
    },
    ['@ts-', 'eslint-disable', 'type: ignore', 'type:ignore', 'noqa', 'nolint', 'pylint', 'mypy'],
  ),
  bad: [
    '«// @ts-ignore»\nconst total: number = cart.total;\n«/* eslint-disable */»\n',
    '«// @ts-nocheck»\nexport const total = 1;\n«// eslint-disable-next-line»\nfoo();',
    { after: { 'cart.py': 'total = cart.total  «# type: ignore»\nimport os  «# noqa»\n' } },
    { after: { 'cart.py': '«# mypy: ignore-errors»\ntotal = 1\n' } },
  ],
  good: [
    '// @ts-expect-error: the types of v2 lack `total`\nconst total: number = cart.total;',
    '// eslint-disable-next-line no-console -- progress for people\nconsole.log(1);',
    { after: { 'cart.py': 'total = cart.total  # type: ignore[attr-defined]\nimport os  # noqa: F401\n' } },
    { after: { 'cart.go': 'package cart\n\n//nolint:errcheck // closing on the way out\nvar x = 1\n' } },
  ],
});

function startsLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset));
}
