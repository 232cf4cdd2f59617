import type { SyntaxNode } from '../../analyze/detector.ts';
import type { Call } from '../../analyze/pattern/call.ts';
import { anyOf, calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

const IN_FS = (name: string) => [`fs.${name}`, `fs.${name}Sync`, `fs.promises.${name}`, `fs/promises.${name}`];
const OTHERS_MAY_WRITE = 0o002;
const STICKY = 0o1000;

/** A mode that lets every user of the machine write; a sticky folder such as `/tmp` is meant to. */
function lets(mode: SyntaxNode | null | undefined): SyntaxNode | false {
  if (!mode) return false;
  const literal = literalOf(mode)?.value;
  const bits =
    typeof literal === 'string' && /^0?o?[0-7]{3,4}$/.test(literal)
      ? Number.parseInt(literal.replace('o', ''), 8)
      : literal;
  if (typeof bits === 'number')
    return (bits & OTHERS_MAY_WRITE) !== 0 && (bits & STICKY) === 0 && (bits < 0o10000 || bits >> 9 === 0o100) && mode;
  return /\bstat\.S_IWOTH\b|\bS_IRWXO\b/.test(mode.text) && mode;
}

const modeOf = (index: number) => (call: Call) => lets(call.arguments[index] ?? call.option('mode'));

export default defineRule({
  id: 'security/permissive-file-mode',
  title: 'File that every user of the machine may change',
  level: 'warning',
  why: 'Any account on the machine, also a broken-in service, can change the file and so what reads it.',
  fix: 'Give only the owner the right to write: `0o644`, `0o600` for secrets, `0o755` for programs and folders.',
  cwe: [732],
  languages: [...JAVASCRIPT, 'python', 'java', 'go'],
  flows: misuse('open-mode'),
  detect: anyOf(
    calls({ javascript: [...IN_FS('chmod'), ...IN_FS('fchmod')] }, modeOf(1)),
    calls({ javascript: [...IN_FS('writeFile'), ...IN_FS('mkdir'), ...IN_FS('open')] }, (call) =>
      lets(call.option('mode')),
    ),
    calls({ python: ['os.chmod', 'os.fchmod', 'os.lchmod', 'os.mkdir', 'os.makedirs'] }, modeOf(1)),
    calls({ python: ['pathlib.Path().chmod'] }, modeOf(0)),
    calls(
      { python: ['os.umask'] },
      (call) => call.literal(0)?.value === 0 && call.node.parent?.kind === 'expression_statement' && call.node,
    ),
  ),
  bad: [
    {
      after: {
        'src/Store.java':
          'import java.nio.file.attribute.PosixFilePermissions;\n\nclass Store {\n  Object mode() {\n    return «PosixFilePermissions.fromString("rw-rw-rw-")»;\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"os"\n)\n\nfunc keep(name string, body []byte) error {\n	return «os.WriteFile(name, body, 0o666)»\n}\n',
      },
    },
    'import fs from "node:fs";\nfs.chmodSync(path, «0o777»);',
    'import { writeFile } from "node:fs/promises";\nawait writeFile(path, body, { mode: «0o666» });',
    {
      after: { 'deploy.py': 'import os\nos.chmod(path, «0o777»)\nos.makedirs(folder, mode=«0o777»)\n«os.umask(0)»\n' },
    },
    { after: { 'deploy.py': 'import os, stat\nos.chmod(path, «stat.S_IRUSR | stat.S_IWOTH»)\n' } },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import java.nio.file.attribute.PosixFilePermissions;\n\nclass Store {\n  Object mode() {\n    return PosixFilePermissions.fromString("rw-------");\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"os"\n)\n\nfunc keep(name string, body []byte) error {\n	return os.WriteFile(name, body, 0o644)\n}\n',
      },
    },
    'import fs from "node:fs";\nfs.chmodSync(path, 0o755);\nfs.mkdirSync(shared, { mode: 0o1777 });',
    'import fs from "node:fs";\nfs.chmodSync(path, stat.mode);',
    {
      after: { 'deploy.py': 'import os\nos.chmod(path, 0o600)\nos.makedirs(folder, exist_ok=True)\nos.umask(0o077)\n' },
    },
    { after: { 'deploy.py': 'class os:\n    def chmod(a, b): pass\nos.chmod(path, 0o777)\n' } },
    { after: { 'deploy.py': 'import os\nmask = os.umask(0)\nos.umask(mask)\n' } },
  ],
});
