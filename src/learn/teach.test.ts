import { expect, test } from 'vitest';
import { blockIn, withBlock } from './marked-block.ts';
import { instructions, rulesToTeach } from './teach.ts';

const rule = (id: string, times: number) => ({ id, title: `Title of ${id}`, fix: `Mend ${id}.`, times });

test('the rules that are broken most are taught, in the order of their ids', () => {
  const broken = Array.from({ length: 12 }, (_, i) => rule(`a/rule-${String(i).padStart(2, '0')}`, i));
  expect(rulesToTeach(broken, new Set()).map(({ id }) => id.slice(-2))).toEqual([
    '04',
    '05',
    '06',
    '07',
    '08',
    '09',
    '10',
    '11',
  ]);
});

test('a rule that is taught stays while it is still broken, so that one finding makes nothing stale', () => {
  const broken = Array.from({ length: 9 }, (_, i) => rule(`a/rule-${i}`, i + 1));
  const first = rulesToTeach(broken, new Set());
  expect(first.map(({ id }) => id)).not.toContain('a/rule-0');
  const grown = broken.with(0, rule('a/rule-0', 99));
  expect(rulesToTeach(grown, new Set(first.map(({ id }) => id)))).toEqual(first);
  expect(rulesToTeach(broken.slice(0, 5), new Set(first.map(({ id }) => id)))).toHaveLength(5);
});

test('a title with line breaks and comment marks cannot leave its line', () => {
  const text = instructions({
    tiers: [{ tier: 'critical', paths: ['src/`pay`\n/'] }],
    clauses: ['One\n\n# two --> <!-- three'],
    rules: [],
  });
  expect(text).toContain('- One # two three.');
  expect(text).not.toMatch(/<!--|-->/);
  expect(text).toContain('`src/pay/`');
});

test('everything outside of the marks stays byte for byte', () => {
  for (const own of ['# Mine\n\ntext', '# Mine\r\n\r\ntext\r\n', '\ufeffx\n\n\n', 'no end']) {
    const first = withBlock(own, 'one\n')!;
    expect(first.startsWith(own)).toBe(true);
    const second = withBlock(`${first}after\n`, 'two\nlines\n')!;
    expect(second.startsWith(own)).toBe(true);
    expect(second.endsWith('after\n')).toBe(true);
    expect(second).not.toContain('one');
    expect(withBlock(second, 'two\nlines\n')).toBe(second);
  }
});

test('the block takes the line ends of the file', () => {
  expect(withBlock('a\r\n', 'b\n')).toBe('a\r\n\r\n<!-- countersign:begin -->\r\nb\r\n<!-- countersign:end -->\r\n');
});

test('a new file begins with what its assistant wants', () => {
  expect(withBlock(null, 'b\n', '---\na: 1\n---\n')).toBe(
    '---\na: 1\n---\n<!-- countersign:begin -->\nb\n<!-- countersign:end -->\n',
  );
});

test('marks that do not make one block are told, and nothing is written', () => {
  for (const text of [
    '<!-- countersign:begin -->\n',
    '<!-- countersign:end -->\n<!-- countersign:begin -->',
    '<!-- countersign:begin --><!-- countersign:end --><!-- countersign:begin --><!-- countersign:end -->',
  ]) {
    expect(blockIn(text)).toEqual({ fault: 'its marks do not make one block' });
    expect(withBlock(text, 'b\n')).toBeNull();
  }
});
