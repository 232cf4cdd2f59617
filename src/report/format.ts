import type { ReportInput } from '../model/report.ts';
import type { FailOn } from './exit-code.ts';
import type { Palette } from './palette.ts';

/** What a caller may choose; a format ignores what does not concern it. */
export interface ReportOptions {
  /** Columns of the terminal; 80 unless told, never less than 40. */
  readonly width?: number;
  /** Colours; none unless told. */
  readonly palette?: Palette;
  /** True where the terminal cannot show more than ASCII. */
  readonly ascii?: boolean;
  /** What the exit code will be made from, so that the report can name it. */
  readonly failOn?: FailOn;
  /** ISO 8601; only for formats that must name a time, and then the time of the newest commit unless told. */
  readonly now?: string;
}

/** A report as text; pure, so that the same input gives the same bytes. */
export type Format = (input: ReportInput, options?: ReportOptions) => string;
