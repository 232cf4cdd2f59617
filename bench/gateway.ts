import { fork } from 'node:child_process';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { DEFAULT_LIMITS } from '../src/apps/gateway/options.ts';
import { startGateway } from '../src/apps/gateway/server.ts';
import { createTextScan } from '../src/apps/gateway/text-scan.ts';
import { createLedger } from '../src/guard/budget.ts';
import { DEFAULT_POLICY } from '../src/guard/policy.ts';
import { recentBodies } from '../src/guard/recent-bodies.ts';
import { redact, type UnitReport } from '../src/guard/redact.ts';
import { createVault } from '../src/guard/vault.ts';
import { median } from './lib/measure.ts';

/**
 * What the gateway costs against a bare proxy: CPU a request with detection off, detection apart, a conversation that is sent
 * again, and latency. Each proxy, the provider and the client are processes of their own; rounds of the proxies alternate.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '8' }, requests: { type: 'string', default: '300' } },
});

const TEXT = `const total = rows.filter((row) => row.state === 'open').reduce((sum, row) => sum + row.amount, 0);
The build fails on the second machine only, with "cannot find module './ledger.js'", although the file is there.
    if (entry === null || entry.due > at) continue; // is settled later
`;

/** A conversation of so many bytes, in messages of some kilobytes. */
function conversation(bytes: number): Buffer {
  const messages: object[] = [];
  const size = Math.min(bytes, 4_000);
  for (let left = bytes, i = 0; left > 0; left -= size, i++) {
    const content = `${i} ${TEXT.repeat(Math.ceil(size / TEXT.length))}`.slice(0, Math.min(size, left));
    messages.push({ role: i % 2 === 0 ? 'user' : 'assistant', content });
  }
  return Buffer.from(JSON.stringify({ model: 'claude-x', max_tokens: 100, messages }));
}

const BODIES = { small: conversation(400), '200 KB': conversation(200_000) } as const;

/** Answers with a small message. */
async function provider(): Promise<number> {
  const answer = JSON.stringify({
    type: 'message',
    content: [{ type: 'text', text: 'Yes.' }],
    usage: { input_tokens: 1, output_tokens: 1 },
  });
  return listening(
    http.createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
        response.end(answer);
      });
    }),
  );
}

/** The least that a proxy does: pipe both ways. */
async function bare(upstream: number): Promise<number> {
  const agent = new http.Agent({ keepAlive: true });
  return listening(
    http.createServer((request, response) => {
      const sent = http.request(
        {
          host: '127.0.0.1',
          port: upstream,
          agent,
          method: request.method,
          path: request.url,
          headers: request.headers,
        },
        (answer) => {
          response.writeHead(answer.statusCode!, answer.headers);
          answer.pipe(response);
        },
      );
      request.pipe(sent);
    }),
  );
}

async function gateway(upstream: number, detects: boolean): Promise<number> {
  const scan = await createTextScan({ sorts: ['secret', 'card', 'iban', 'national-number'], names: [], code: null });
  const { address } = await startGateway(
    {
      upstreams: [{ name: 'anthropic', url: new URL(`http://127.0.0.1:${upstream}`), family: 'anthropic' }],
      policy: DEFAULT_POLICY,
      detects,
      scan,
      callerOfToken: () => null,
      callerOfCertificate: () => null,
      ledger: createLedger([], []),
      countsTokens: false,
      restoreTools: [],
      record: async () => undefined,
      placeholderKey: new Uint8Array(32),
      limits: DEFAULT_LIMITS,
      now: () => new Date(),
    },
    '127.0.0.1',
    0,
  );
  return Number(new URL(address).port);
}

