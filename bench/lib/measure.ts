import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Figures of one finished process and all its children. */
export interface Sample {
  /** User plus system seconds. */
  readonly cpu: number;
  readonly wall: number;
  /** Largest resident set of any one process, in MB; null where GNU time is not installed. */
  readonly rss: number | null;
  readonly exit: number;
}

export interface Command {
  readonly name: string;
  readonly argv: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Runs before each sample, not counted. */
  readonly before?: () => void;
}

const GNU_TIME = '/usr/bin/time';

/** Runs a command once; its output is thrown away. */
export function sample(command: Command): Sample {
  command.before?.();
  const gnu = existsSync(GNU_TIME) ? [GNU_TIME, '-f', 'rss %M'] : [];
  const script = 'TIMEFORMAT="times %U %S %R"; time "$@" >/dev/null';
  const done = spawnSync('bash', ['-c', script, 'bench', ...gnu, ...command.argv], {
    cwd: command.cwd,
    env: { ...process.env, ...command.env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const times = /^times ([\d.]+) ([\d.]+) ([\d.]+)$/m.exec(done.stderr);
  if (times === null) throw new Error(`${command.name} could not be measured: ${done.stderr.slice(0, 400)}`);
  const rss = /^rss (\d+)$/m.exec(done.stderr);
  return {
    cpu: Number(times[1]) + Number(times[2]),
    wall: Number(times[3]),
    rss: rss === null ? null : Number(rss[1]) / 1024,
    exit: done.status ?? -1,
  };
}

/** One warm-up each, then `runs` rounds of all commands in turn, so that a drifting machine hits them alike. */
export function interleaved(commands: readonly Command[], runs: number): ReadonlyMap<string, readonly Sample[]> {
  const samples = new Map<string, Sample[]>(commands.map((command) => [command.name, []]));
  for (const command of commands) sample(command);
  for (let run = 0; run < runs; run++) {
    for (const command of commands) samples.get(command.name)!.push(sample(command));
  }
  return samples;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A Markdown table of medians, with the spread of CPU. */
export function table(samples: ReadonlyMap<string, readonly Sample[]>): string {
  const rows = [...samples].map(([name, list]) => {
    const cpu = list.map((one) => one.cpu);
    const rss = list.map((one) => one.rss ?? Number.NaN);
    const exits = [...new Set(list.map((one) => one.exit))].join(', ');
    const spread = `${Math.min(...cpu).toFixed(2)} to ${Math.max(...cpu).toFixed(2)}`;
    const wall = median(list.map((one) => one.wall)).toFixed(2);
    const memory = Number.isNaN(rss[0]) ? '?' : median(rss).toFixed(0);
    return `| ${name} | ${median(cpu).toFixed(2)} | ${spread} | ${wall} | ${memory} | ${exits} |`;
  });
  return ['| command | CPU s | min to max | wall s | MB | exit |', '|---|---|---|---|---|---|', ...rows].join('\n');
}
