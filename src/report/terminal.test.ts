import pc from 'picocolors';
import { expect, test } from 'vitest';
import { HOSTILE, hostile, huge } from '../../tests/report/hostile-inputs.ts';
import { block, empty, review, ship } from '../../tests/report/inputs.ts';
import { columns } from './columns.ts';
import { terminal } from './terminal.ts';
import { visible } from './visible.ts';

const inputs = { ship, review, block, empty, hostile, huge };
const colors = pc.createColors(true);
// biome-ignore lint/suspicious/noControlCharactersInRegex: colour is made of control characters
const COLOR = /\x1b\[\d+m/g;

test('says the verdict first, with the head it judged and the policy that judged', () => {
  const [, verdict, ...rest] = terminal(block).split('\n');
  expect(verdict).toBe(' ✖ BLOCK  payments-api');
  expect(rest.slice(0, 3).join('\n')).toMatch(/work tree on 1a2b3c4d5e6f.*\n.*countersign\.yaml at 9f8e7d6/);
});

test('says first what decided, then the rest', () => {
  const text = terminal(block);
  const at = ['brings 2 new errors', 'author is not known', 'Every analyzer ran'].map((part) => text.indexOf(part));
  expect(at.every((place) => place > 0)).toBe(true);
  expect([...at].sort((a, b) => a - b)).toEqual(at);
});

test('cuts a reason that lists hundreds of things', () => {
  const because = [...Array(300).keys()].map((i) => `Sentence ${i}.`);
  const decision = { ...block.report.decision, reasons: [{ ...block.report.decision.reasons[1]!, because }] };
  const text = terminal({ ...block, report: { ...block.report, decision } });
  expect(text).toContain('Sentence 5.\n             … 294 more; --format html has them all');
  expect(text).not.toContain('Sentence 6.');
});

test('shows place, code, author, why, fix and flow of a finding', () => {
  const text = terminal(block);
  expect(text).toContain('src/db.ts:42:19  security/sql-injection · proved');
  expect(text).toContain(
    [
      '     42 │   return db.query(`select * from u where id = ${id}`);',
      '        │                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
    ].join('\n'),
  );
  expect(text).toContain('By    AI (claude-code, claude-opus-4), recorded by hook');
  expect(text).toContain('By    unknown author, no evidence');
  expect(text).toContain('Why   A value inside the query text can change the query.');
  expect(text).toContain('Fix   Pass `id` as a parameter of the query.');
  expect(text).toContain('Flow  1. src/routes/user.ts:12  `req.query.id` comes from the request');
  expect(text).toContain('3. line 42  reaches the query');
});

test('shows only what the change brings, and counts what was there before and what is gone', () => {
  const text = terminal(block);
  expect(text).not.toContain('src/old.ts');
  expect(text).not.toContain('src/gone.ts');
  expect(text.replace(/\s+/g, ' ')).toContain(
    '2 errors, 1 warning in this change · 1 finding there before · 1 finding gone',
  );
});

test('names what was not analysed and why', () => {
  const text = terminal(review);
  expect(text).toContain('▲ partial  src/pay/charge.ts\n');
  expect(text).toContain('lines 14 to 17 could not be parsed (parse, rules)');
  expect(text).toContain('the search ended after 2,000 files');
  expect(text).toContain('1 file to which no analyzer applies');
  expect(terminal(ship)).not.toContain('Not analysed');
});

test('counts a line without evidence as unknown', () => {
  expect(terminal(block)).toContain('█ AI 60 (71%)  ▒ human 5 (6%)  ░ unknown 20 (24%)');
});

test('says what would make it ship, if that is known', () => {
  const steps = [
    'Fix `security/sql-injection` in src/db.ts.',
    'Have a person who did not write it approve exactly this commit.',
  ];
  const text = terminal({ ...block, steps });
  expect(text).toContain(' To ship\n   1. Fix `security/sql-injection` in src/db.ts.\n   2. Have a person');
  expect(terminal(block)).not.toContain('To ship');
  expect(terminal({ ...block, steps: Array(50).fill('Do it.') })).toContain('and 40 more steps');
});

test('ends with the exit code and what it means', () => {
  expect(terminal(ship)).toMatch(/Exit 0: fit to ship under this policy\.\n$/);
  expect(terminal(block)).toMatch(/Exit 1: this must not ship/);
  expect(terminal(review)).toMatch(/Exit 3: somebody should look/);
  expect(terminal(review, { failOn: 'block' })).toMatch(/Exit 0: somebody should look/);
  expect(terminal(empty)).toMatch(/NOTHING TO JUDGE[\s\S]*Exit 0: the change is empty/);
});

test.each(Object.keys(inputs) as (keyof typeof inputs)[])('keeps %s within the columns it has', (name) => {
  for (const width of [40, 60, 80, 120]) {
    for (const line of terminal(inputs[name], { width }).split('\n')) expect(columns(line)).toBeLessThanOrEqual(width);
  }
});

test.each(Object.keys(inputs) as (keyof typeof inputs)[])('says the same with colour as without in %s', (name) => {
  expect(terminal(inputs[name], { palette: colors }).replace(COLOR, '')).toBe(terminal(inputs[name]));
});

test('lets nothing through that a terminal would obey', () => {
  const text = terminal(hostile, { palette: colors }).replace(COLOR, '').replaceAll('\n', '');
  expect(text).toBe(visible(text));
  expect(text).toContain('\\x1b[2J');
  expect(HOSTILE).toContain('\x1b[2J');
});

test('uses nothing but ASCII when asked', () => {
  for (const input of Object.values(inputs)) expect(terminal(input, { ascii: true })).toMatch(/^[\n -~]*$/);
});

test('keeps a list of 5,000 findings short enough to read, and says what it left out', () => {
  const text = terminal(huge);
  expect(text.split('\n').length).toBeLessThan(700);
  expect(text).toMatch(/and 22 more of security\/sql-injection in this file/);
  expect(text.replace(/\s+/g, ' ')).toMatch(
    /and [\d,]+ more findings in \d+ more files \(.*\); --format json has them all/,
  );
});

test('survives a width that is none', () => {
  for (const width of [0, -5, Number.NaN, 1e9]) expect(terminal(ship, { width })).toContain('SHIP');
});

test('looks like this', () => {
  expect(terminal(block)).toMatchSnapshot();
  expect(terminal(review, { ascii: true, width: 60 })).toMatchSnapshot();
});
