import type { BlameInput } from './blame/lines.ts';
import type { ReportOptions } from './format.ts';

type BlameFormat = (input: BlameInput, options?: ReportOptions) => string;

/** The formats of `blame`, each loaded when it is asked for. */
export const blameFormats = {
  terminal: async () => (await import('./blame/terminal.ts')).blameTerminal,
  json: async () => (await import('./blame/json.ts')).blameJson,
  html: async () => (await import('./blame/html.ts')).blameHtml,
} satisfies Record<string, () => Promise<BlameFormat>>;
