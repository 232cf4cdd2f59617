import { explainAsText } from '../../learn/explain.ts';
import { lessonFor } from '../session/lesson.ts';
import type { ExitCode, Globals } from './program.ts';

/** Prints what a rule is for, from the rule's own file. */
export async function explainCommand(id: string, options: { format: string }, globals: Globals): Promise<ExitCode> {
  const { terminal } = globals;
  const lesson = lessonFor(id);
  terminal.out(
    options.format === 'json' ? `${JSON.stringify(lesson, null, 2)}\n` : explainAsText(lesson, terminal.columns),
  );
  return 0;
}
