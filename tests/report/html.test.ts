import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReportInput } from '../../src/model/report.ts';
import { html } from '../../src/report/html.ts';
import { hostile, huge } from './hostile-inputs.ts';
import { block, empty, review, ship } from './inputs.ts';

const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path !== undefined && existsSync(path),
);
if (executablePath === undefined) {
  console.warn('SKIPPED: no Chromium (CHROMIUM, /usr/bin/chromium) on this machine, so the HTML report was not opened');
}
const QUIET = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];
const inputs = { ship, review, block, empty, hostile, huge };

describe.skipIf(executablePath === undefined)('the page in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-html-'));
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath!, args: QUIET });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens a report; `heard` is everything that the page said, asked for or showed on its own. */
  async function open(input: ReportInput, look: (page: Page, heard: string[]) => Promise<void>, options = {}) {
    const file = join(folder, 'report.html');
    writeFileSync(file, html(input));
    const page = await browser.newPage(options);
    const heard: string[] = [];
    const url = pathToFileURL(file).href;
    page.on('console', (line) => heard.push(`console: ${line.text()}`));
    page.on('pageerror', (error) => heard.push(`error: ${error.message}`));
    page.on('request', (request) => request.url() !== url && heard.push(`request: ${request.url()}`));
    page.on('dialog', (dialog) => {
      heard.push(`dialog: ${dialog.message()}`);
      return dialog.dismiss();
    });
    try {
      await page.goto(url, { waitUntil: 'load' });
      await look(page, heard);
    } finally {
      await page.close();
    }
  }

  test('shows verdict and findings without running a script', async () => {
    await open(
      block,
      async (page, heard) => {
        expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('BLOCK payments-api');
        expect(await page.getByRole('article').count()).toBe(3);
        expect(await page.getByText('The query text is built from').isVisible()).toBe(true);
        expect(await page.locator('mark').allTextContents()).toContain('`select * from u where id = ${id}`');
        expect(await page.getByRole('img', { name: /AI 71%, human 6%, unknown 24%/ }).isVisible()).toBe(true);
        expect(await page.getByText('reaches the query').isVisible()).toBe(false);
        await page.getByText('How it gets there: 3 steps').click();
        expect(await page.getByText('reaches the query').isVisible()).toBe(true);
        expect(heard).toEqual([]);
      },
      { javaScriptEnabled: false },
    );
  });

  test.each(Object.keys(inputs) as (keyof typeof inputs)[])('stays quiet and asks for nothing: %s', async (name) => {
    await open(inputs[name], async (page, heard) => {
      expect(await page.locator('h1').isVisible()).toBe(true);
      expect(heard).toEqual([]);
    });
  });

  test('shows what a hostile repository wrote as text', async () => {
    await open(hostile, async (page, heard) => {
      expect(await page.locator('script, img:not([role]), iframe, a[href^="javascript"]').count()).toBe(0);
      expect(await page.locator('h1').textContent()).toContain('<script>alert(1)</script>');
      expect(await page.locator('h1').textContent()).toContain('\\x1b[2J');
      expect(heard).toEqual([]);
    });
  });

  test.each(['light', 'dark'] as const)('fits a phone and can be read, %s', async (colorScheme) => {
    for (const input of [block, review, hostile, huge]) {
      await open(
        input,
        async (page) => {
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
          expect(await page.evaluate(LOWEST_CONTRAST)).toBeGreaterThanOrEqual(4.5);
        },
        { viewport: { width: 390, height: 800 }, colorScheme },
      );
    }
  });

  test('prints on white paper with everything unfolded, also from a dark screen', async () => {
    await open(
      block,
      async (page) => {
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        expect(await page.evaluate(LOWEST_CONTRAST)).toBeGreaterThanOrEqual(4.5);
        expect(await page.getByText('reaches the query').isVisible()).toBe(true);
      },
      { viewport: { width: 800, height: 900 }, colorScheme: 'dark' },
    );
  });

  test('has headings in order and a name for every table and scrolling box', async () => {
    await open(review, async (page) => {
      const levels = await page
        .locator('h1, h2, h3, h4')
        .evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
      levels.forEach((level, i) => {
        expect(level).toBeLessThanOrEqual((levels[i - 1] ?? 0) + 1);
      });
      expect(await page.locator('pre:not([aria-label]), svg:not([aria-label]):not([aria-hidden])').count()).toBe(0);
      expect(await page.locator('[tabindex]:not([aria-label]):not([aria-labelledby])').count()).toBe(0);
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
    });
  });
});

/** The lowest contrast (WCAG 2) of any text on the page against the colour behind it. */
const LOWEST_CONTRAST = `(() => {
  const parse = (color) => {
    const numbers = color.match(/[\\d.]+/g).map(Number);
    const scale = color.startsWith('color(') ? 255 : 1;
    return [numbers[0] * scale, numbers[1] * scale, numbers[2] * scale, numbers[3] ?? 1];
  };
  const light = ([r, g, b]) => [r, g, b]
    .map((part) => part / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const layer = parse(getComputedStyle(at).backgroundColor);
      layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reverse().reduce((under, [r, g, b, a]) =>
      [r * a + under[0] * (1 - a), g * a + under[1] * (1 - a), b * a + under[2] * (1 - a), 1]);
  };
  let lowest = 21;
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!own) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
    lowest = Math.min(lowest, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
  }
  return lowest;
})()`;
