import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { phoneFinder } from '../../analyze/personal/contacts.ts';
import { personalFinder } from '../../analyze/personal/find.ts';
import { lineAt, lineStartsOf } from '../../analyze/place.ts';
import { reasonOf } from '../../lib/io-reason.ts';
import { decodeText } from '../../lib/text.ts';
import { CountersignError } from '../../model/error.ts';
import type { PersonalPlace, PersonalReport } from '../../model/personal.ts';
import { personalFormats } from '../../report/personal.ts';
import { type OutputChoice, reportOptions, writeWhole } from './output.ts';
import type { ExitCode, Globals } from './program.ts';
import { openSession } from './session.ts';

interface PersonalOptions {
  readonly path: string;
  readonly names?: string;
  readonly addresses?: true;
  readonly country?: string;
}

/** `countersign scan --personal`: where personal data stands, by file and kind, never the data itself. */
export async function personalCommand(
  options: PersonalOptions,
  outputs: readonly OutputChoice[],
  globals: Globals,
): Promise<ExitCode> {
  const { cwd, terminal } = globals;
  const wrong = outputs.find(({ format }) => !Object.hasOwn(personalFormats, format));
  if (wrong !== undefined)
    throw new CountersignError('usage/bad-argument', `scan --personal has no ${wrong.format}, only terminal and json.`);
  const find = personalFinder({
    names: options.names === undefined ? [] : namesIn(resolve(cwd, options.names)),
    addresses: options.addresses === true,
    phones: await phoneFinder(options.country),
  });
  const session = await openSession(resolve(cwd, options.path), globals, true);
  const places: PersonalPlace[] = [];
  let files = 0;
  const unread: string[] = [];
  try {
    const { repository, progress } = session.ports;
    const { change } = await repository.loadChange({ kind: 'tree', under: session.under }, terminal.signal);
    const wanted = change.files.flatMap(({ path, blob, language }) =>
      blob === undefined || language === 'binary' ? [] : [{ path, blob }],
    );
    for (const [at, file] of wanted.entries()) {
      progress.update('personal data', at, wanted.length);
      const content = (await repository.read([file], terminal.signal)).get(file.blob);
      const decoded = content !== undefined && 'bytes' in content ? decodeText(content.bytes) : { unread: 'not there' };
      if ('unread' in decoded) {
        unread.push(file.path);
        continue;
      }
      files++;
      const starts = lineStartsOf(decoded.text);
      for (const { kind, label, start } of find(decoded.text)) {
        const line = lineAt(starts, start);
        places.push({ path: file.path, line: line + 1, column: start - starts[line]! + 1, kind, label });
      }
    }
  } finally {
    await session.close();
  }
  const report: PersonalReport = { version: 1, kind: 'personal', files, unread, places };
  for (const { format, file } of outputs) {
    const render = await personalFormats[format as keyof typeof personalFormats]();
    const text = render(report, reportOptions(file === undefined ? format : 'file', terminal));
    if (file === undefined || file === '-') terminal.out(text);
    else writeWhole(cwd, file, text);
  }
  return 0;
}

/** One name a line; blank lines and lines that begin with # are left out. */
function namesIn(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  } catch (cause) {
    throw new CountersignError('path/not-readable', `Cannot read ${path}: ${reasonOf(cause)}.`, { cause });
  }
}
