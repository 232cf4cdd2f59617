/** Code points that a terminal shows two columns wide (East Asian Wide and Fullwidth, and pictures), as inclusive ranges. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
];
const PICTURE = /\p{Emoji_Presentation}/u;
const COMBINING = /\p{Mn}|\p{Me}/u;

/** Columns that one code point takes in a terminal: 0, 1 or 2. */
export function columnsOf(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (COMBINING.test(char)) return 0;
  if (WIDE.some(([first, last]) => code >= first && code <= last) || PICTURE.test(char)) return 2;
  return 1;
}

/** Columns that a text takes; it must be `visible` already. */
export function columns(text: string): number {
  let sum = 0;
  for (const char of text) sum += columnsOf(char);
  return sum;
}

/** Cut at a whole character so that it fits, `mark` included; looks no further than it must. */
export function clip(text: string, width: number, mark: string): string {
  const room = width - columns(mark);
  let kept = 0;
  let end = 0;
  let sum = 0;
  for (const char of text) {
    sum += columnsOf(char);
    if (sum > width) return text.slice(0, kept) + mark;
    end += char.length;
    if (sum <= room) kept = end;
  }
  return text;
}

/** The same with the beginning cut: of a long path the end tells more. */
export function clipStart(text: string, width: number, mark: string): string {
  if (text.length <= 4 * width && columns(text) <= width) return text;
  const room = width - columns(mark);
  const chars = [...text.slice(-4 * width)];
  let sum = 0;
  let from = chars.length;
  while (from > 0 && sum + columnsOf(chars[from - 1]!) <= room) sum += columnsOf(chars[--from]!);
  return mark + chars.slice(from).join('');
}

/** Lines of at most `width` columns, broken at spaces, inside a word only where it is longer than a line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ')) {
    const size = columns(word);
    if (line !== '' && used + 1 + size <= width) {
      line += ` ${word}`;
      used += 1 + size;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    used = 0;
    for (const char of word) {
      const wide = columnsOf(char);
      if (used + wide > width && line !== '') {
        lines.push(line);
        line = '';
        used = 0;
      }
      line += char;
      used += wide;
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}
