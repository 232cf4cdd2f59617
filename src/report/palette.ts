type Style = (text: string) => string;

/** Colours as functions, so that the caller decides whether there are any; picocolors' object fits. */
export interface Palette {
  readonly bold: Style;
  readonly dim: Style;
  readonly red: Style;
  readonly yellow: Style;
  readonly green: Style;
  readonly cyan: Style;
  readonly magenta: Style;
}

const same: Style = (text) => text;

/** No colour at all. */
export const PLAIN: Palette = {
  bold: same,
  dim: same,
  red: same,
  yellow: same,
  green: same,
  cyan: same,
  magenta: same,
};
