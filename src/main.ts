#!/usr/bin/env node
// The one bin: picks an app and pays only for that one.
import { setFlagsFromString } from 'node:v8';

// A check lasts about a second: compiling what ran a few times for speed costs more there than it ever gives back. What
// really runs often is still compiled so, four times as late.
setFlagsFromString('--interrupt-budget=500000');

const [first, ...rest] = process.argv.slice(2);
if (first === 'hook') {
  const { main } = await import('./apps/hook/main.ts');
  process.exitCode = await main(rest);
} else {
  const { main } = await import('./apps/cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
