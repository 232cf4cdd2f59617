import { resolve } from 'node:path';
import { readLog } from '../../adapters/use-record/log-file.ts';
import { readUse } from '../../guard/use-record.ts';
import { type UseGroup, useGroups } from '../../guard/use-summary.ts';
import { CountersignError } from '../../model/error.ts';
import type { ExitCode, Globals } from './program.ts';

/** `countersign stats --gateway FILE`: which AI is used by how many people for what, by the gateway's record. */
export async function gatewayStats(file: string, format: string, { cwd, terminal }: Globals): Promise<ExitCode> {
  const text = readLog(resolve(cwd, file));
  if (text === '') throw new CountersignError('path/not-found', `${file} is no record of a gateway, or an empty one.`);
  const { lines, broken } = readUse(text);
  const groups = useGroups(lines);
  if (format === 'json') {
    terminal.out(`${JSON.stringify({ version: 1, intact: broken === null, use: groups }, null, 2)}\n`);
    return 0;
  }
  if (format !== 'terminal')
    throw new CountersignError('usage/bad-argument', 'stats --gateway knows the formats terminal and json.');
  terminal.out(table(groups));
  if (broken !== null)
    terminal.out(`\nLine ${broken} does not follow from the line before it: the record was changed.\n`);
  return 0;
}

const HEAD = ['tool', 'provider', 'model', 'people', 'requests', 'tokens', 'hidden', 'stopped', 'class'];

function table(groups: readonly UseGroup[]): string {
  const rows = groups.map(({ tool, provider, model, people, requests, tokens, actions, dataClass }) => [
    tool,
    provider,
    model === '' ? '-' : model,
    String(people),
    String(requests),
    short(tokens.input + tokens.output),
    String(actions.redact ?? 0),
    String((actions.block ?? 0) + (actions.refused ?? 0)),
    dataClass,
  ]);
  const widths = HEAD.map((head, i) => Math.min(24, Math.max(head.length, ...rows.map((row) => row[i]!.length))));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i >= 3 && i <= 7 ? cell.padStart(widths[i]!) : cell.slice(0, widths[i]).padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  return `${[HEAD, ...rows].map(line).join('\n')}\n`;
}

function short(count: number): string {
  return count >= 1e6 ? `${(count / 1e6).toFixed(1)}M` : count >= 1e4 ? `${Math.round(count / 1e3)}k` : String(count);
}
