import { anyOf, calls, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

const SHARED = /^\/(?:tmp|var\/tmp|dev\/shm)\/./;

export default defineRule({
  id: 'security/predictable-temp-file',
  title: 'Temporary file with a name that others can take first',
  level: 'warning',
  why: 'In a shared folder another user can put a file or a link there first, and choose what is read or overwritten.',
  fix: 'Create the file and its name in one step: `fs.mkdtemp`, `tempfile.NamedTemporaryFile` or `mkstemp`.',
  cwe: [377, 379],
  languages: [...JAVASCRIPT, 'python', 'c', 'cpp', 'java', 'go'],
  flows: misuse('temp-file'),
  paths: ['!**/{scripts,bin,tools}/**'],
  detect: anyOf(
    calls({ python: ['tempfile.mktemp', 'os.tempnam', 'os.tmpnam'] }),
    calls({ python: ['open', 'io.open'] }, (call) => {
      const path = call.literal(0)?.value;
      const mode = (call.literal(1) ?? call.optionLiteral('mode'))?.value;
      // `x` refuses what is already there: that is the careful way.
      return (
        typeof path === 'string' &&
        SHARED.test(path) &&
        typeof mode === 'string' &&
        /[wa]/.test(mode) &&
        call.arguments[0]
      );
    }),
    calls(
      {
        javascript: ['writeFile', 'writeFileSync', 'appendFile', 'appendFileSync', 'createWriteStream'].flatMap(
          (name) => [`fs.${name}`, `fs.promises.${name}`, `fs/promises.${name}`],
        ),
      },
      (call) => {
        const path = call.literal(0)?.value;
        const flag = call.optionLiteral('flag') ?? call.optionLiteral('flags');
        return (
          typeof path === 'string' && SHARED.test(path) && !/x/.test(String(flag?.value ?? '')) && call.arguments[0]
        );
      },
    ),
    nodes(
      { c: ['call_expression'], cpp: ['call_expression'] },
      (node) => /^(?:mktemp|tmpnam|tempnam|tmpnam_r)$/.test(node.child('function')?.text ?? ''),
      ['mktemp', 'tmpnam', 'tempnam'],
    ),
  ),
  bad: [
    {
      after: {
        'src/Store.java':
          'import java.io.FileWriter;\n\nclass Store {\n  void keep(String text) throws Exception {\n    try (FileWriter out = «new FileWriter("/tmp/state.txt")») {\n      out.write(text);\n    }\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"os"\n)\n\nfunc keep(body []byte) error {\n	return «os.WriteFile("/tmp/state", body, 0o600)»\n}\n',
      },
    },
    'import fs from "node:fs";\nfs.writeFileSync(«"/tmp/report.json"», body);',
    'import { writeFile } from "fs/promises";\nconst OUT = "/var/tmp/out.csv";\nawait writeFile(«OUT», body);',
    { after: { 'job.py': 'import tempfile\npath = «tempfile.mktemp(suffix=".csv")»\n' } },
    { after: { 'job.py': 'with open(«"/tmp/state"», "w") as f:\n    f.write(state)\n' } },
    { after: { 'job.c': 'int main(void) { char *p = «tmpnam(NULL)»; return open(p, 1); }\n' } },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import java.io.FileWriter;\nimport java.nio.file.Files;\n\nclass Store {\n  void keep(String text) throws Exception {\n    try (FileWriter out = new FileWriter(Files.createTempFile("state", ".txt").toFile())) {\n      out.write(text);\n    }\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"os"\n)\n\nfunc keep(body []byte) error {\n	file, err := os.CreateTemp("", "state")\n	if err != nil {\n		return err\n	}\n	_, err = file.Write(body)\n	return err\n}\n',
      },
    },
    'import fs from "node:fs";\nconst dir = fs.mkdtempSync(join(tmpdir(), "report-"));\nfs.writeFileSync(join(dir, "report.json"), body);',
    'import fs from "node:fs";\nfs.writeFileSync("/tmp/report.json", body, { flag: "wx" });\nfs.readFileSync("/tmp/report.json");',
    { after: { 'job.py': 'import tempfile\nwith tempfile.NamedTemporaryFile("w") as f:\n    f.write(state)\n' } },
    { after: { 'job.py': 'with open("/tmp/state") as f:\n    f.read()\nopen("/tmp/lock", "x")\n' } },
    { after: { 'job.c': 'int main(void) { char name[] = "/tmp/x-XXXXXX"; return mkstemp(name); }\n' } },
  ],
});
