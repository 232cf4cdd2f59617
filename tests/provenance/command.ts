import { run } from '../../src/apps/cli/main.ts';
import type { Terminal } from '../../src/apps/cli/terminal.ts';

/** Runs one command line in this process. */
export async function countersign(cwd: string, ...args: readonly string[]) {
  let out = '';
  let err = '';
  const terminal: Terminal = {
    cwd,
    env: { LANG: 'C.UTF-8' },
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    color: false,
    interactive: false,
    progress: false,
    columns: 100,
    signal: new AbortController().signal,
  };
  const code = await run(args, terminal);
  return { code, out, err };
}
