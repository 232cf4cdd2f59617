import { expect, test } from 'vitest';
import { hostile, huge } from '../../tests/report/hostile-inputs.ts';
import { block, empty, review, ship } from '../../tests/report/inputs.ts';
import { html as piece } from './html/markup.ts';
import { html } from './html.ts';

const inputs = { ship, review, block, empty, hostile, huge };

test('escapes whatever is interpolated, and only takes pieces as they are', () => {
  const evil = `"><script>alert('1')</script>&\x1b`;
  expect(piece`<p title="${evil}">${evil}</p>`.markup).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;\\x1b">' +
      '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;\\x1b</p>',
  );
  expect(piece`<p>${piece`<b>${'<'}</b>`}${[piece`<i>`, piece`</i>`]}${3}</p>`.markup).toBe(
    '<p><b>&lt;</b><i></i>3</p>',
  );
});

test.each(Object.keys(inputs) as (keyof typeof inputs)[])('has no script, style attribute or address in %s', (name) => {
  const page = html(inputs[name]);
  expect(page).not.toMatch(/<(script|iframe|object|embed|link|img|form|base)\b/i);
  const tags = page.replace(/<style>[\s\S]*?<\/style>/, '').match(/<[a-z][^>]*>/gi) ?? [];
  for (const tag of tags) {
    // Values are text; an anchor is the only address, and no other attribute could run or load anything.
    expect(tag.replace(/="[^"]*"/g, '=""')).not.toMatch(/\s(on\w+|style|src|action|srcdoc)=/i);
    expect(tag).not.toMatch(/\shref="(?!#)/i);
  }
  expect(page).toContain('content="default-src &#39;none&#39;; style-src');
});

test('is one page with its verdict as title and first heading', () => {
  expect(html(block)).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(html(block)).toContain('<title>BLOCK: payments-api</title>');
  expect(html(block).match(/<h1/g)).toHaveLength(1);
});

test('links a reason to the findings that it rests on', () => {
  const page = html(block);
  const anchors = [...page.matchAll(/href="#(finding-\d+)"/g)].map((match) => match[1]);
  expect(anchors).toHaveLength(3);
  for (const anchor of anchors) expect(page).toContain(`id="${anchor}"`);
});

test('says what would make it ship, if that is known', () => {
  expect(html({ ...block, steps: ['Fix <it>.'] })).toContain(
    '<h2 id="to-ship">To ship</h2><ol>\n<li>Fix &lt;it&gt;.</li>',
  );
  expect(html(block)).not.toContain('to-ship');
});

test('folds findings that were there before, and those that are gone', () => {
  const page = html(block);
  expect(page).toContain('<summary>1 finding that stood there before</summary>');
  expect(page).toContain('<summary>1 finding that the change removes</summary>');
  expect(page.match(/<article/g)).toHaveLength(3);
});

test('keeps a list of 5,000 findings readable, and says what it left out', () => {
  const page = html(huge);
  expect(page.length).toBeLessThan(1_000_000);
  expect(page.match(/<article/g)!.length).toBeLessThanOrEqual(150);
  expect(page).toMatch(/more findings in [\d,]+ more files<\/strong>/);
});
