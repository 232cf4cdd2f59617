#!/usr/bin/env node
// The one bin: picks an app and pays only for that one.
const [first, ...rest] = process.argv.slice(2);
if (first === 'hook') {
  const { main } = await import('./apps/hook/main.ts');
  process.exitCode = await main(rest);
} else {
  const { main } = await import('./apps/cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
