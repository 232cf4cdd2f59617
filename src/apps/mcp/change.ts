import { z } from 'zod';
import { CountersignError } from '../../model/error.ts';
import type { ChangeRequest } from '../../model/ports.ts';

/** How a change is named, the same in every tool. */
export const changeShape = {
  range: z
    .string()
    .max(1000)
    .optional()
    .describe('Commits as in git, such as main..HEAD. Default: what is not pushed yet, plus the work tree.'),
  staged: z.boolean().optional().describe('Only what is staged.'),
  commit: z.string().max(1000).optional().describe('One commit.'),
};

type ChangeQuestion = z.output<z.ZodObject<typeof changeShape>>;

/** Throws `usage/bad-argument` when more than one change is named. */
export function requestOf({ range, staged, commit }: ChangeQuestion): ChangeRequest {
  const asked = [range, commit, staged === true ? staged : undefined].filter((given) => given !== undefined);
  if (asked.length > 1) throw new CountersignError('usage/bad-argument', 'Give only one of range, staged and commit.');
  if (staged === true) return { kind: 'staged' };
  if (commit !== undefined) return { kind: 'commit', revision: commit };
  return range === undefined ? { kind: 'default' } : { kind: 'range', range };
}
