import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { command } from '../bad-input/command.ts';
import { ADA, fixtureRepository } from '../git/fixture.ts';

const POLICY = `version: 1
people:
  training: people/training.csv
  acknowledgements: people/acknowledged.csv
  documents: [docs/ai.md]
clauses:
  required-safeguards: { standard: [training, acknowledgement], authors: [human, ai, mixed, unknown] }
`;
const DOCUMENT = '# How we use AI\n';
const sha256 = createHash('sha256').update(DOCUMENT).digest('hex');
const files = {
  'countersign.yaml': POLICY,
  'docs/ai.md': DOCUMENT,
  'people/training.csv': `person,about,at,expires\n${ADA.email},secure coding,2025-01-01,2999-12-31\n`,
  'people/acknowledged.csv': `person,about,at,sha256\n${ADA.email},docs/ai.md,2025-01-01,${sha256}\n`,
};

async function verdict(base: Record<string, string>, change: Record<string, string> = {}) {
  const repository = fixtureRepository();
  repository.commit({ files: base });
  repository.commit({ files: { 'src/a.ts': 'export const a = 1;\n', ...change } });
  return command(repository.path, 'check', '--commit', 'HEAD');
}

test('an author who was trained and acknowledged the present policy may ship', async () => {
  const { code, out } = await verdict(files);
  expect(code, out).toBe(0);
});

test('another version of the document, a lapsed training or another author asks for review', async () => {
  for (const base of [
    { ...files, 'docs/ai.md': `${DOCUMENT}more\n` },
    { ...files, 'people/training.csv': files['people/training.csv'].replace('2999', '2020') },
    { ...files, 'people/training.csv': files['people/training.csv'].replace(ADA.email, 'grace@example.com') },
  ]) {
    const { code, out } = await verdict(base);
    expect(code, out).toBe(3);
    expect(out).toContain('src/a.ts (standard) has no');
  }
});

test('nobody trains themselves in the change that needs it', async () => {
  const untrained = { ...files, 'people/training.csv': 'person,about,at,expires\n' };
  const { code } = await verdict(untrained, { 'people/training.csv': files['people/training.csv'] });
  expect(code).toBe(3);
});

test('records that are named and cannot be read ask for review, with the reason', async () => {
  const { 'people/training.csv': _, ...without } = files;
  const { code, out } = await verdict(without);
  expect(code).toBe(3);
  expect(out.replace(/\s+/g, ' ')).toContain('training failed: people/training.csv: it is not there');
});
