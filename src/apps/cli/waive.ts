import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openRepository } from '../../adapters/git/repository.ts';
import { check } from '../../check.ts';
import { readPolicy } from '../../decide/policy.ts';
import { withBaseline, withWaiver } from '../../decide/policy-edit.ts';
import { POLICY_PATH } from '../../lib/starter-policy.ts';
import { CountersignError } from '../../model/error.ts';
import type { Finding } from '../../model/finding.ts';
import type { ChangeRequest } from '../../model/ports.ts';
import { rules } from '../../rules/index.ts';
import { requestOf } from './check.ts';
import { readText } from './ledger.ts';
import { writeWhole } from './output.ts';
import type { ExitCode, Globals } from './program.ts';
import { openSession } from './session.ts';

export interface WaiveOptions {
  readonly owner: string;
  readonly reason: string;
  readonly expires: string;
}

const EMPTY = 'version: 1\n';

/** `countersign waive FINDING`: writes a waiver into the policy file of the work tree. */
export async function waiveCommand(finding: string, options: WaiveOptions, globals: Globals): Promise<ExitCode> {
  const { terminal } = globals;
  for (const name of ['owner', 'reason'] as const) {
    if (options[name].trim() === '') throw new CountersignError('usage/bad-argument', `--${name} must say something.`);
  }
  const today = new Date().toISOString().slice(0, 10);
  const day = Date.parse(options.expires);
  if (
    !/^\d{4}-\d\d-\d\d$/.test(options.expires) ||
    Number.isNaN(day) ||
    new Date(day).toISOString().slice(0, 10) !== options.expires
  ) {
    throw new CountersignError('usage/bad-argument', '--expires is a day such as 2030-01-31.');
  }
  if (options.expires < today)
    throw new CountersignError('usage/bad-argument', 'The waiver would have ended before it began.');
  const covers = await coversOf(finding, globals);
  await editPolicy(
    globals,
    (text) => withWaiver(text, { covers, ...options }),
    'Its waivers are written in a form that cannot be added to',
  );
  terminal.out(
    `${POLICY_PATH}: ${covers} is waived until ${options.expires}.\nIt counts once it is in the base: commit it apart, and have it reviewed.\n`,
  );
  return 0;
}

/** What a waiver must cover to mean this: a rule or place as it is, else a finding of the present change. */
async function coversOf(wanted: string, globals: Globals): Promise<string> {
  const [rule = ''] = wanted.split(' in ');
  if (rules.some(({ id }) => id === rule)) return wanted;
  const [, path, line] = /^(.+):(\d+)$/.exec(wanted) ?? [];
  const found = (await findingsOf({ kind: 'default' }, globals)).filter(
    ({ baselineState }) => baselineState !== 'absent',
  );
  const meant = found.filter((one) =>
    path !== undefined
      ? one.path === path && one.region.startLine <= Number(line) && one.region.endLine >= Number(line)
      : wanted.length >= 8 && Object.values(one.partialFingerprints).some((print) => print.startsWith(wanted)),
  );
  const [first] = meant;
  if (first === undefined) {
    throw new CountersignError(
      'usage/bad-argument',
      `${JSON.stringify(wanted)} is no finding of the present change: give PATH:LINE, a fingerprint (check --format json), a rule, or "RULE in GLOB".`,
    );
  }
  if (meant.length > 1) {
    const choices = meant.map((one) => `${one.ruleId} (${Object.values(one.partialFingerprints)[0]?.slice(0, 12)})`);
    throw new CountersignError(
      'usage/bad-argument',
      `That is ${meant.length} findings: ${choices.join(', ')}. Give one fingerprint.`,
    );
  }
  return `${Object.values(first.partialFingerprints)[0]} in ${first.path}`;
}

export interface BaselineOptions {
  readonly output: string;
}

/** `countersign baseline`: accepts the findings of HEAD as known, in a file that the policy names. */
export async function baselineCommand({ output }: BaselineOptions, globals: Globals): Promise<ExitCode> {
  const found = await findingsOf({ kind: 'tree', revision: 'HEAD' }, globals);
  const known = found
    .filter(({ baselineState }) => baselineState !== 'absent')
    .flatMap(({ path, ruleId, partialFingerprints }) =>
      Object.values(partialFingerprints).map((fingerprint) => ({ path, rule: ruleId, fingerprint })),
    )
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.fingerprint < b.fingerprint ? -1 : 1));
  const top = await topOf(globals);
  const lines = known.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
  writeWhole(top, output, `{\n  "version": 1,\n  "findings": [${lines === '' ? '' : `\n${lines}\n  `}]\n}\n`);
  await editPolicy(globals, (text) => withBaseline(text, output), 'It names another baseline already');
  globals.terminal.out(
    `${output}: ${known.length} ${known.length === 1 ? 'finding is' : 'findings are'} known.\nThey stop counting once this file and ${POLICY_PATH} are in the base.\n`,
  );
  return 0;
}

async function findingsOf(request: ChangeRequest, globals: Globals): Promise<readonly Finding[]> {
  const session = await openSession(globals.cwd, globals);
  try {
    const asked = request.kind === 'default' ? requestOf({ range: undefined }) : request;
    return (await check(asked, session.ports, session.judge, globals.terminal.signal)).report.findings;
  } finally {
    await session.close();
  }
}

async function topOf({ cwd, terminal }: Globals): Promise<string> {
  const repository = await openRepository(cwd, { signal: terminal.signal });
  repository.close();
  if (repository.top === null)
    throw new CountersignError('usage/bad-argument', 'A bare repository has no work tree to write to.');
  return repository.top;
}

/** Changes the policy file of the work tree, made where there is none; a file that is broken is not touched. */
async function editPolicy(globals: Globals, edit: (text: string) => string | null, refused: string): Promise<void> {
  const top = await topOf(globals);
  const path = resolve(join(top, POLICY_PATH));
  const before = existsSync(path) ? readText(path) : EMPTY;
  const place = { origin: 'worktree', source: POLICY_PATH } as const;
  const [fault] = (await readPolicy(before, place)).faults;
  if (fault !== undefined) {
    throw new CountersignError(
      'config/not-valid',
      `${POLICY_PATH}:${fault.line}:${fault.column}: ${fault.message} Mend that first.`,
    );
  }
  const after = edit(before);
  if (after === null || (await readPolicy(after, place)).faults.length > 0) {
    throw new CountersignError('config/not-valid', `${POLICY_PATH} was left as it is. ${refused}.`);
  }
  if (after !== before) writeWhole(top, POLICY_PATH, after);
}
