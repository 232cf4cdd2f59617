import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { afterAll, expect, test } from 'vitest';
import { createDesk } from '../../src/apps/mcp/desk.ts';
import { createServer } from '../../src/apps/mcp/server.ts';
import { createBench } from '../../src/apps/session/open.ts';
import { canary, TRAPS, victim } from '../git/hostile.ts';

const bench = createBench({});
afterAll(() => bench.analysts.close());

const QUESTIONS: readonly (readonly [string, Record<string, unknown>])[] = [
  ['check_change', {}],
  ['check_change', { staged: true }],
  ['policy_here', { path: 'a.ts' }],
  ['who_wrote', { path: 'a.ts' }],
  ['package_real', { ecosystem: 'npm', name: 'express' }],
  ['review_plan', { range: 'HEAD~1..HEAD' }],
];

test.each(TRAPS.map((trap) => [trap.name, trap] as const))('no question runs anything: %s', async (_, trap) => {
  const repository = victim();
  const bird = canary();
  trap.set(repository, bird);
  bird.hush();
  const [near, far] = InMemoryTransport.createLinkedPair();
  const server = createServer(createDesk(repository.path, bench, {}));
  const client = new Client({ name: 'test', version: '1' });
  await Promise.all([server.connect(near), client.connect(far)]);
  for (const [name, args] of QUESTIONS) {
    const answer = await client.callTool({ name, arguments: args });
    // A repository that cannot be read is answered by a sentence; what counts is that nothing of it ran.
    expect((answer.content as unknown[]).length, name).toBe(1);
    expect(bird.sang(), name).toBe(false);
  }
  await client.close();
});
