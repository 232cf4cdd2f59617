import type { FileContext, SyntaxNode } from '../../analyze/detector.ts';
import { apiPath } from '../../analyze/pattern/api-path.ts';
import { handlesRequest } from '../../analyze/pattern/around.ts';
import { makingOf } from '../../analyze/pattern/built.ts';
import type { Call } from '../../analyze/pattern/call.ts';
import { anyOf, calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { nearestValue } from '../../analyze/pattern/nearest.ts';
import { defineRule } from '../../analyze/rule.ts';
import { pathMatcher } from '../../lib/glob.ts';

const SUBPROCESS = ['run', 'Popen', 'call', 'check_call', 'check_output', 'getoutput', 'getstatusoutput'];
const QUOTING = new Set([
  'shlex.quote()',
  'pipes.quote()',
  'shlex.join()',
  'shell-quote.quote()',
  'shell-quote.parse()',
  'shescape.quote()',
]);

const isQuoted = (part: SyntaxNode) => QUOTING.has(apiPath(part) ?? '');

/** Run by developers on their own machine, with what they typed themselves. */
const inScripts = pathMatcher([
  '**/{scripts,script,extra,extras,tools,tasks,release,build,bench,benchmarks,.github,ci}/**',
  'setup.py',
  'noxfile.py',
  'tasks.py',
]);

const isPython = (node: SyntaxNode) => node.tree.grammar.language === 'python';

/** A call or a variable of the program; not a name in capitals, which is a constant from elsewhere, nor a list of words. */
function isOpaque(command: SyntaxNode): boolean {
  const made = nearestValue(command);
  return (
    /^(?:identifier|call|attribute|subscript)$/.test(made.kind) &&
    !/^(?:\w+\.)*[A-Z][A-Z0-9_]*$/.test(made.text) &&
    !isQuoted(made)
  );
}

/** A text put together from values that nothing quotes. */
function built(call: Call, { path }: FileContext) {
  const command = call.arguments[0] ?? call.option('args');
  if (!command) return false;
  const making = makingOf(nearestValue(command), isQuoted);
  // A text from elsewhere: what stands in it cannot be seen here.
  if (making === 'unknown' && isPython(command) && isOpaque(command) && !handlesRequest(command))
    return { at: command, level: 'note' as const };
  if (making !== 'built') return false;
  return inScripts(path) ? { at: command, level: 'note' as const } : command;
}

export default defineRule({
  id: 'security/built-shell-command',
  title: 'Shell command put together from values',
  level: 'warning',
  why: 'The shell reads the values as part of the command: a `;` or a `$(…)` in one of them starts another program.',
  fix: 'Start the program without a shell and hand the values over as a list: `execFile(program, [value])`, `subprocess.run([program, value])`.',
  cwe: [78],
  languages: [...JAVASCRIPT, 'python'],
  detect: anyOf(
    calls({ javascript: ['child_process.exec', 'child_process.execSync', 'shelljs.exec'] }, built),
    calls(
      {
        javascript: [
          'child_process.spawn',
          'child_process.spawnSync',
          'child_process.execFile',
          'child_process.execFileSync',
        ],
      },
      (call, context) => {
        const shell = call.optionLiteral('shell')?.value;
        return (shell === true || typeof shell === 'string') && built(call, context);
      },
    ),
    calls(
      { python: SUBPROCESS.slice(0, 5).map((name) => `subprocess.${name}`) },
      (call, context) => call.optionLiteral('shell')?.value === true && built(call, context),
    ),
    calls(
      {
        python: [
          'os.system',
          'os.popen',
          'subprocess.getoutput',
          'subprocess.getstatusoutput',
          'asyncio.create_subprocess_shell',
        ],
      },
      built,
    ),
  ),
  bad: [
    { after: { 'job.py': 'import subprocess\nsubprocess.run(«command_of(job)», shell=True)\n' } },
    'import { exec } from "child_process";\nimport { promisify } from "util";\nconst run = promisify(exec);\nawait run(«`ls ${name}`»);',
    'import { exec } from "node:child_process";\nexec(«`convert ${file} out.png`»);',
    'const cp = require("child_process");\ncp.execSync(«"git log " + branch», { encoding: "utf8" });',
    'import { spawn } from "child_process";\nconst command = `tar xf ${name}`;\nspawn(«command», { shell: true });',
    { after: { 'job.py': 'import subprocess\nsubprocess.run(«f"ping -c 1 {host}"», shell=True)\n' } },
    { after: { 'job.py': 'import os\nos.system(«"rm -r %s" % path»)\nos.popen(«"ls {}".format(path)»)\n' } },
  ],
  good: [
    'import { execFile } from "node:child_process";\nexecFile("convert", [file, "out.png"]);',
    'import { exec } from "node:child_process";\nexec("git status");\nconst DIR = "dist";\nexec(`rm -r ${DIR}`);',
    'const match = /a/.exec(`${text}`);\nclient.exec(`a ${b}`);',
    'import { spawn } from "child_process";\nspawn(`bin-${name}`, [file]);',
    {
      after: {
        'job.py':
          'import subprocess, shlex\nsubprocess.run(["ping", "-c", "1", host])\nsubprocess.run(f"ping {shlex.quote(host)}", shell=True)\n',
      },
    },
    { after: { 'job.py': 'import subprocess\nsubprocess.run("make all", shell=True)\n' } },
  ],
});
