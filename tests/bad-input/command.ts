import { run } from '../../src/apps/cli/main.ts';

/** Runs a command line without a process, as a script on a machine without a terminal would. */
export async function command(cwd: string, ...args: readonly string[]) {
  const said = { out: '', err: '' };
  const code = await run(args, {
    cwd,
    env: { HOME: '/nonexistent', COUNTERSIGN_DEBUG: '' },
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    color: false,
    interactive: false,
    progress: false,
    columns: 80,
    signal: new AbortController().signal,
  });
  return { code, ...said };
}
