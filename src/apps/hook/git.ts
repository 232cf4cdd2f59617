import { CountersignError } from '../../model/error.ts';
import { prePush } from './pre-push.ts';

/** `countersign hook git <name> …`, with git's arguments and stdin. */
export async function gitHook(args: readonly string[]): Promise<number> {
  const [name, remote = 'origin'] = args;
  if (name !== 'pre-push') {
    throw new CountersignError(
      'usage/bad-argument',
      `There is no git hook ${JSON.stringify(name ?? '')}; try pre-push.`,
    );
  }
  if (process.stdin.isTTY === true) {
    const sentence =
      'git starts this hook at a push and tells it on stdin what is pushed; run `countersign check` instead.';
    throw new CountersignError('usage/bad-argument', sentence);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return prePush(process.cwd(), remote, Buffer.concat(chunks).toString('utf8'));
}
