import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { createTextPool } from '../../adapters/threads/text-pool.ts';
import { keptKey, openLog, readLog } from '../../adapters/use-record/log-file.ts';
import { type GatewayConfig, readGatewayConfig } from '../../decide/gateway-config.ts';
import type { CodeIndex } from '../../guard/code/code-index.ts';
import type { TextReport } from '../../guard/redact.ts';
import type { Sort } from '../../guard/sort.ts';
import { lineAfter } from '../../guard/use-record.ts';
import { reasonOf } from '../../lib/io-reason.ts';
import { BUILD } from '../../lib/version.ts';
import { CountersignError } from '../../model/error.ts';
import { indexFolders } from './code-folders.ts';
import type { GatewayOptions } from './options.ts';
import { startGateway } from './server.ts';
import { callersOf, isUsualAddress, ledgerOf, limitsOf, policyOf, upstreamsOf } from './settings.ts';
import type { TextScanSettings } from './text-scan.ts';

/** The command line, as it was parsed. */
export interface GatewayArguments {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly upstream: readonly string[];
  readonly config?: string | undefined;
  readonly checkConfig?: boolean | undefined;
  readonly record?: string | undefined;
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
  readonly clientCa?: string | undefined;
  readonly upstreamCa?: string | undefined;
  readonly drainSeconds: number;
}

/** Where a gateway runs. */
export interface GatewayPlace {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  out(text: string): void;
  err(text: string): void;
}

const DEFAULT_PORT = 8787;

/** Runs a gateway until the signal is aborted, or checks its configuration; gives the exit code. */
export async function serveGateway(args: GatewayArguments, place: GatewayPlace): Promise<0 | 2> {
  const read = readConfig(args, place);
  if (read === null) return 2;
  const { config, source } = read;
  const named = namedUpstreams(args.upstream);
  const upstreams = upstreamsOf(named, config);
  if (args.checkConfig === true) {
    place.out(
      `${source ?? 'Without a configuration file'}: the gateway can use it.\n${sentences(
        config,
        upstreams.map(({ name, url }) => `${name} (${url.origin})`),
      )}`,
    );
    return 0;
  }
  refuseForeign(args, config, source);
  const state = join(place.env.XDG_STATE_HOME || join(place.env.HOME || homedir(), '.local', 'state'), 'countersign');
  const recordPath = resolve(place.cwd, args.record ?? config.record ?? join(state, 'gateway.jsonl'));
  const log = await openLog(recordPath).catch((error: unknown) => {
    throw new CountersignError('path/not-writable', `The record ${recordPath} cannot be written: ${reasonOf(error)}.`);
  });
  const policy = policyOf(config);
  const detects = config.detect !== 'off';
  const looking = lookers(config, policy.detect, detects ? indexFolders(config.code, place.cwd) : null);
  const host = args.host ?? config.listen?.host ?? '127.0.0.1';
  const port = args.port ?? config.listen?.port ?? DEFAULT_PORT;
  const options: GatewayOptions = {
    upstreams,
    policy,
    detects,
    scan: (texts) => looking.scan(texts),
    ...callersOf(config),
    ledger: ledgerOf(config, readLog(recordPath)),
    countsTokens: (config.budgets ?? []).length > 0,
    restoreTools: config.restore?.tools ?? [],
    record: (entry) => log.append((last) => lineAfter(last, entry)),
    ask: process.stdin.isTTY === true && process.stderr.isTTY === true ? asker() : undefined,
    placeholderKey: keptKey(join(state, 'gateway.key')),
    limits: limitsOf(config),
    tls: tlsOf(args, config, place.cwd),
    upstreamCa: args.upstreamCa === undefined ? undefined : readPem(resolve(place.cwd, args.upstreamCa)),
    now: () => new Date(),
  };
  // What cannot look is found out now, not at the first request.
  if (detects) await looking.scan(['']);
  const gateway = await startGateway(options, host, port).catch((error: NodeJS.ErrnoException) => {
    const why =
      error.code === 'EADDRINUSE'
        ? 'the port is in use'
        : error.code === 'EACCES'
          ? 'the port needs more rights'
          : error.message;
    throw new CountersignError('usage/bad-argument', `The gateway cannot listen on ${host}:${port}: ${why}.`);
  });
  place.out(banner(gateway.address, options, recordPath));
  if (!/^(?:127\.|::1$|localhost$)/.test(host) && options.tls === undefined) {
    place.err(
      'countersign: The gateway listens beyond this machine without TLS: keys and messages can be read on the way.\n',
    );
  }
  await new Promise<void>((ended) => {
    if (place.signal.aborted) ended();
    else place.signal.addEventListener('abort', () => ended(), { once: true });
  });
  place.err('countersign: The gateway finishes the requests under way (again: stop at once).\n');
  await gateway.drain(args.drainSeconds * 1000);
  await looking.close();
  await log.close();
  return 0;
}

/** The file named, else the policy file of the current folder; null after its faults were told. */
function readConfig(
  { config: named }: GatewayArguments,
  { cwd, err }: GatewayPlace,
): { config: GatewayConfig; source: string | null } | null {
  const source = named ?? 'countersign.yaml';
  const path = resolve(cwd, source);
  if (named === undefined && !existsSync(path)) return { config: {}, source: null };
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new CountersignError('config/not-readable', `${source} cannot be read: ${reasonOf(error)}.`);
  }
  const read = readGatewayConfig(text);
  if ('config' in read) return { config: read.config, source };
  for (const { line, column, message } of read.faults) err(`${source}:${line}:${column}: ${message}\n`);
  err(`countersign: ${source} cannot be used.\n`);
  return null;
}

