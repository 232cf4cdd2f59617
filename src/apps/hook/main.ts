import { CountersignError } from '../../model/error.ts';

/**
 * `countersign hook …`, what hooks of git and of assistants call: no option parser, since it is started at every event.
 * Gives the exit code.
 */
export async function main(args: readonly string[]): Promise<number> {
  const [kind, ...rest] = args;
  try {
    if (kind === 'git') {
      const { gitHook } = await import('./git.ts');
      return await gitHook(rest);
    }
    if (kind !== undefined) {
      const { assistantHook } = await import('./assistant.ts');
      return assistantHook(kind, rest[0]);
    }
    throw new CountersignError('usage/bad-argument', 'Name the hook: git, or an assistant such as claude.');
  } catch (error) {
    process.stderr.write(`countersign: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}\n`);
    return 2;
  }
}
