import type { Action } from './policy.ts';
import { type DataClass, higher } from './sort.ts';
import type { UseLine } from './use-record.ts';

/** One way in which AI is used: a program with a model at a provider. */
export interface UseGroup {
  readonly tool: string;
  readonly provider: string;
  readonly model: string;
  /** How many different people; those who are not known count as one. */
  readonly people: number;
  readonly requests: number;
  readonly tokens: { readonly input: number; readonly output: number };
  readonly actions: Readonly<Partial<Record<Action | 'refused', number>>>;
  /** The most sensitive that was sent this way, as it came to the gateway. */
  readonly dataClass: DataClass;
  readonly found: Readonly<Record<string, number>>;
  readonly notScannedBytes: number;
  readonly first: string;
  readonly last: string;
}

interface Growing {
  readonly people: Set<string>;
  readonly actions: Map<Action | 'refused', number>;
  readonly found: Map<string, number>;
  requests: number;
  input: number;
  output: number;
  dataClass: DataClass;
  notScannedBytes: number;
  first: string;
  last: string;
}

/** The inventory of AI use that a record holds, the most used first. Requests that reached no provider by name are left out. */
export function useGroups(lines: readonly UseLine[]): readonly UseGroup[] {
  const groups = new Map<string, Growing>();
  for (const line of lines) {
    if (line.provider === '') continue;
    const key = JSON.stringify([line.tool, line.provider, line.model]);
    let group = groups.get(key);
    if (group === undefined) {
      group = {
        people: new Set(),
        actions: new Map(),
        found: new Map(),
        requests: 0,
        input: 0,
        output: 0,
        dataClass: 'public',
        notScannedBytes: 0,
        first: line.at,
        last: line.at,
      };
      groups.set(key, group);
    }
    group.requests++;
    group.people.add(line.who.person);
    group.input += line.tokens?.input ?? 0;
    group.output += line.tokens?.output ?? 0;
    group.actions.set(line.action, (group.actions.get(line.action) ?? 0) + 1);
    group.dataClass = higher(group.dataClass, line.dataClass);
    for (const [sort, count] of Object.entries(line.found)) group.found.set(sort, (group.found.get(sort) ?? 0) + count);
    for (const bytes of Object.values(line.notScanned)) group.notScannedBytes += bytes;
    if (line.at < group.first) group.first = line.at;
    if (line.at > group.last) group.last = line.at;
  }
  return [...groups]
    .map(([key, { people, actions, found, input, output, ...rest }]): UseGroup => {
      const [tool, provider, model] = JSON.parse(key) as [string, string, string];
      const counts = { people: people.size, tokens: { input, output } };
      return {
        tool,
        provider,
        model,
        ...rest,
        ...counts,
        actions: Object.fromEntries(actions),
        found: Object.fromEntries(found),
      };
    })
    .sort((a, b) => b.requests - a.requests || (a.tool < b.tool ? -1 : 1));
}