/** `NAME=URL`, as often as it was given. */
function namedUpstreams(pairs: readonly string[]): ReadonlyMap<string, string> {
  const upstreams = new Map<string, string>();
  for (const pair of pairs) {
    const [, name, url] = /^([A-Za-z0-9][\w.-]*)=(https?:\/\/\S+)$/.exec(pair) ?? [];
    if (name === undefined || url === undefined || !URL.canParse(url)) {
      throw new CountersignError(
        'usage/bad-argument',
        `--upstream ${pair} is not NAME=URL, such as anthropic=https://api.anthropic.com.`,
      );
    }
    upstreams.set(name, url);
  }
  return upstreams;
}

/** A file that happens to lie in the current folder may come with a repository: it cannot send keys to a stranger. */
function refuseForeign({ config: named }: GatewayArguments, config: GatewayConfig, source: string | null): void {
  if (named !== undefined || source === null) return;
  for (const { name, url } of upstreamsOf(new Map(), config)) {
    if (isUsualAddress(url)) continue;
    throw new CountersignError(
      'config/not-valid',
      `${source} sends ${name} to ${url.origin}. If you mean it, say --config ${source}: a file that lies in a folder cannot do that by itself.`,
    );
  }
}

function tlsOf(
  { tlsCert, tlsKey, clientCa }: GatewayArguments,
  { listen }: GatewayConfig,
  cwd: string,
): GatewayOptions['tls'] {
  const cert = tlsCert ?? listen?.certificate;
  const key = tlsKey ?? listen?.key;
  const ca = clientCa ?? listen?.clientAuthority;
  if (cert === undefined && key === undefined && ca === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    throw new CountersignError(
      'usage/bad-argument',
      'TLS needs both a certificate (--tls-cert) and its key (--tls-key).',
    );
  }
  const read = (path: string) => readPem(resolve(cwd, path));
  return { cert: read(cert), key: read(key), clientCa: ca === undefined ? undefined : read(ca) };
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CountersignError('path/not-readable', `${path} cannot be read: ${reasonOf(error)}.`);
  }
}

/** Threads that look at texts; from source, this thread does it. */
function lookers(config: GatewayConfig, detect: Readonly<Partial<Record<Sort, string>>>, code: CodeIndex | null) {
  const sorts = (Object.keys(detect) as Sort[]).filter((sort) => detect[sort] !== undefined);
  const settings: TextScanSettings = { sorts, names: config.names ?? [], code };
  if (BUILD === null) {
    const scan = import('./text-scan.ts').then(({ createTextScan }) => createTextScan(settings));
    return { scan: async (texts: readonly string[]) => (await scan)(texts), close: async () => undefined };
  }
  return createTextPool<TextReport>({
    entry: new URL('./gateway-thread.js', import.meta.url),
    workerData: settings,
    threads: 2,
    patience: (config.limits?.scanSeconds ?? 10) * 1000,
    patiencePerMillion: 2_000,
  });
}

/** One question at a time on the terminal; no answer within a minute is a no. */
function asker(): (question: string) => Promise<boolean> {
  let queue: Promise<unknown> = Promise.resolve();
  return (question) => {
    const next = queue.then(async () => {
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return /^y(?:es)?$/i.test(
          (await lines.question(`${question} [y/N] `, { signal: AbortSignal.timeout(60_000) })).trim(),
        );
      } catch {
        return false;
      } finally {
        lines.close();
      }
    });
    queue = next.catch(() => undefined);
    return next;
  };
}

function banner(address: string, { upstreams, policy, detects, tls }: GatewayOptions, recordPath: string): string {
  const width = Math.max(...upstreams.map(({ name }) => name.length));
  const lines = upstreams.map(
    ({ name, url }) => `  ${name.padEnd(width)}  ${url.origin}${url.pathname === '/' ? '' : url.pathname}`,
  );
  const hidden = Object.entries(policy.detect)
    .filter(([, action]) => action !== 'allow')
    .map(([sort, action]) => `${sort} ${action}`);
  return `The gateway listens on ${address}${tls?.clientCa === undefined ? '' : ' (client certificates are read)'}
${lines.join('\n')}
Looks for: ${detects ? hidden.join(', ') : 'nothing (detection is off)'}
Record:    ${recordPath} (no content)

Point an assistant at it:
  ANTHROPIC_BASE_URL=${address} claude
  OPENAI_BASE_URL=${address}/v1
`;
}

function sentences(config: GatewayConfig, upstreams: readonly string[]): string {
  const policy = policyOf(config);
  const lines = [`Upstreams: ${upstreams.join(', ')}.`];
  const detect = Object.entries(policy.detect).map(([sort, action]) => `${sort} ${action}`);
  lines.push(`Looks for: ${detect.length === 0 ? 'nothing' : detect.join(', ')}.`);
  lines.push(`Parts that cannot be scanned: ${policy.unscanned}.`);
  lines.push(
    `People: ${(config.people ?? []).length}. Rules: ${policy.rules.length}. Budgets: ${(config.budgets ?? []).length}.`,
  );
  return `${lines.join('\n')}\n`;
}
