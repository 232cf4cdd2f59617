import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { reasonOf } from '../../lib/io-reason.ts';
import { CountersignError } from '../../model/error.ts';
import type { ReportInput } from '../../model/report.ts';
import type { FailOn } from '../../report/exit-code.ts';
import type { ReportOptions } from '../../report/format.ts';
import { type FormatName, formats } from '../../report/formats.ts';
import type { Globals } from './program.ts';
import type { Terminal } from './terminal.ts';

export const FORMATS = Object.keys(formats) as readonly FormatName[];

/** One report to make: to stdout where `file` is absent. */
export interface OutputChoice {
  readonly format: FormatName;
  readonly file?: string;
}

const BY_EXTENSION: ReadonlyMap<string, FormatName> = new Map<string, FormatName>([
  ['.json', 'json'],
  ['.sarif', 'sarif'],
  ['.md', 'markdown'],
  ['.txt', 'terminal'],
]);

/** Collects `--format` and `--output` in the order given: a file belongs to the format named just before it. */
export class OutputPairs {
  readonly #choices: { format: FormatName; file?: string }[] = [];

  format(value: string): void {
    const format = FORMATS.find((known) => known === value);
    if (format === undefined) throw new InvalidArgumentError(`Choose one of ${FORMATS.join(', ')}.`);
    this.#choices.push({ format });
  }

  output(file: string): void {
    const last = this.#choices.at(-1);
    if (last !== undefined && last.file === undefined) {
      last.file = file;
      return;
    }
    const format = file.endsWith('.sarif.json') ? 'sarif' : BY_EXTENSION.get(extname(file).toLowerCase());
    if (format === undefined) throw new InvalidArgumentError('Name a --format before this --output.');
    this.#choices.push({ format, file });
  }

  /** The terminal report on stdout is the default, also beside files. */
  finish(): readonly OutputChoice[] {
    const toStdout = this.#choices.some((choice) => choice.file === undefined || choice.file === '-');
    return toStdout ? this.#choices : [...this.#choices, { format: 'terminal' }];
  }
}

/** Makes every report that was asked for, files first, so that what stands last on the terminal is the verdict. */
export async function printReports(
  input: ReportInput,
  outputs: readonly OutputChoice[],
  failOn: FailOn,
  { cwd, terminal }: Pick<Globals, 'cwd' | 'terminal'>,
): Promise<void> {
  const rendered: { file: string | undefined; text: string }[] = [];
  for (const { format, file } of outputs) {
    const render = await formats[format]();
    const options = reportOptions(file === undefined ? format : 'file', terminal);
    rendered.push({ file, text: render(input, { ...options, failOn }) });
  }
  for (const { file, text } of rendered) if (file !== undefined && file !== '-') writeWhole(cwd, file, text);
  for (const { file, text } of rendered) if (file === undefined || file === '-') terminal.out(text);
}

/** How wide and colourful a report on stdout may be; only the terminal format has colours. */
export function reportOptions(format: string, terminal: Terminal): ReportOptions {
  const onScreen = format === 'terminal';
  const ascii = onScreen && !/utf-?8/i.test(terminal.env.LC_ALL ?? terminal.env.LC_CTYPE ?? terminal.env.LANG ?? '');
  const colors = onScreen && terminal.color ? { palette: pc.createColors(true) } : {};
  return { ...colors, ascii, width: terminal.columns };
}

/** Writes a file whole or not at all; what is no file (a device, a pipe) and what a link points to is written into. */
export function writeWhole(cwd: string, file: string, text: string | Uint8Array): void {
  const named = resolve(cwd, file);
  let temporary: string | undefined;
  try {
    mkdirSync(dirname(named), { recursive: true });
    const standing = statSync(named, { throwIfNoEntry: false });
    if (standing !== undefined && !standing.isFile() && !standing.isDirectory()) {
      writeFileSync(named, text);
      return;
    }
    const path = standing === undefined ? named : realpathSync(named);
    temporary = `${path}.${process.pid}.part`;
    if (standing?.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    const handle = openSync(temporary, 'w');
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, path);
  } catch (cause) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    throw new CountersignError('path/not-writable', `Cannot write ${file}: ${reasonOf(cause)}.`, { cause });
  }
}
