import type { Commit } from '../../model/change.ts';
import { type Answer, defineClause } from '../clause.ts';
import { isWord } from '../match-words.ts';
import { counted, first } from '../sentence.ts';

export default defineClause({
  id: 'declared-assistance',
  title: 'A commit says which assistant helped, and only people sign off',
  why: 'Who reads the history in ten years has the commit and nothing else. A sign-off is a legal statement that no tool can make.',
  options: {
    trailers: {
      kind: 'texts',
      default: ['Assisted-by'],
      meaning: 'Trailers of which one must be there when a commit brings AI or mixed lines.',
    },
    signOff: {
      kind: 'texts',
      default: ['*[bot]*', '*noreply@anthropic.com*', '*noreply@openai.com*', '*@cursor.com*', '*copilot@github.com*'],
      meaning: 'Who must not stand in a Signed-off-by; * stands for anything.',
    },
  },
  evaluate({ change, attributions }, { trailers, signOff }) {
    const lines = new Map<string, number>();
    for (const { commit, contributor, startLine, endLine } of attributions) {
      if (commit === undefined || (contributor !== 'ai' && contributor !== 'mixed')) continue;
      lines.set(commit, (lines.get(commit) ?? 0) + endLine - startLine + 1);
    }
    const answers: Answer[] = [];
    const silent: string[] = [];
    const unread: string[] = [];
    const signed: string[] = [];
    for (const commit of change.commits) {
      const assisted = lines.get(commit.sha) ?? 0;
      if (commit.trailers === undefined) unread.push(`${short(commit)} could not be read.`);
      else if (assisted > 0 && !commit.trailers.some(({ key }) => trailers.some((wanted) => isWord(wanted, key)))) {
        silent.push(`${short(commit)} brings ${counted(assisted, 'line')} and does not say so.`);
      }
      for (const { key, value } of commit.trailers ?? []) {
        if (!isWord('Signed-off-by', key) || !signOff.some((pattern) => isWord(pattern, value))) continue;
        signed.push(`${short(commit)} is signed off by ${value}.`);
      }
    }
    if (unread.length > 0)
      answers.push({ outcome: 'review', because: ['Commit messages could not be read.', ...first(unread)] });
    if (silent.length > 0) {
      const wanted = trailers.join(' or ');
      answers.push({
        outcome: 'review',
        because: [`Commits with AI lines need the trailer ${wanted}.`, ...first(silent)],
      });
    }
    if (signed.length > 0)
      answers.push({ outcome: 'block', because: ['Only a person can sign off.', ...first(signed)] });
    return answers;
  },
  ships: [
    { facts: { files: { 'src/a.ts': 'ai' }, trailers: ['Assisted-by: claude'] } },
    { facts: { files: { 'src/a.ts': 'human' }, trailers: ['Signed-off-by: Dev <dev@example.org>'] } },
    { facts: { files: { 'src/a.ts': 'ai' }, trailers: ['generated-BY: x'] }, options: { trailers: ['Generated-by'] } },
    { facts: { files: { 'src/a.ts': 'ai' } } },
  ],
  reviews: [
    { facts: { files: { 'src/a.ts': 'ai' }, trailers: [] } },
    { facts: { files: { 'src/a.ts': 'mixed' }, trailers: ['Signed-off-by: Dev <dev@example.org>'] } },
    { facts: { files: { 'src/a.ts': 'human' }, unreadMessage: true } },
  ],
  blocks: [
    {
      facts: {
        files: { 'src/a.ts': 'ai' },
        trailers: ['Assisted-by: claude', 'Signed-off-by: Claude <noreply@anthropic.com>'],
      },
    },
    { facts: { files: { 'src/a.ts': 'human' }, trailers: ['signed-off-by: fix-it[bot] <1+fix@example.org>'] } },
  ],
});

function short({ sha }: Commit): string {
  return `Commit ${sha.slice(0, 12)}`;
}
