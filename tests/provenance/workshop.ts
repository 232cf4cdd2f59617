import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal } from '../../src/adapters/journal/journal.ts';
import { openRecording } from '../../src/adapters/record/recording.ts';
import { observe } from '../../src/apps/hook/assistant.ts';
import { blame } from '../../src/attribute/blame.ts';
import { printKey } from '../../src/attribute/line-prints.ts';
import type { AssistantEvent } from '../../src/model/journal.ts';
import { type RecordResult, record } from '../../src/record.ts';
import { FIXTURE_ENVIRONMENT, temporaryFolder, writeFiles } from '../git/fixture.ts';

export const WRITER = 'refs/notes/countersign/test';

/** A repository in which people and assistants work, with the hooks called in this process. */
export class Workshop {
  readonly path: string;
  /** Seconds since the epoch: real time passes too slowly to tell commits apart. */
  #clock: number;
  #calls = 0;

  constructor(path: string = temporaryFolder(), init = true, clock = 1_780_000_000) {
    this.path = path;
    this.#clock = clock;
    if (init) this.git('init', '-q', '-b', 'main', '--template=');
  }

  /** Runs git with the clock one second on; throws when git fails. */
  git(...args: readonly string[]): string {
    return this.#git(args, 'pipe');
  }

  gitWith(input: string, ...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.path, env: FIXTURE_ENVIRONMENT, input, encoding: 'utf8' }).trimEnd();
  }

  /** As `git`, where failing is part of the story: a conflict, say. */
  tryGit(...args: readonly string[]): boolean {
    try {
      this.#git(args, 'ignore');
      return true;
    } catch {
      return false;
    }
  }

  #git(args: readonly string[], output: 'pipe' | 'ignore'): string {
    const date = `${++this.#clock} +0000`;
    const person = { NAME: 'Ada Byron', EMAIL: 'ada@example.com' };
    const env = {
      ...FIXTURE_ENVIRONMENT,
      GIT_AUTHOR_NAME: person.NAME,
      GIT_AUTHOR_EMAIL: person.EMAIL,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: person.NAME,
      GIT_COMMITTER_EMAIL: person.EMAIL,
      GIT_COMMITTER_DATE: date,
      GIT_EDITOR: 'true',
      GIT_SEQUENCE_EDITOR: 'true',
      GIT_MERGE_AUTOEDIT: 'no',
    };
    const run = execFileSync('git', args, {
      cwd: this.path,
      env,
      encoding: 'utf8',
      stdio: ['ignore', output, 'ignore'],
    });
    return (run ?? '').trimEnd();
  }

  read(path: string): string {
    return readFileSync(join(this.path, path), 'utf8');
  }

  /** A person edits: no hook says so. */
  person(files: Readonly<Record<string, string | null>>): void {
    this.#clock++;
    writeFiles(this.path, files);
  }

  /** An assistant edits files through its tools, announced before and told after. */
  async assistant(tool: string, files: Readonly<Record<string, string | null>>, session = `${tool}-1`): Promise<void> {
    const event = { tool, session, model: `${tool}-model`, call: `${++this.#calls}`, cwd: this.path, shell: false };
    const paths = Object.keys(files);
    await this.observe({ ...event, phase: 'before', paths });
    writeFiles(this.path, files);
    await this.observe({ ...event, phase: 'after', paths });
  }

  /** An assistant runs a program that does what `work` does. */
  async shell(tool: string, work: () => void | Promise<void>): Promise<void> {
    const event = { tool, session: `${tool}-1`, call: `${++this.#calls}`, cwd: this.path, shell: true, paths: [] };
    await this.observe({ ...event, phase: 'before' });
    await work();
    await this.observe({ ...event, phase: 'after' });
  }

  async observe(event: AssistantEvent): Promise<void> {
    await observe(event, new Date(++this.#clock * 1000).toISOString(), this.path);
  }

  /**
   * Rewrites every commit of every branch as git filter-repo does: new ids, a map of commits, and the old objects deleted.
   * `edit` changes the stream of `git fast-export`, which holds no file content.
   */
  filter(edit: (stream: string) => string): void {
    const git = join(this.path, '.git');
    const marks = (name: string) => join(git, `${name}.marks`);
    const exported = this.git('fast-export', '--branches', '--no-data', `--export-marks=${marks('old')}`);
    this.gitWith(`${edit(exported)}\n`, 'fast-import', '--quiet', '--force', `--export-marks=${marks('new')}`);
    const read = (name: string): Map<string, string> =>
      new Map(
        readFileSync(marks(name), 'utf8')
          .split('\n')
          .filter(Boolean)
          .map((line) => line.split(' ') as [string, string]),
      );
    const after = read('new');
    const map = join(git, 'filter-repo', 'commit-map');
    const now = new Map([...read('old')].map(([mark, sha]) => [sha, after.get(mark) ?? '0'.repeat(40)]));
    // A second run goes on with the map of the first.
    const earlier = existsSync(map) ? readFileSync(map, 'utf8').split('\n').slice(1).filter(Boolean) : [];
    const lines = earlier.map((line) => line.split(' ')).map(([from, to]) => `${from} ${now.get(to!) ?? to}`);
    for (const [from, to] of now) lines.push(`${from} ${to}`);
    mkdirSync(join(git, 'filter-repo'), { recursive: true });
    writeFileSync(map, `old new\n${lines.join('\n')}\n`);
    this.git('reset', '-q', '--hard');
    this.git('reflog', 'expire', '--expire=now', '--all');
    this.git('gc', '-q', '--prune=now');
  }

  /** Loses the journal: from here on only the records of commits can tell. */
  forget(): void {
    rmSync(join(this.path, '.git', 'countersign', 'journal'), { force: true });
  }

  commit(message = 'A change', ...args: readonly string[]): string {
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', message, ...args);
    return this.head();
  }

  head(): string {
    return this.git('rev-parse', 'HEAD');
  }

  /** What the post-commit worker does. */
  async record(): Promise<RecordResult> {
    const signal = new AbortController().signal;
    const recording = await openRecording(this.path, signal);
    try {
      const journal = openJournal(recording.commonDir);
      const key = printKey(journal.printSecret);
      return await record({ recording, journal: journal.read(), key, ref: WRITER, version: 'test', signal });
    } finally {
      recording.close();
    }
  }

  /** Each line of a file at HEAD with its author of record: the tool, `person`, or `?`. */
  async authors(path: string): Promise<string[]> {
    return (await this.authorsOf([path])).get(path)!;
  }

  async authorsOf(paths: readonly string[]): Promise<Map<string, string[]>> {
    const signal = new AbortController().signal;
    const recording = await openRecording(this.path, signal);
    const result = new Map<string, string[]>();
    try {
      const commit = (await recording.head(signal))!;
      const contents = await recording.files(
        paths.map((path) => ({ commit, path })),
        signal,
      );
      for (const [i, path] of paths.entries()) {
        const blamed = await recording.blame(commit, path, signal);
        const { notes } = await recording.notes([...new Set(blamed.map((range) => range.commit!))], signal);
        const { report } = blame({ path, blamed, declared: new Map(), notes });
        const lines = Buffer.from(contents[i]!).toString('utf8').split('\n');
        const shown = report.attributions.flatMap(({ startLine, endLine, tool, contributor }) =>
          lines.slice(startLine - 1, endLine).map((line) => `${nameOf(tool, contributor)}: ${line.trim()}`),
        );
        result.set(path, shown);
      }
      return result;
    } finally {
      recording.close();
    }
  }
}

const nameOf = (tool: string | undefined, contributor: string): string =>
  tool ?? (contributor === 'human' ? 'person' : '?');

/** Lines that no two files share by accident. */
export function linesOf(name: string, count: number): string {
  return Array.from({ length: count }, (_, i) => `const ${name}${i + 1} = compute(${name.length * 100 + i});\n`).join(
    '',
  );
}
