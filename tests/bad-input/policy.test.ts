import { expect, it } from 'vitest';
import { fixtureRepository } from '../git/fixture.ts';
import { command } from './command.ts';

it.each([
  ['an unknown key', 'version: 1\ntiers:\n  - teir: critical\n    paths: [a]\n', 'line 3, column 5'],
  ['no YAML', 'version: 1\nclauses: [a\n', 'line 3, column 1'],
  ['a clause that is not there', 'version: 1\nclauses:\n  new-fidings: off\n', 'line 3, column 3'],
  ['a rule that is not there', 'version: 1\nrules:\n  security/nope: off\n', 'line 3, column 3'],
  ['nothing', '', 'line 1, column 1'],
  ['brackets without end', 'a: '.concat('['.repeat(100_000)), 'line 1, column 104'],
  ['random bytes', Buffer.from([...Array(3000).keys()].map((i) => (i * 7919) % 256)), 'line 1, column 1'],
])('a policy of %s is named with its place, and the change asks for review', async (_, text, place) => {
  const repository = fixtureRepository();
  repository.commit({ files: { 'countersign.yaml': text } });
  repository.commit({ files: { 'a.ts': 'export const a = 1;\n' } });
  const { code, out, err } = await command(repository.path, 'check', 'HEAD~1..HEAD', '--format', 'json');
  expect({ code, err }).toEqual({ code: 3, err: '' });
  const { decision } = JSON.parse(out) as { decision: { reasons: { clause: string; because: string[] }[] } };
  expect(decision.reasons.find(({ clause }) => clause === 'policy')?.because[0]).toContain(`, ${place}: `);
});
