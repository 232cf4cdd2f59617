import type { HistoryReport } from '../model/history.ts';
import type { ReportOptions } from './format.ts';

type HistoryFormat = (report: HistoryReport, options?: ReportOptions) => string;

/** The formats of `scan --history`, each loaded when it is asked for. */
export const historyFormats = {
  terminal: async () => (await import('./history/terminal.ts')).historyTerminal,
  json: async (): Promise<HistoryFormat> => (report) => `${JSON.stringify(report, null, 2)}\n`,
} satisfies Record<string, () => Promise<HistoryFormat>>;
