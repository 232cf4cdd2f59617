import type { Attribution } from '../model/attribution.ts';
import type { Change } from '../model/change.ts';
import type { AiInventory, AssistantConfiguration, InventoriedAssistant } from '../model/inventory.ts';
import type { Tier } from '../model/policy.ts';
import type { Stats } from '../model/stats.ts';

/** Which assistants, models and configuration a commit uses, and how much of each stands in which tier. */
export function aiInventory(
  change: Change,
  attributions: readonly Attribution[],
  { total, byTier }: Pick<Stats, 'total' | 'byTier'>,
  tierOf: (path: string) => Tier,
): AiInventory {
  const head = change.head.sha ?? '';
  const at = change.commits.find(({ sha }) => sha === head)?.at ?? new Date(0).toISOString();
  return {
    version: 1,
    repository: change.repo,
    head,
    at,
    total,
    tiers: byTier,
    assistants: assistantsIn(change, attributions, tierOf, at.slice(0, 7)),
    configuration: change.files.flatMap(({ path, blob }): AssistantConfiguration[] => {
      const assistant = configurationOf(path);
      return assistant === undefined ? [] : [{ path, assistant, ...(blob === undefined ? {} : { blob }) }];
    }),
  };
}

function assistantsIn(
  { commits }: Change,
  attributions: readonly Attribution[],
  tierOf: (path: string) => Tier,
  now: string,
): InventoriedAssistant[] {
  const monthOf = new Map(commits.map(({ sha, at }) => [sha, at.slice(0, 7)]));
  const rows = new Map<string, Row>();
  for (const { path, startLine, endLine, contributor, tool, model, commit } of attributions) {
    if (contributor !== 'ai' && contributor !== 'mixed') continue;
    const name = tool ?? 'unknown';
    const row = rows.get(name) ?? {
      lines: 0,
      files: new Set(),
      models: new Map(),
      tiers: new Map(),
      months: new Set(),
    };
    rows.set(name, row);
    const lines = endLine - startLine + 1;
    row.lines += lines;
    row.files.add(path);
    row.months.add((commit === undefined ? undefined : monthOf.get(commit)) ?? now);
    if (model !== undefined) row.models.set(model, (row.models.get(model) ?? 0) + lines);
    row.tiers.set(tierOf(path), (row.tiers.get(tierOf(path)) ?? 0) + lines);
  }
  return [...rows].sort(byLines).map(([tool, { lines, files, models, tiers, months }]) => {
    const sorted = [...months].sort();
    return {
      tool,
      models: [...models]
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .map(([model, n]) => ({ model, lines: n })),
      lines,
      files: files.size,
      byTier: Object.fromEntries(tiers),
      since: sorted[0]!,
      until: sorted.at(-1)!,
    };
  });
}

interface Row {
  lines: number;
  readonly files: Set<string>;
  readonly models: Map<string, number>;
  readonly tiers: Map<Tier, number>;
  readonly months: Set<string>;
}

const byLines = ([a, { lines: n }]: [string, Row], [b, { lines: m }]: [string, Row]): number =>
  m - n || (a < b ? -1 : 1);

/** Files by whole name or folder that assistants read their instructions, hooks, servers or permissions from. */
const CONFIGURATION: readonly (readonly [RegExp, string])[] = [
  [/(^|\/)CLAUDE(\.local)?\.md$/, 'claude'],
  [/(^|\/)\.claude\//, 'claude'],
  [/(^|\/)\.codex\//, 'codex'],
  [/(^|\/)GEMINI\.md$/, 'gemini'],
  [/(^|\/)\.gemini\//, 'gemini'],
  [/(^|\/)\.github\/(copilot-instructions\.md$|instructions\/|prompts\/|agents\/|hooks\/|chatmodes\/)/, 'copilot'],
  [/(^|\/)(\.cursor\/|\.cursorrules$|\.cursorignore$)/, 'cursor'],
  [/(^|\/)(\.windsurf\/|\.windsurfrules$)/, 'windsurf'],
  [/(^|\/)\.clinerules(\/|$)/, 'cline'],
  [/(^|\/)(\.opencode\/|opencode\.jsonc?$)/, 'opencode'],
  [/(^|\/)(\.aider\.conf\.yml|\.aiderignore|CONVENTIONS\.md)$/, 'aider'],
  [/(^|\/)\.roo(\/|rules$|modes$)/, 'roo-code'],
  [/(^|\/)AGENTS\.md$/, 'any'],
  [/(^|\/)\.?mcp\.json$/, 'any'],
];

function configurationOf(path: string): string | undefined {
  return CONFIGURATION.find(([pattern]) => pattern.test(path))?.[1];
}
