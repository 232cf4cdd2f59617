import type { ReportOptions } from './format.ts';
import type { StatsInput } from './stats/tables.ts';

type StatsFormat = (input: StatsInput, options?: ReportOptions) => string;

/** The formats of `stats`, each loaded when it is asked for. */
export const statsFormats = {
  terminal: async () => (await import('./stats/terminal.ts')).statsTerminal,
  json: async () => (await import('./stats/json.ts')).statsJson,
  html: async () => (await import('./stats/html.ts')).statsHtml,
} satisfies Record<string, () => Promise<StatsFormat>>;
