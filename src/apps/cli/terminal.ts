/** What a command may touch of the process: handed in, so that tests run commands without a process. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  err(text: string): void;
  /** Colour on stdout: a terminal, or FORCE_COLOR, and never under NO_COLOR. */
  readonly color: boolean;
  /** True where stdout is a terminal. */
  readonly interactive: boolean;
  /** True where stderr is a terminal: the only place where progress is shown. */
  readonly progress: boolean;
  readonly columns: number;
  /** Aborted by Ctrl-C; every long step listens. */
  readonly signal: AbortSignal;
}

/** The real process as a Terminal. */
export function processTerminal(signal: AbortSignal): Terminal {
  const { env, stdout, stderr } = process;
  const noColor = (env.NO_COLOR ?? '') !== '';
  const forced = (env.FORCE_COLOR ?? '') !== '' && env.FORCE_COLOR !== '0';
  return {
    cwd: process.cwd(),
    env,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    color: !noColor && (forced || (stdout.isTTY === true && env.TERM !== 'dumb')),
    interactive: stdout.isTTY === true,
    progress: stderr.isTTY === true && env.TERM !== 'dumb' && (env.CI ?? '') === '',
    columns: stdout.columns ?? 80,
    signal,
  };
}
