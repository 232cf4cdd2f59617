import type { SyntaxNode } from '../../analyze/detector.ts';
import { apiPath } from '../../analyze/pattern/api-path.ts';
import { descendants } from '../../analyze/pattern/around.ts';
import { Call } from '../../analyze/pattern/call.ts';
import { nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

const CALLS: ReadonlySet<string> = new Set(['call']);
const CHECKS = /^os\.(?:path\.(?:exists|isfile|lexists|islink)|access|stat|lstat)$/;
const DELETES = /^(?:os\.(?:remove|unlink|rename|chmod|chown)|shutil\.(?:move|copy|copyfile))$/;

/** A file is opened for writing (not with `x`, which refuses what is there), or something is done to it by its name. */
function uses(call: Call, path: string): boolean {
  const [given] = call.arguments;
  if (given?.text !== path) return false;
  if (call.path !== 'open') return DELETES.test(call.path ?? '');
  const mode = (call.literal(1) ?? call.optionLiteral('mode'))?.value;
  return typeof mode === 'string' && /[wa+]/.test(mode) && !mode.includes('x');
}

function checked(condition: SyntaxNode): { path: string; call: SyntaxNode } | null {
  for (const node of descendants(condition, CALLS)) {
    const call = Call.of(node);
    const path = call?.arguments[0]?.text;
    if (call && path !== undefined && CHECKS.test(apiPath(call.callee) ?? '')) return { path, call: node };
  }
  return null;
}

export default defineRule({
  id: 'security/check-then-use',
  title: 'File is checked first and used by its name afterwards',
  level: 'note',
  why: 'Between the check and the use somebody else can put another file or a link in its place.',
  fix: 'Just do it and catch the error; to create what must not be there yet, open with mode `x`.',
  cwe: [367],
  languages: ['python'],
  detect: nodes(
    { python: ['if_statement'] },
    (node) => {
      const condition = node.child('condition');
      const found = condition && checked(condition);
      const body = node.child('consequence');
      if (!found || !body) return false;
      for (const each of descendants(body, CALLS)) {
        const call = Call.of(each);
        if (call && uses(call, found.path)) return found.call;
      }
      return false;
    },
    ['os.path', 'os.access', 'os.stat', 'from os'],
  ),
  bad: [
    'import os\nif not «os.path.exists(path)»:\n    with open(path, "w") as out:\n        out.write(text)\n',
    'import os\nif «os.access(path, os.W_OK)»:\n    open(path, "a").write(text)\n',
    'import os\nif «os.path.isfile(path)»:\n    os.remove(path)\n',
  ],
  good: [
    'with open(path, "x") as out:\n    out.write(text)\n',
    'import os\nif os.path.exists(path):\n    with open(path) as source:\n        text = source.read()\n',
    'import os\ntry:\n    os.remove(path)\nexcept FileNotFoundError:\n    pass\n',
  ],
});
