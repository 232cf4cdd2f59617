import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { copyGrammars } from '../../../scripts/grammars.ts';
import { PARSED_LANGUAGES } from '../../model/language.ts';
import { fileGrammars } from './files.ts';

it('reads the same from the packages and from the folder that the build makes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'grammars-'));
  try {
    copyGrammars(folder);
    expect((await readdir(join(folder, 'grammars'))).length).toBe(PARSED_LANGUAGES.length + 2);
    const built = fileGrammars(join(folder, 'grammars'));
    const packaged = fileGrammars(join(folder, 'nowhere'));
    expect(await built.runtime()).toEqual(await packaged.runtime());
    for (const language of PARSED_LANGUAGES) {
      expect(Buffer.compare(await built.grammar(language), await packaged.grammar(language))).toBe(0);
    }
    const [first, second] = [await built.library(), await built.library()];
    expect(first).toHaveProperty('Parser');
    expect(first).not.toBe(second);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('knows no grammar of another name', async () => {
  await expect(fileGrammars().grammar('../secret')).rejects.toThrow('no grammar file');
});
