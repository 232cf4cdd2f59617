import { InvalidArgumentError } from 'commander';
import type { Declaration } from '../program.ts';

interface Options {
  readonly host?: string;
  readonly port?: number;
  readonly upstream: readonly string[];
  readonly config?: string;
  readonly checkConfig?: boolean;
  readonly record?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly clientCa?: string;
  readonly upstreamCa?: string;
  readonly drainSeconds: number;
}

/** Declares `gateway`. */
export function declareGateway({ root, globals, run }: Declaration): void {
  root
    .command('gateway')
    .description('Stand between assistants and model providers: hide secrets on the way out, put them back in answers.')
    .option('--port <n>', 'port to listen on (default 8787; 0 takes a free one)', wholeNumber)
    .option('--host <address>', 'address to listen on (default 127.0.0.1)')
    .option('--upstream <name=url>', 'where a provider is; repeatable', (pair, all: string[]) => [...all, pair], [])
    .option('--config <file>', 'policy file with a gateway part (default countersign.yaml)')
    .option('--check-config', 'say whether the policy file can be used, and end')
    .option('--record <file>', 'where the record of requests is kept, without content')
    .option('--tls-cert <file>', 'certificate of the gateway, PEM')
    .option('--tls-key <file>', 'its key, PEM')
    .option('--client-ca <file>', 'authority whose client certificates are believed, PEM')
    .option('--upstream-ca <file>', 'further authority to trust in providers, PEM')
    .option('--drain-seconds <n>', 'how long requests under way may take at the end', wholeNumber, 30)
    .addHelpText(
      'after',
      '\nExample:\n  countersign gateway --port 8787 --upstream anthropic=https://api.anthropic.com',
    )
    .action((options: Options) =>
      run(async () => {
        const { serveGateway } = await import('../../gateway/main.ts');
        const { cwd, terminal } = globals();
        return serveGateway(options, { ...terminal, cwd });
      }),
    );
}

function wholeNumber(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535)
    throw new InvalidArgumentError('Give a whole number from 0 to 65535.');
  return Number(value);
}
