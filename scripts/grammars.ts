import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { GRAMMAR_FILES, packagedPath } from '../src/adapters/grammars/files.ts';

/** Copies the parser's library, runtime and grammars beside the bundle. */
export function copyGrammars(out: string): void {
  const folder = join(out, 'grammars');
  mkdirSync(folder, { recursive: true });
  for (const { name, packaged } of GRAMMAR_FILES) copyFileSync(packagedPath(packaged), join(folder, name));
}
