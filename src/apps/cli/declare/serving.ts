import type { Declaration } from '../program.ts';

/** Declares `mcp`. */
export function declareServing({ root, globals, run }: Declaration): void {
  root
    .command('mcp')
    .description('Answer coding agents over stdio (Model Context Protocol): the same judgement, read only.')
    .addHelpText('after', '\nExample:\n  countersign -C ~/src/shop mcp')
    .action(() =>
      run(async () => {
        const { serveMcp } = await import('../../mcp/main.ts');
        const { cwd, terminal } = globals();
        await serveMcp(cwd, terminal.env, terminal.signal);
        return 0;
      }),
    );
}
