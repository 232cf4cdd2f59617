import { join } from 'node:path';
import { z } from 'zod';
import type { Attribution } from '../../../model/attribution.ts';
import { CountersignError } from '../../../model/error.ts';
import { named, plain } from '../../../report/quoted.ts';
import { blameFile } from '../../session/authors.ts';
import { openRecords } from '../../session/records.ts';
import { pathInTree } from '../path.ts';
import type { Tool } from '../tool.ts';

const MOST_RANGES = 200;

const input = {
  path: z.string().max(4096).describe('A file of the repository.'),
  startLine: z.number().int().min(1).optional().describe('First line, from 1.'),
  endLine: z.number().int().min(1).optional().describe('Last line.'),
};

const output = {
  path: z.string(),
  ranges: z.array(
    z.object({
      startLine: z.number().int(),
      endLine: z.number().int(),
      contributor: z.enum(['human', 'ai', 'mixed', 'unknown']).describe('unknown is never human.'),
      basis: z.enum(['recorded', 'declared', 'inferred', 'none']).describe('How it is known, strongest first.'),
      tool: z.string().optional(),
      model: z.string().optional(),
      commit: z.string().optional().describe('Absent for lines that are not committed.'),
    }),
  ),
  more: z.number().int().describe('Ranges that are not listed.'),
};

/** Who wrote lines of a file, as `countersign blame` tells it. */
export const whoWrote: Tool<typeof input, typeof output> = {
  name: 'who_wrote',
  title: 'Who wrote this',
  description: 'Who wrote lines of a file: a person, which assistant and model, or unknown, and how that is known.',
  input,
  output,
  async answer({ path, startLine = 1, endLine = Number.MAX_SAFE_INTEGER }, { open }, signal) {
    if (endLine < startLine) {
      throw new CountersignError('usage/bad-argument', `endLine ${endLine} comes before startLine ${startLine}.`);
    }
    return open(signal, async ({ top, under }) => {
      const inside = pathInTree(path, top, under);
      const recording = await openRecords(join(top!, under), signal);
      try {
        const { report, lines } = await blameFile(recording, inside, undefined, signal);
        if (startLine > Math.max(1, lines.length)) {
          throw new CountersignError('usage/bad-argument', `${plain(inside)} has ${lines.length} lines.`);
        }
        const found = report.attributions.filter((one) => one.startLine <= endLine && one.endLine >= startLine);
        const ranges = found.slice(0, MOST_RANGES).map((one) => rangeOf(one, startLine, endLine));
        const value = { path: named(inside), ranges, more: found.length - ranges.length };
        const told = ranges.map(({ startLine: from, endLine: to, contributor, tool, model, basis, commit }) => {
          const who = [contributor, ...[tool, model].filter((name) => name !== undefined)].join(' ');
          return `${from}-${to}: ${who}, ${basis}, ${commit?.slice(0, 12) ?? 'not committed'}`;
        });
        const rest = value.more > 0 ? [`and ${value.more} more ranges`] : [];
        return {
          text: [value.path, ...(told.length === 0 ? ['The file is empty.'] : told), ...rest].join('\n'),
          value,
        };
      } finally {
        recording.close();
      }
    });
  },
};

function rangeOf(
  { startLine, endLine, contributor, basis, tool, model, commit }: Attribution,
  first: number,
  last: number,
): z.input<z.ZodObject<typeof output>>['ranges'][number] {
  return {
    startLine: Math.max(startLine, first),
    endLine: Math.min(endLine, last),
    contributor,
    basis,
    ...(tool === undefined ? {} : { tool: named(tool) }),
    ...(model === undefined ? {} : { model: named(model) }),
    ...(commit === undefined ? {} : { commit }),
  };
}
