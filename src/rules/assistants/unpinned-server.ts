import { defineRule } from '../../analyze/rule.ts';
import { SETTINGS_FILES } from './files.ts';

/** A runner that fetches what it runs, with its arguments, in JSON or TOML. */
const RUNNER =
  /["']?command["']?\s{0,4}[:=]\s{0,4}["'](npx|uvx|bunx|pnpx|pipx|npx\.cmd)["'][^\]{}]{0,400}?["']?args["']?\s{0,4}[:=]\s{0,4}\[([^\][{}]{1,1000})\]/g;
/** Options that take a value of their own. */
const WITH_VALUE = new Set(['--from', '--package', '-p', '--with', '--python', '--registry', '--index-url']);

/** The package that is fetched: the first argument that is no option, or what `--from` and `--package` name. */
function packageOf(args: readonly { text: string; start: number }[]): { text: string; start: number } | null {
  for (let i = 0; i < args.length; i++) {
    const { text } = args[i]!;
    if (text === '--from' || text === '--package' || text === '-p') return args[i + 1] ?? null;
    if (WITH_VALUE.has(text)) i++;
    else if (!text.startsWith('-') && text !== 'run' && text !== 'dlx') return args[i]!;
  }
  return null;
}

/** A version, a commit or a place on this machine: the same bytes tomorrow. */
function isPinned(name: string): boolean {
  if (/^(?:\.{0,2}\/|file:|\$\{|[a-z]:\\)/i.test(name)) return true;
  return /(?:.@|==)v?\d+\.\d+|@[0-9a-f]{7,40}$|#[0-9a-f]{7,40}$|\.(?:whl|tgz|tar\.gz)(?:#|$)/i.test(name);
}

export default defineRule({
  id: 'assistants/unpinned-server',
  title: 'A tool server is fetched in whatever version is newest',
  level: 'warning',
  why: 'A new release of the package, also a stolen one, runs on every machine the next time the assistant starts.',
  fix: 'Name the version: `package@1.4.2`, `package==1.4.2`.',
  cwe: [1357, 829],
  languages: 'any',
  paths: SETTINGS_FILES,
  inTests: true,
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: ['npx', 'uvx', 'bunx', 'pnpx', 'pipx'],
    scan(context) {
      for (const match of context.text.matchAll(RUNNER)) {
        const from = match.index + match[0].length - match[2]!.length - 1;
        const args = [...match[2]!.matchAll(/"([^"\n]{0,300})"|'([^'\n]{0,300})'/g)].map((arg) => ({
          text: arg[1] ?? arg[2] ?? '',
          start: from + arg.index + 1,
        }));
        const name = packageOf(args);
        if (name === null || isPinned(name.text)) continue;
        context.report({ start: name.start, end: name.start + name.text.length, confidence: 'likely' });
      }
    },
  },
  bad: [
    { after: { '.mcp.json': '{"mcpServers":{"fs":{"command":"npx","args":["-y","«@acme/server-files»","."]}}}' } },
    {
      after: {
        '.cursor/mcp.json': '{"mcpServers":{"git":{"command":"uvx","args":["--from","«acme-git@latest»","serve"]}}}',
      },
    },
    { after: { '.codex/config.toml': '[mcp_servers.x]\ncommand = "npx"\nargs = ["-y", "«some-server»"]\n' } },
  ],
  good: [
    { after: { '.mcp.json': '{"mcpServers":{"fs":{"command":"npx","args":["-y","@acme/server-files@2.1.0","."]}}}' } },
    {
      after: {
        '.mcp.json':
          '{"mcpServers":{"g":{"command":"uvx","args":["acme-git==1.4.2"]},"n":{"command":"node","args":["a.js"]}}}',
      },
    },
    {
      after: {
        '.mcp.json': '{"mcpServers":{"own":{"command":"npx","args":["tsx","./tools/server.ts"]}}}'.replace(
          '"tsx",',
          '"-y","./",',
        ),
      },
    },
  ],
});
