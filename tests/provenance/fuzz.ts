import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Workshop } from './workshop.ts';

/** What a run of the fuzzer saw. */
export interface FuzzResult {
  readonly operations: number;
  /** Lines that were looked at, and those of them that assistants wrote. */
  readonly lines: number;
  readonly machineLines: number;
  /** Lines of assistants that no record names: not wrong, but lost. */
  readonly lost: number;
  /** Lines credited to somebody who did not write them. */
  readonly wrong: readonly string[];
  readonly log: readonly string[];
}

const FILES = ['a.ts', 'b.ts', 'c.ts', 'lib/d.ts'];
/** Lines that stand in every file and belong to nobody in particular. */
const COMMON = ['}', '', 'return;', '});'];

/**
 * Random people and assistants in one repository. The model of truth is one table: who wrote a text last. Texts are never
 * written twice, so that whatever git does to a file, each line of it has one author.
 */
export class Fuzzer {
  readonly #shop = new Workshop();
  readonly #truth = new Map<string, string>();
  readonly #log: string[] = [];
  #seed: number;
  #texts = 0;
  #branches = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  async run(operations: number): Promise<FuzzResult> {
    const shop = this.#shop;
    const start = { tool: 'claude', session: 's', cwd: shop.path, paths: [], shell: false };
    await shop.observe({ ...start, phase: 'start' });
    shop.person({ 'a.ts': this.#lines('person', 12), 'b.ts': this.#lines('person', 8) });
    shop.commit('Root');
    const result = { lines: 0, machineLines: 0, lost: 0, wrong: [] as string[] };
    for (let i = 0; i < operations; i++) {
      await this.#step();
      if (this.#next(5) === 0) await shop.record();
      if (i % 50 === 49) await this.#check(result);
    }
    this.#settle();
    await this.#check(result);
    return { operations, ...result, log: this.#log };
  }

  async #step(): Promise<void> {
    const steps: readonly [number, string, () => void | Promise<void>][] = [
      [6, 'person edits', () => this.#edit('person')],
      [5, 'claude edits', () => this.#edit('claude')],
      [3, 'copilot edits', () => this.#edit('copilot')],
      [2, 'codex in the shell', () => this.#edit('codex')],
      [2, 'formats', () => this.#format()],
      [2, 'moves a block', () => this.#move()],
      [1, 'renames', () => this.#rename()],
      [7, 'commit', () => void this.#commit()],
      [1, 'commit one file', () => this.#commitOne()],
      [2, 'amend', () => this.#amend()],
      [2, 'branch', () => this.#branch()],
      [3, 'checkout', () => this.#checkout()],
      [2, 'merge', () => this.#join('merge', '--no-edit', this.#other())],
      [1, 'squash', () => this.#squash()],
      [2, 'rebase', () => this.#join('rebase', this.#other())],
      [2, 'fixup', () => this.#fixup()],
      [2, 'cherry-pick', () => this.#join('cherry-pick', '--allow-empty', this.#other())],
      [1, 'cherry-pick -n', () => this.#pickWithout()],
      [1, 'revert', () => this.#join('revert', '--no-edit', `HEAD~${this.#next(3)}`)],
      [2, 'stash', () => this.#stash()],
      [1, 'reset', () => this.#reset()],
      [1, 'filter-repo', () => this.#filter()],
    ];
    let at = this.#next(steps.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, name, step] of steps) {
      at -= weight;
      if (at >= 0) continue;
      this.#log.push(name);
      await step();
      return;
    }
  }

  #next(below: number): number {
    this.#seed = (Math.imul(this.#seed, 1103515245) + 12345) >>> 0;
    return (this.#seed >>> 8) % below;
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#next(items.length)]!;
  }

  #text(who: string): string {
    const text = `const value${++this.#texts} = compute(${this.#texts * 37}, "${this.#texts.toString(36)}");`;
    this.#truth.set(text.replaceAll(/\s/g, ''), who);
    return text;
  }

  #lines(who: string, count: number): string {
    return Array.from({ length: count }, () => `${this.#next(6) === 0 ? this.#pick(COMMON) : this.#text(who)}\n`).join(
      '',
    );
  }

  #files(): string[] {
    return FILES.filter((path) => existsSync(join(this.#shop.path, path)));
  }

  async #edit(who: string): Promise<void> {
    const files: Record<string, string> = {};
    for (let n = 1 + this.#next(2); n > 0; n--) {
      const path = this.#pick(FILES);
      const lines = existsSync(join(this.#shop.path, path)) ? this.#shop.read(path).split('\n').slice(0, -1) : [];
      for (let edits = 1 + this.#next(3); edits > 0; edits--) {
        const at = this.#next(lines.length + 1);
        const fresh = this.#lines(who, 1 + this.#next(4))
          .split('\n')
          .slice(0, -1);
        const remove = this.#next(3) === 0 ? Math.min(this.#next(4), lines.length - at) : 0;
        lines.splice(at, remove, ...fresh);
      }
      files[path] = lines.map((line) => `${line}\n`).join('');
    }
    if (who === 'person') this.#shop.person(files);
    else if (who === 'codex') await this.#shop.shell(who, () => this.#shop.person(files));
    else await this.#shop.assistant(who, files);
  }

  #format(): void {
    if (this.#files().length === 0) return;
    const path = this.#pick(this.#files());
    const indent = ' '.repeat(this.#next(6));
    const text = this.#shop.read(path).split('\n').slice(0, -1);
    this.#shop.person({ [path]: text.map((line) => `${line === '' ? '' : indent}${line.trim()}\n`).join('') });
  }

  #move(): void {
    if (this.#files().length === 0) return;
    const [from, to] = [this.#pick(this.#files()), this.#pick(this.#files())];
    const lines = this.#shop.read(from).split('\n').slice(0, -1);
    const at = this.#next(lines.length + 1);
    const block = lines.splice(at, 2 + this.#next(4));
    const target = from === to ? lines : this.#shop.read(to).split('\n').slice(0, -1);
    target.splice(this.#next(target.length + 1), 0, ...block);
    const whole = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
    this.#shop.person({ [from]: whole(lines), [to]: whole(target) });
  }

  #rename(): void {
    const free = FILES.find((path) => !existsSync(join(this.#shop.path, path)));
    const path = this.#files()[0] === undefined ? undefined : this.#pick(this.#files());
    if (free === undefined || path === undefined) return;
    this.#shop.person({ [free]: this.#shop.read(path), [path]: null });
  }

  #commit(): string {
    return this.#shop.commit(`Commit ${this.#texts}`);
  }

  #commitOne(): void {
    if (this.#files().length === 0) return;
    this.#shop.tryGit('add', '--', this.#pick(this.#files()));
    this.#shop.tryGit('commit', '-qm', `One file ${this.#texts}`);
  }

  #amend(): void {
    this.#shop.git('add', '-A');
    this.#shop.git('commit', '-q', '--amend', '--no-edit', '--allow-empty');
  }

  /** Everything is committed, so that git can move freely. */
  #settle(): void {
    if (this.#shop.git('status', '--porcelain') !== '') this.#commit();
  }

  #branch(): void {
    this.#settle();
    this.#shop.git('checkout', '-qb', `topic${++this.#branches}`);
  }

  #names(): string[] {
    return this.#shop.git('for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n');
  }

  #other(): string {
    return this.#pick(this.#names());
  }

  #checkout(): void {
    this.#settle();
    this.#shop.git('checkout', '-q', this.#other());
  }

  /** A git command that may stop at a conflict; it is resolved by keeping both sides, or one, and goes on. */
  #join(command: string, ...args: readonly string[]): void {
    this.#settle();
    if (this.#shop.tryGit(command, ...args)) return;
    for (let attempt = 0; attempt < 12; attempt++) {
      if (!this.#resolve()) break;
      const goOn = command === 'merge' ? ['commit', '-q', '--no-edit'] : [command, '--continue'];
      if (this.#shop.tryGit(...goOn)) return;
      if (command !== 'merge' && this.#shop.tryGit(command, '--skip')) return;
    }
    this.#shop.tryGit(command, '--abort');
    this.#shop.tryGit('reset', '-q', '--hard');
  }

  #resolve(): boolean {
    const unmerged = this.#shop.git('diff', '--name-only', '--diff-filter=U').split('\n').filter(Boolean);
    for (const path of new Set(unmerged)) {
      if (!existsSync(join(this.#shop.path, path))) continue;
      const kept = this.#shop
        .read(path)
        .split('\n')
        .filter((line) => !/^(<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)/.test(line));
      this.#shop.person({ [path]: kept.join('\n') });
    }
    return this.#shop.tryGit('add', '-A');
  }

  #squash(): void {
    this.#settle();
    if (!this.#shop.tryGit('merge', '--squash', this.#other())) this.#resolve();
    this.#commit();
  }

  #fixup(): void {
    const depth = Number(this.#shop.git('rev-list', '--count', '--first-parent', 'HEAD'));
    if (depth < 4) return;
    const target = this.#shop.git('rev-parse', `HEAD~${1 + this.#next(2)}`);
    this.#shop.git('add', '-A');
    this.#shop.git('commit', '-q', '--allow-empty', `--fixup=${target}`);
    this.#join('rebase', '-i', '--autosquash', 'HEAD~3');
  }

  #pickWithout(): void {
    this.#settle();
    if (!this.#shop.tryGit('cherry-pick', '-n', this.#other())) {
      this.#shop.tryGit('cherry-pick', '--abort');
      this.#shop.tryGit('reset', '-q', '--hard');
    }
  }

  #stash(): void {
    if (this.#shop.git('stash', 'list') === '') this.#shop.tryGit('stash', 'push', '-q', '-u');
    else {
      this.#settle();
      if (!this.#shop.tryGit('stash', 'pop', '-q')) {
        this.#resolve();
        this.#shop.tryGit('stash', 'drop', '-q');
      }
    }
  }

  #reset(): void {
    const depth = Number(this.#shop.git('rev-list', '--count', '--first-parent', 'HEAD'));
    if (depth > 3) this.#shop.git('reset', '-q', this.#pick(['--soft', '--mixed', '--hard']), 'HEAD~1');
  }

  /** Every commit gets another id and the old ones are deleted; before that the worker had its turn. */
  async #filter(): Promise<void> {
    this.#settle();
    await this.#shop.record();
    const address = `ada+${this.#next(1000)}@example.com`;
    this.#shop.filter((stream) => stream.replaceAll(/<ada[^>]*>/g, `<${address}>`));
  }

  /** Compares every line at HEAD with the model. */
  async #check(result: { lines: number; machineLines: number; lost: number; wrong: string[] }): Promise<void> {
    await this.#shop.record();
    const tracked = this.#shop.git('ls-tree', '-r', '--name-only', 'HEAD').split('\n');
    const authors = await this.#shop.authorsOf(FILES.filter((file) => tracked.includes(file)));
    for (const [path, lines] of authors) {
      for (const line of lines) {
        const [found = '', text = ''] = [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)];
        const who = this.#truth.get(text.replaceAll(/\s/g, ''));
        if (who === undefined) continue;
        result.lines++;
        if (who !== 'person') result.machineLines++;
        if (found === '?') result.lost += who === 'person' ? 0 : 1;
        else if (found !== who)
          result.wrong.push(`after ${this.#log.length}: ${path}: ${text}: ${who} wrote it, ${found} has it`);
      }
    }
  }
}
