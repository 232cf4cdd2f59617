import type { Declaration } from '../program.ts';

/** Declares `mcp` and `lsp`. */
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
  root
    .command('lsp')
    .description('Answer an editor over stdio (Language Server Protocol): findings as you type, authors on hover.')
    .option('--stdio', 'accepted and not needed: there is no other way')
    .addHelpText('after', '\nExample:\n  countersign lsp --stdio')
    .action(() =>
      run(async () => {
        const { serveLsp } = await import('../../lsp/main.ts');
        const { terminal } = globals();
        await serveLsp(terminal.env, terminal.signal);
        return 0;
      }),
    );
}
