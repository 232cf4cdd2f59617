import type { Report } from '../model/report.ts';
import type { Format } from './format.ts';
import { count, rankReasons } from './phrases.ts';
import { rank } from './selection.ts';
import { visible } from './visible.ts';

interface Case {
  readonly classname: string;
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
  readonly verdict?: {
    readonly kind: 'failure' | 'error' | 'skipped';
    readonly message: string;
    readonly text?: string;
  };
}

/** JUnit XML for pipelines that show nothing else: reasons, analyzers and new findings as test cases, without times. */
export const junit: Format = ({ report }) => {
  const suites: (readonly [string, readonly Case[]])[] = [
    ['decision', decisionCases(report)],
    ['analysis', analysisCases(report)],
    ['findings', findingCases(report)],
  ];
  const all = suites.flatMap(([, cases]) => cases);
  const body = suites.map(([name, cases]) =>
    [`  <testsuite ${attributes({ name, ...totals(cases) })}>`, ...cases.map(caseXml), '  </testsuite>'].join('\n'),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: report.run.tool.name, ...totals(all) })}>`,
    ...body,
    '</testsuites>',
    '',
  ].join('\n');
};

function decisionCases({ decision }: Report): Case[] {
  return rankReasons(decision.reasons).map(({ clause, outcome, because }) => {
    const base = { classname: 'decision', name: clause };
    if (outcome === 'ship') return base;
    return {
      ...base,
      verdict: { kind: 'failure', message: `${outcome}: ${because[0] ?? clause}`, text: because.join('\n') },
    };
  });
}

function analysisCases({ run }: Report): Case[] {
  return run.analyzers.map(({ analyzer, status, reason, files }) => {
    const base = { classname: 'analysis', name: analyzer };
    if (status === 'complete') return base;
    const missed = files.filter((file) => file.status !== 'complete' && file.status !== 'not-applicable');
    const held = status === 'failed' || missed.some((file) => file.touchesChange);
    const lines = missed
      .slice(0, 100)
      .map((file) => `${file.path}: ${file.status}, ${file.reason ?? 'no reason given'}`);
    if (missed.length > lines.length) lines.push(`and ${count(missed.length - lines.length, 'more file')}`);
    const message = `${status}: ${reason ?? `${count(missed.length, 'file')} not read to the end`}`;
    return { ...base, verdict: { kind: held ? 'error' : 'skipped', message, text: lines.join('\n') } };
  });
}

/** What the change brings; only what counts against it fails, so that a change that may ship fails nothing. */
function findingCases({ findings, decision }: Report): Case[] {
  const held = decision.reasons.filter((reason) => reason.outcome !== 'ship').flatMap((reason) => reason.findings);
  const counted = new Set(held);
  const fresh = rank(findings.filter((finding) => finding.baselineState === 'new'));
  return fresh.map(({ ruleId, level, message, path, region, partialFingerprints }) => {
    const place = `${path}:${region.startLine}:${region.startColumn}`;
    const fails = Object.values(partialFingerprints).some((fingerprint) => counted.has(fingerprint));
    return {
      classname: ruleId,
      name: `${ruleId} at ${place}`,
      file: path,
      line: region.startLine,
      verdict: { kind: fails ? 'failure' : 'skipped', message: `${level}: ${message}`, text: `${place}\n${message}` },
    };
  });
}

function totals(cases: readonly Case[]): Record<string, number> {
  const of = (kind: string) => cases.filter((one) => one.verdict?.kind === kind).length;
  return { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped') };
}

function caseXml({ classname, name, file, line, verdict }: Case): string {
  const head = attributes({
    classname,
    name,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
  });
  if (!verdict) return `    <testcase ${head}/>`;
  const { kind, message, text } = verdict;
  const inner = kind === 'skipped' ? '' : xml(text ?? message, true);
  return `    <testcase ${head}>\n      <${kind} ${attributes({ message })}>${inner}</${kind}>\n    </testcase>`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${xml(String(value))}"`)
    .join(' ');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text that XML can hold: most controls are not allowed in it, not even escaped. */
function xml(text: string, lines = false): string {
  const shown = lines ? text.split('\n').map(visible).join('\n') : visible(text);
  return shown.replace(/[\ufffe\uffff]/g, '\ufffd').replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}
