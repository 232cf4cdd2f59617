import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { GRAMMAR_FILES } from '../src/adapters/grammars/files.ts';
import { copyGrammars } from './grammars.ts';

/** Bundles the product into dist/: one lazily loaded chunk per app, so that `--help` pays for nothing else. */
const root = join(import.meta.dirname, '..');
const out = join(root, 'dist');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** What the hook of an assistant imports only when it is needed, by the name under which it is built. */
const HOOK_PARTS: Readonly<Record<string, string>> = {
  'hook-git': 'src/apps/hook/git.ts',
  'hook-stop': 'src/apps/hook/stop.ts',
  'hook-changed-paths': 'src/adapters/record/changed-paths.ts',
};
const names = {
  __COUNTERSIGN_VERSION__: JSON.stringify(version),
  __COUNTERSIGN_BUILD__: JSON.stringify(sourceDigest()),
};

rmSync(out, { recursive: true, force: true });
const result = await build({
  absWorkingDir: root,
  entryPoints: {
    main: 'src/main.ts',
    thread: 'src/apps/thread/main.ts',
    'gateway-thread': 'src/apps/gateway/thread.ts',
    ...HOOK_PARTS,
  },
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  metafile: true,
  chunkNames: '[name]-[hash]',
  define: names,
  // Bundled CommonJS packages call require for Node's own modules.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  logLevel: 'warning',
});

await build({
  absWorkingDir: root,
  entryPoints: { hook: 'src/apps/hook/start.ts' },
  outdir: out,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  define: names,
  logLevel: 'warning',
  plugins: [
    {
      name: 'parts of the hook',
      setup(hook) {
        hook.onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
          const source = relative(root, join(resolveDir, path)).replaceAll('\\', '/');
          const part = Object.keys(HOOK_PARTS).find((name) => HOOK_PARTS[name] === source);
          return kind === 'dynamic-import' && part !== undefined ? { path: `./${part}.js`, external: true } : undefined;
        });
      },
    },
  ],
});

const packages = new Set(GRAMMAR_FILES.map(({ packaged }) => packaged.split('/', 1)[0]!));
for (const input of Object.keys(result.metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found !== null) packages.add(found[1]!);
}
writeFileSync(join(out, 'THIRD-PARTY-LICENSES.txt'), notices([...packages].sort()));
copyGrammars(out);
if (existsSync(join(root, 'schemas'))) cpSync(join(root, 'schemas'), join(out, 'schemas'), { recursive: true });

/** The licence texts of what is bundled: their authors ask for no more than to be named. */
function notices(names: readonly string[]): string {
  const parts = names.map((name) => {
    const folder = join(root, 'node_modules', name);
    const meta = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      version: string;
      license?: string;
    };
    const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8');
    return `${name} ${meta.version} (${meta.license ?? 'see text'})\n\n${text.trim()}\n`;
  });
  return parts.join(`\n${'-'.repeat(78)}\n\n`);
}

/** What the bundle is made from, by content: two builds of the same sources are the same build. */
function sourceDigest(): string {
  const hash = createHash('sha256');
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).sort();
  for (const file of files) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    hash.update(`${file}\0`).update(readFileSync(join(root, 'src', file)));
  }
  return hash.update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
}
