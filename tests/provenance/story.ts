import { expect, it } from 'vitest';
import { linesOf, Workshop } from './workshop.ts';

/** Authors only, in order, runs shortened: `claude*3 person*1`. */
export function shape(lines: readonly string[]): string {
  const runs: [string, number][] = [];
  for (const line of lines) {
    const [who = ''] = line.split(':');
    const last = runs.at(-1);
    if (last?.[0] === who) last[1]++;
    else runs.push([who, 1]);
  }
  return runs.map(([who, count]) => `${who}*${count}`).join(' ');
}

/** A repository with one commit of a person before anybody watched, and one since. */
export async function started(): Promise<Workshop> {
  const shop = new Workshop();
  shop.person({ 'base.ts': linesOf('base', 10) });
  shop.commit('Base');
  await begin(shop);
  shop.person({ 'watched.txt': 'x\n' });
  shop.commit('Watched');
  return shop;
}

export const begin = (shop: Workshop): Promise<void> =>
  shop.observe({ tool: 'claude', session: 'claude-1', phase: 'start', cwd: shop.path, paths: [], shell: false });

/** Stops remembering what was typed: from here on only the records of commits can tell. */
type Forget = () => Promise<void>;

/** Runs a story as it is, and once more with a journal that is lost half-way; then people's new lines are unknown. */
export function story(name: string, tell: (shop: Workshop, forget: Forget) => Promise<Record<string, string>>): void {
  it(name, async () => {
    const shop = await started();
    const expected = await tell(shop, async () => {});
    await shop.record();
    for (const [path, authors] of Object.entries(expected)) {
      expect(`${path} ${shape(await shop.authors(path))}`).toBe(`${path} ${authors}`);
    }
  });
  if (!tell.toString().includes('forget()')) return;
  it(`${name}, from the records alone`, async () => {
    const shop = await started();
    const expected = await tell(shop, async () => {
      await shop.record();
      shop.forget();
      await begin(shop);
    });
    await shop.record();
    const anybody = (authors: string): string =>
      shape(
        authors.split(' ').flatMap((run) => {
          const [who = '', count] = run.split('*');
          return Array.from({ length: Number(count) }, () => `${who === 'person' || who === '?' ? 'other' : who}:`);
        }),
      );
    for (const [path, authors] of Object.entries(expected)) {
      expect(`${path} ${anybody(shape(await shop.authors(path)))}`).toBe(`${path} ${anybody(authors)}`);
    }
  });
}
