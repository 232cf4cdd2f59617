import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

/** Wall time of each question to a warm `countersign mcp`, over the built bundle: median and worst of a number of calls. */
const { values } = parseArgs({
  options: { repo: { type: 'string' }, calls: { type: 'string', default: '20' }, path: { type: 'string' } },
});
if (values.repo === undefined || values.path === undefined) {
  throw new Error('usage: npx tsx bench/mcp.ts --repo PATH --path FILE [--calls N]   (npm run build first)');
}
const main = new URL('../dist/main.js', import.meta.url).pathname;
const client = new Client({ name: 'bench', version: '1' });
const started = performance.now();
await client.connect(new StdioClientTransport({ command: process.execPath, args: [main, '-C', values.repo, 'mcp'] }));
console.log(`start ${Math.round(performance.now() - started)} ms, ${cpus().length} cores`);
const questions: readonly (readonly [string, Record<string, unknown>])[] = [
  ['check_change', { range: 'HEAD~1..HEAD' }],
  ['explain_rule', { rule: 'security/tls-verification-off' }],
  ['policy_here', { path: values.path }],
  ['who_wrote', { path: values.path }],
  ['package_real', { ecosystem: 'npm', name: 'left-pad' }],
  ['review_plan', { range: 'HEAD~1..HEAD' }],
];
for (const [name, args] of questions) {
  const times: number[] = [];
  for (let call = 0; call <= Number(values.calls); call++) {
    const from = performance.now();
    const answer = await client.callTool({ name, arguments: args });
    if (answer.isError) throw new Error(`${name}: ${JSON.stringify(answer.content)}`);
    times.push(performance.now() - from);
  }
  const [cold, ...warm] = times;
  warm.sort((a, b) => a - b);
  const [median, worst] = [warm[warm.length >> 1]!, warm.at(-1)!].map(Math.round);
  console.log(`${name}: cold ${Math.round(cold!)} ms, warm median ${median} ms, worst ${worst} ms`);
}
await client.close();
