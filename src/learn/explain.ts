import type { RuleDescription } from '../model/report.ts';

/** A rule as a person learns it: what it says, and its own examples. */
export interface Lesson extends RuleDescription {
  readonly languages: readonly string[];
  /** Example texts without marks; several files are one text with a heading per file. */
  readonly bad: readonly string[];
  readonly good: readonly string[];
}

const LEVEL_SENTENCE = {
  error: 'A new one blocks the change.',
  warning: 'On lines of an assistant, or of nobody known, it asks for review.',
  note: 'It is told, and decides nothing.',
} as const;

/** A lesson as plain text for a terminal of `columns` columns. */
export function explainAsText(lesson: Lesson, columns: number): string {
  const width = Math.max(40, Math.min(columns, 100));
  const blocks = [
    `${lesson.id} · ${lesson.level} · risk: ${lesson.risk}`,
    wrap(lesson.title, width),
    `Why\n${indent(wrap(lesson.why, width - 2))}`,
    `Careful version\n${indent(wrap(lesson.fix, width - 2))}`,
    ...section('Found', lesson.bad),
    ...section('Silent', lesson.good),
    wrap(LEVEL_SENTENCE[lesson.level], width),
    `Languages: ${lesson.languages.join(', ')}${lesson.cwe.length > 0 ? ` · ${lesson.cwe.map((n) => `CWE-${n}`).join(', ')}` : ''}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function section(title: string, examples: readonly string[]): string[] {
  return examples.length === 0
    ? []
    : [`${title}\n${examples.map((example) => indent(example.trimEnd())).join('\n\n')}`];
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

function wrap(text: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
