import { expect, test } from 'vitest';
import { hostile, huge } from '../../tests/report/hostile-inputs.ts';
import { block, empty, review, ship } from '../../tests/report/inputs.ts';
import { junit } from './junit.ts';
import { visible } from './visible.ts';

const inputs = { ship, review, block, empty, hostile, huge };
const count = (text: string, part: RegExp) => text.match(part)?.length ?? 0;

test('fails what counts against the change, and nothing where it may ship', () => {
  const text = junit(block);
  expect(text).toContain(
    '<testcase classname="decision" name="no-new-errors">\n      <failure message="block: The change brings',
  );
  expect(text).toContain('file="src/db.ts" line="42">\n      <failure message="error: ');
  const passed = { ...block, report: { ...block.report, decision: ship.report.decision } };
  expect(junit(passed)).not.toContain('<failure');
  expect(count(junit(passed), /<skipped /g)).toBe(3);
});

test('reports as an error what did not run and touches the change', () => {
  const text = junit(review);
  expect(text).toContain(
    '<error message="partial: 1 file not read to the end">src/pay/charge.ts: partial, lines 14 to 17',
  );
  expect(text).toContain('<skipped message="scope: the search ended after 2,000 files">');
});

test.each(Object.keys(inputs) as (keyof typeof inputs)[])(
  'counts what it lists, in well-formed elements: %s',
  (name) => {
    const text = junit(inputs[name]);
    const [, tests, failures, errors, skipped] =
      /<testsuites name="countersign" tests="(\d+)" failures="(\d+)" errors="(\d+)" skipped="(\d+)">/
        .exec(text)!
        .map(Number);
    expect(count(text, /<testcase /g)).toBe(tests);
    expect(count(text, /<failure /g)).toBe(failures);
    expect(count(text, /<error /g)).toBe(errors);
    expect(count(text, /<skipped /g)).toBe(skipped);
    // What is left without tags must hold no bracket, and only entities that XML knows.
    const bare = text.replace(/<[^<>]*>/g, '');
    expect(bare).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot|apos);)/);
    expect(text.split('\n').every((line) => line === visible(line))).toBe(true);
  },
);
