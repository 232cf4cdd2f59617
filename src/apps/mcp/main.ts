import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createBench } from '../session/open.ts';
import { createDesk } from './desk.ts';
import { createServer } from './server.ts';

/**
 * Serves coding agents over stdin and stdout until the client closes them or `signal` is aborted. `folder` is absolute; the
 * repository around it is opened at each question, so a server may be started before there is one.
 */
export async function serveMcp(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<void> {
  const bench = createBench(env);
  const server = createServer(createDesk(folder, bench, env));
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.connect(new StdioServerTransport());
  await closed;
  await server.close();
  await bench.analysts.close();
}
