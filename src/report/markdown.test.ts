import { expect, test } from 'vitest';
import { HOSTILE, hostile, huge } from '../../tests/report/hostile-inputs.ts';
import { block, empty, inputOf, review, ship, sqlFinding, swallowedFinding } from '../../tests/report/inputs.ts';
import { code, fenced, literal, message } from './markdown/literal.ts';
import { markdown } from './markdown.ts';

/** The comment without its code blocks: in there nothing is markup. */
const outside = (text: string) => text.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '');

test('begins with a mark to find it by, then the verdict', () => {
  expect(markdown(block).split('\n').slice(0, 3)).toEqual(['<!-- countersign -->', '', '## ⛔ BLOCK: payments-api']);
  expect(markdown(review)).toContain('## ⚠️ REVIEW');
  expect(markdown(ship)).toContain('## ✅ SHIP');
  expect(markdown(empty)).toContain('## ✅ NOTHING TO JUDGE');
});

test('shows reasons, findings, authors and what did not run', () => {
  const text = markdown(block);
  expect(text).toContain('- ⛔ The change brings 2 new errors.');
  expect(text).toContain('#### ⛔ <code>src/db.ts:42</code>');
  expect(text).toContain('> 42 │   return db.query(`select * from u where id = ${id}`);');
  expect(text).toContain('| 60 (71%) | 5 (6%) | 20 (24%) |');
  expect(text).toContain('How it gets there, 3 steps');
  expect(text).toContain('2 errors, 1 warning in this change, 1 finding there before, 1 finding gone');
  expect(markdown(review)).toContain('lines 14 to 17 could not be parsed (parse, rules)');
});

test('says what would make it ship, if that is known', () => {
  expect(markdown({ ...block, steps: ['Fix `a_b`.'] })).toContain('### To ship\n\n1. Fix <code>a\\_b</code>.');
  expect(markdown(block)).not.toContain('To ship');
});

test('shows five findings in full, of every rule one before a second of any, and counts the rest', () => {
  const text = markdown(huge);
  expect(text.match(/^#### /gm)).toHaveLength(5);
  expect(text).toContain('4,995 more findings in this change');
  const mixed = [1, 2, 3, 4, 5].map((i) => ({ ...sqlFinding, region: { ...sqlFinding.region, startLine: i } }));
  const findings = [...mixed, { ...sqlFinding, ruleId: 'security/other', path: 'zzz.ts' }, swallowedFinding];
  expect(markdown(inputOf({ findings }))).toContain('#### ⛔ <code>zzz.ts:42</code>');
});

test('lets nothing of a hostile repository become markup', () => {
  const text = outside(markdown(hostile));
  expect(text).not.toMatch(/<(?!\/?code>|\/?details>|summary>|\/summary>|!-- countersign -->)/);
  expect(text).not.toMatch(/(?<!\\)\[x/);
  expect(text).not.toMatch(/@everyone|https?:\/\/|www\.|#1\b/);
  expect(text).not.toMatch(/^\s*\/close/m);
  expect(text.match(/^#+ .*/gm)?.every((line) => /^(## ⚠️|### (Why|Findings|Who|Not)|#### [⛔⚠])/u.test(line))).toBe(
    true,
  );
});

test('keeps a code block closed, whatever its lines', () => {
  const text = fenced(['```', '````', 'x']);
  expect(text.split('\n')[0]).toBe('`````text');
  const rendered = markdown(hostile);
  expect(rendered).toContain('````text\n');
  expect(outside(rendered)).not.toContain('select * from');
});

test('writes text so that no forge sees more in it', () => {
  expect(literal('a *b* _c_ [d](e) ~~f~~ $g$ <h> & | `i`')).toBe(
    'a \\*b\\* \\_c\\_ \\[d\\](e) \\~\\~f\\~\\~ \\$g\\$ &lt;h&gt; &amp; \\| \\`i\\`',
  );
  expect(['# x', '- x', '+ x', '1. x', '12) x', '=== x'].map(literal)).toEqual([
    '\\# x',
    '\\- x',
    '\\+ x',
    '1\\. x',
    '12\\) x',
    '\\=== x',
  ]);
  expect(code('a|<b>`')).toBe('<code>a\\|&lt;b&gt;\\`</code>');
  expect(message('use `a_b` here, `c`')).toBe('use <code>a\\_b</code> here, <code>c</code>');
});

test('stays below what GitHub takes, whatever it is given', () => {
  const long = '<`@[_'.repeat(2_000);
  const everywhere = inputOf({
    ...hostile.report,
    findings: [...Array(100).keys()].map((i) => ({
      ...sqlFinding,
      ruleId: `${long}${i}`,
      path: `${long}${i}`,
      message: long,
      codeFlow: [...Array(50).keys()].map(() => ({ path: long, region: sqlFinding.region, message: long })),
      snippet: { startLine: 40, lines: [long, long, long, long, long] },
    })),
    run: {
      ...hostile.report.run,
      scope: long,
      analyzers: [...Array(100).keys()].map((i) => ({
        analyzer: `${i}${long}`,
        status: 'failed' as const,
        reason: `${i}${long}`,
        files: [{ path: long, status: 'failed' as const, reason: `${i}${long}`, touchesChange: true }],
      })),
    },
    decision: {
      ...hostile.report.decision,
      policy: { digest: long, origin: 'base', source: long },
      reasons: [...Array(100).keys()].map(() => ({
        outcome: 'block' as const,
        clause: long,
        because: Array(50).fill(long),
        findings: [],
      })),
    },
  });
  const text = markdown(everywhere);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain('too long for a comment');
  expect(text).toContain('Exit 3');
  for (const input of [ship, review, block, empty, hostile, huge]) expect(markdown(input).length).toBeLessThan(65_536);
  expect(HOSTILE).toContain('@everyone');
});

test('looks like this', () => {
  expect(markdown(block)).toMatchSnapshot();
});
