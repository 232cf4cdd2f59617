import { canonicalJson } from '../../lib/canonical-json.ts';
import { type JsonObject, objectOf, parseJsonWithComments, textsOf } from './json-with-comments.ts';

/** A tool server as a configuration file starts or calls it. */
export interface Server {
  readonly name: string;
  readonly path: string;
  /** The command with its arguments, or the address. */
  readonly launch: string;
  readonly transport: 'stdio' | 'http';
  /** Everything that decides what runs, without the values of the environment. */
  readonly definition: string;
  /** Where the name stands in the file. */
  readonly start: number;
  readonly end: number;
}

/** Keys of the object in which servers stand, with what is asked of the file's name. */
const PLACES: readonly (readonly [keys: readonly string[], path: RegExp])[] = [
  [['mcpServers'], /./],
  [['mcp', 'servers'], /./],
  [['servers'], /(?:^|\/)\.?mcp\.json$/],
  [['context_servers'], /./],
  [['mcp'], /(?:^|\/)(?:opencode|crush)\.jsonc?$/],
];
const MOST = 500;

/** The tool servers of a configuration file in JSON, or of Codex in TOML; nothing where the text is neither. */
export function serversIn(path: string, text: string): Server[] {
  if (path.endsWith('.toml')) return tomlServers(path, text);
  if (!/\.(?:json|jsonc)$/.test(path) || !/servers|"mcp"/i.test(text)) return [];
  const root = objectOf(parseJsonWithComments(text));
  const servers: Server[] = [];
  for (const [keys, form] of PLACES) {
    if (!form.test(path)) continue;
    const table = keys.reduce<JsonObject>((at, key) => objectOf(Object.hasOwn(at, key) ? at[key] : undefined), root);
    for (const [name, value] of Object.entries(table).slice(0, MOST)) {
      const server = objectOf(value);
      const command = typeof server.command === 'string' ? [server.command] : textsOf(server.command);
      const address = [server.url, server.serverUrl, server.httpUrl].find((one) => typeof one === 'string');
      if (command.length === 0 && address === undefined) continue;
      const launch = address === undefined ? [...command, ...textsOf(server.args)].join(' ') : String(address);
      servers.push(serverOf(path, text, name, launch, address !== undefined, Object.keys(objectOf(server.env))));
    }
  }
  return servers;
}

function serverOf(path: string, text: string, name: string, launch: string, isHttp: boolean, env: string[]): Server {
  const at = Math.max(0, text.indexOf(path.endsWith('.toml') ? name : JSON.stringify(name)));
  const length = path.endsWith('.toml') ? name.length : JSON.stringify(name).length;
  const transport = isHttp ? 'http' : 'stdio';
  const definition = canonicalJson({ transport, launch, env: env.sort() });
  return { name, path, launch, transport, definition, start: at, end: Math.min(text.length, at + length) };
}

/** `[mcp_servers.name]` with `command`, `args` and `url`: the few forms that Codex reads, line by line. */
function tomlServers(path: string, text: string): Server[] {
  const servers: Server[] = [];
  const sections = text.split(/^(?=[ \t]*\[)/m);
  for (const section of sections.slice(0, MOST)) {
    const name = /^[ \t]*\[mcp_servers\.["']?([^\]"'.]{1,100})["']?\]/.exec(section)?.[1];
    if (name === undefined) continue;
    const value = (key: string) =>
      new RegExp(`^[ \\t]*${key}[ \\t]*=[ \\t]*["']([^"'\\n]{1,400})["']`, 'm').exec(section)?.[1];
    const args = /^[ \t]*args[ \t]*=[ \t]*\[([^\]]{0,2000})\]/m.exec(section)?.[1] ?? '';
    const address = value('url');
    const command = value('command');
    if (address === undefined && command === undefined) continue;
    const parts = [...args.matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].map((arg) => arg[1] ?? arg[2]!);
    servers.push(serverOf(path, text, name, address ?? [command!, ...parts].join(' '), address !== undefined, []));
  }
  return servers;
}
