import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exampleCases } from '../src/analyze/example.ts';
import { type Example, type RuleSpec, riskOf } from '../src/analyze/rule.ts';
import type { Marked } from '../src/lib/marked.ts';
import { rules } from '../src/rules/index.ts';

const TARGET = join(import.meta.dirname, '..', 'docs', 'rules');
const FENCES: Readonly<Record<string, string>> = {
  py: 'python',
  js: 'js',
  ts: 'ts',
  yml: 'yaml',
  md: 'markdown',
  rb: 'ruby',
  rs: 'rust',
  cs: 'csharp',
};
const LEVELS: Readonly<Record<string, string>> = {
  error: 'blocks a change',
  warning: 'asks for review on lines by AI or of unknown origin',
  note: 'is told, and decides nothing',
};

/** A fence longer than any run of backticks inside. */
function fenced(path: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const language = path.slice(path.lastIndexOf('.') + 1);
  const shown = shorten(visible(text).replace(/\n+$/, ''));
  return `${fence}${Object.hasOwn(FENCES, language) ? FENCES[language] : language}\n${shown}\n${fence}`;
}

/** Long examples are made by a loop: their middle says nothing. */
function shorten(text: string): string {
  const lines = text.split('\n');
  return lines.length <= 40
    ? text
    : [...lines.slice(0, 30), `… ${lines.length - 35} more lines`, ...lines.slice(-5)].join('\n');
}

/** Characters that cannot be seen are written by their number: a page about hidden text must not hide any. */
function visible(text: string): string {
  return text.replace(/[\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Variation_Selector}]|(?![\n\t])\p{Cc}/gu, (char) => {
    return `<U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** Examples of secrets are built when the tests run; a page would be the first place where one is written out. */
function withoutSecrets(rule: RuleSpec, { text, spans }: Marked): string {
  if (riskOf(rule) !== 'leakage' && rule.id !== 'assistants/server-secret') return text;
  let shown = text;
  for (const { start, end } of [...spans].reverse()) {
    const kept = Math.min(6, (end - start) >> 2);
    shown = `${shown.slice(0, start + kept)}…${shown.slice(end)}`;
  }
  return shown.replace(/[\w+/=~-]{16,}/g, (run) => (/\d/.test(run) ? `${run.slice(0, 6)}…` : run));
}

function exampleOf(rule: RuleSpec, example: Example): string {
  const [first] = exampleCases(rule, example);
  if (first === undefined) return '';
  const parts: string[] = [];
  for (const [path, text] of first.before)
    parts.push(`\`${path}\` before:\n\n${fenced(path, withoutSecrets(rule, { text, spans: [] }))}`);
  for (const [path, now] of first.after) {
    const head = typeof example === 'string' ? '' : `\`${path}\`${first.before.size > 0 ? ' after' : ''}:\n\n`;
    parts.push(`${head}${fenced(path, now.text === '' ? '(empty)' : withoutSecrets(rule, now))}`);
  }
  return parts.join('\n\n');
}

function page(rule: RuleSpec): string {
  const cwe = rule.cwe.map((id) => `[CWE-${id}](https://cwe.mitre.org/data/definitions/${id}.html)`).join(', ');
  const languages = rule.languages === 'any' ? 'every text file' : rule.languages.join(', ');
  const lines = [
    `# ${visible(rule.title)}`,
    '',
    `\`${rule.id}\` · ${rule.level}, ${LEVELS[rule.level]} · risk: ${riskOf(rule)}${cwe && ` · ${cwe}`}`,
    '',
    visible(rule.why),
    '',
    `**Instead:** ${visible(rule.fix)}`,
    ...(rule.repair === undefined
      ? []
      : ['', '`countersign check --fix` does it where that is safe; `--diff` shows it.']),
    '',
    `Read in: ${languages}.${rule.inTests ? '' : ' Silent in test code.'}${rule.detect.scope === 'change' ? ' Compares before and after.' : ''}`,
    ...(rule.paths ? ['', `Paths: ${rule.paths.map((glob) => `\`${glob}\``).join(', ')}.`] : []),
    '',
    '## Found',
    '',
    rule.bad.map((example) => exampleOf(rule, example)).join('\n\n'),
    '',
    '## Not found',
    '',
    rule.good.map((example) => exampleOf(rule, example)).join('\n\n'),
    '',
  ];
  return lines.join('\n');
}

function overview(): string {
  const folders = [...new Set(rules.map(({ id }) => id.slice(0, id.indexOf('/'))))];
  const sections = folders.flatMap((folder) => [
    `## ${folder}`,
    '',
    '| Rule | Level | What it finds |',
    '| --- | --- | --- |',
    ...rules
      .filter(({ id }) => id.startsWith(`${folder}/`))
      .map((rule) => `| [${rule.id}](${rule.id}.md) | ${rule.level} | ${visible(rule.title).replaceAll('|', '\\|')} |`),
    '',
  ]);
  return [
    '# Rules',
    '',
    `${rules.length} rules. These pages are made from the rules themselves: the examples on them are the rules’ own tests.`,
    '',
    ...sections,
  ].join('\n');
}

function pages(): Map<string, string> {
  const all = new Map([['README.md', overview()]]);
  for (const rule of rules) all.set(`${rule.id}.md`, page(rule));
  return all;
}

function existing(): string[] {
  if (!existsSync(TARGET)) return [];
  return readdirSync(TARGET, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => path.replaceAll('\\', '/'));
}

const wanted = pages();
const stale = existing().filter((path) => !wanted.has(path));
const changed = [...wanted].filter(([path, text]) => {
  const file = join(TARGET, path);
  return !existsSync(file) || readFileSync(file, 'utf8') !== text;
});
if (process.argv.includes('--check')) {
  if (stale.length + changed.length > 0) {
    const names = [...stale, ...changed.map(([path]) => path)].slice(0, 10).join(', ');
    process.stderr.write(`docs/rules is out of date (${names}): run \`npx tsx scripts/rule-docs.ts\`\n`);
    process.exitCode = 1;
  }
} else {
  for (const path of stale) rmSync(join(TARGET, path));
  for (const [path, text] of changed) {
    mkdirSync(dirname(join(TARGET, path)), { recursive: true });
    writeFileSync(join(TARGET, path), text);
  }
}
