#!/usr/bin/env node
// The one bin: picks an app and pays only for that one.
const { main } = await import('./apps/cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