async function listening(server: http.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A child process: says its port, and how much CPU it used since it was last asked. */
async function child(role: string, upstream: number): Promise<void> {
  const port =
    role === 'provider'
      ? await provider()
      : role === 'bare'
        ? await bare(upstream)
        : await gateway(upstream, role === 'looking gateway');
  let last = process.cpuUsage();
  process.on('message', () => {
    const { user, system } = process.cpuUsage(last);
    last = process.cpuUsage();
    process.send!({ cpu: (user + system) / 1000 });
  });
  process.send!({ port });
}

interface Peer {
  readonly port: number;
  /** Milliseconds since it was last asked. */
  cpu(): Promise<number>;
  end(): void;
}

function start(role: string, upstream = 0): Promise<Peer> {
  const forked = fork(import.meta.filename, [role, String(upstream)]);
  const next = <T>() => new Promise<T>((resolve) => forked.once('message', (message) => resolve(message as T)));
  return next<{ port: number }>().then(({ port }) => ({
    port,
    async cpu() {
      forked.send('cpu');
      return (await next<{ cpu: number }>()).cpu;
    },
    end: () => forked.kill(),
  }));
}

const agent = new http.Agent({ keepAlive: true });

function once(port: number, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const from = process.hrtime.bigint();
    const headers = { 'content-type': 'application/json', 'content-length': body.length, 'x-api-key': 'k' };
    const sent = http.request(
      { host: '127.0.0.1', port, agent, method: 'POST', path: '/v1/messages', headers },
      (answer) => {
        answer.resume().on('end', () => resolve(Number(process.hrtime.bigint() - from) / 1e6));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const p99 = (all: readonly number[]) => [...all].sort((a, b) => a - b)[Math.floor(all.length * 0.99)]!;

async function requests(): Promise<void> {
  const behind = await start('provider');
  const roles = ['bare', 'gateway', 'looking gateway'] as const;
  const peers = await Promise.all(roles.map((role) => start(role, behind.port)));
  console.log('| body | proxy | CPU ms a request | p50 ms | p99 ms | p99 added ms |\n|---|---|---|---|---|---|');
  for (const [name, body] of Object.entries(BODIES)) {
    const count = Number(values.requests);
    const cpu = roles.map((): number[] => []);
    const latency = roles.map((): number[] => []);
    const direct: number[] = [];
    for (const peer of peers) for (let i = 0; i < 200; i++) await once(peer.port, body);
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const [i, peer] of peers.entries()) {
        await peer.cpu();
        for (let k = 0; k < count; k++) latency[i]!.push(await once(peer.port, body));
        cpu[i]!.push((await peer.cpu()) / count);
      }
      for (let k = 0; k < count; k++) direct.push(await once(behind.port, body));
    }
    for (const [i, role] of roles.entries()) {
      const what =
        role === 'gateway'
          ? 'gateway, detection off'
          : role === 'looking gateway'
            ? 'gateway, the same body again'
            : 'bare';
      const added = p99(latency[i]!) - p99(direct);
      console.log(
        `| ${name} | ${what} | ${median(cpu[i]!).toFixed(2)} | ${median(latency[i]!).toFixed(2)} | ${p99(latency[i]!).toFixed(2)} | ${added.toFixed(2)} |`,
      );
    }
  }
  for (const peer of [...peers, behind]) peer.end();
}

/** CPU of looking at a conversation for the first time, and of looking at it again with one message more. */
async function looking(): Promise<void> {
  const scan = await createTextScan({ sorts: ['secret', 'card', 'iban', 'national-number'], names: [], code: null });
  const bytes = BODIES['200 KB'];
  const more = Buffer.concat([bytes.subarray(0, -2), Buffer.from(',{"role":"user","content":"Go on."}]}')]);
  const vault = createVault(new Uint8Array(32));
  const first: number[] = [];
  const again: number[] = [];
  const look = async (body: Buffer, kept: Map<string, UnitReport>, recent: ReturnType<typeof recentBodies>) => {
    const from = process.cpuUsage();
    const cache = {
      get: (key: string) => kept.get(key),
      set: (key: string, report: UnitReport) => void kept.set(key, report),
    };
    const hide = new Set(['secret', 'card', 'iban', 'national-number'] as const);
    const report = await redact(body, { vault, recent, scan, cache, cacheScope: '', hide, labelOf: () => 'public' });
    if ('fault' in report) throw new Error(report.fault);
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  };
  for (let i = 0; i < 80; i++) {
    const kept = new Map<string, UnitReport>();
    const recent = recentBodies({ take: () => true, give: () => undefined });
    first.push(await look(Buffer.from(bytes), kept, recent));
    again.push(await look(Buffer.from(more), kept, recent));
  }
  const [one, two] = [median(first.slice(20)), median(again.slice(20))];
  console.log(
    `\nLooking at 200 KB: ${one.toFixed(2)} ms CPU (${(0.2 / (one / 1000)).toFixed(0)} MB/s); the same and one message more: ${two.toFixed(2)} ms (${((100 * two) / one).toFixed(1)}%)`,
  );
}

const [role, upstream] = positionals;
if (role !== undefined) await child(role, Number(upstream));
else {
  await requests();
  await looking();
  agent.destroy();
}
