import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { GatewayConfig } from '../../decide/gateway-config.ts';
import { type CodeFile, type CodeIndex, createCodeIndex } from '../../guard/code/code-index.ts';
import { reasonOf } from '../../lib/io-reason.ts';
import { languageOf } from '../../lib/language.ts';
import { isBinary } from '../../lib/text.ts';
import { CountersignError } from '../../model/error.ts';

const SKIPPED: ReadonlySet<string> = new Set([
  '.git',
  'node_modules',
  'vendor',
  'dist',
  'build',
  'target',
  '__pycache__',
  '.venv',
]);
const NO_CODE: ReadonlySet<string> = new Set(['text', 'markdown', 'json', 'xml', 'html', 'ini', 'toml', 'yaml']);
const LARGEST = 1_000_000;

/** Fingerprints of the folders that the policy calls confidential, without those of its public folders; null where it names none. */
export function indexFolders(code: GatewayConfig['code'], cwd: string): CodeIndex | null {
  if (code === undefined) return null;
  const open = (code.public ?? []).map((folder) => resolve(cwd, folder));
  return createCodeIndex(
    code.folders.flatMap((folder) => [...codeFiles(resolve(cwd, folder))]),
    (function* () {
      for (const folder of open) for (const { text } of codeFiles(folder)) yield text;
    })(),
  );
}

/** Files of code below a folder; links are not followed. */
function* codeFiles(root: string): Generator<CodeFile> {
  const waiting = [root];
  while (waiting.length > 0) {
    const folder = waiting.pop()!;
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) waiting.push(path);
      const file = relative(root, path).split(sep).join('/');
      if (!entry.isFile() || NO_CODE.has(languageOf(file)) || statSync(path).size > LARGEST) continue;
      const bytes = readFileSync(path);
      if (!isBinary(bytes)) yield { source: basename(root), file, text: bytes.toString('utf8') };
    }
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new CountersignError('path/not-readable', `The code in ${folder} cannot be read: ${reasonOf(error)}.`);
  }
}
