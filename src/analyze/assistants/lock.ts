import { canonicalJson } from '../../lib/canonical-json.ts';
import { sha256 } from '../../lib/hash.ts';
import { objectOf, parseJsonWithComments } from './json-with-comments.ts';
import { serversIn } from './servers.ts';
import { hooksIn } from './settings.ts';

/** Where the digests of looked-at tools stand, from the top of the repository. */
export const LOCK_PATH = '.countersign/tools.lock.json';

/** Instructions that are loaded by name: a skill with its folder's files, a command, an agent. */
const LOADED = /(?:^|\/)(?:skills\/.*|\.[\w-]+\/(?:commands|agents|prompts)\/.*)\.(?:md|toml|py|sh|js|ts)$/;

/** The digest of each tool that a file defines, by a name that says what and where it is. */
export function pinsOf(path: string, text: string): ReadonlyMap<string, string> {
  const pins = new Map<string, string>();
  for (const { name, definition } of serversIn(path, text)) pins.set(`server ${path} ${name}`, sha256(definition));
  if (/\.jsonc?$/.test(path)) {
    const hooks = hooksIn(text);
    if (hooks.length > 0) pins.set(`hooks ${path}`, sha256(canonicalJson(hooks)));
  }
  if (LOADED.test(path)) pins.set(`instructions ${path}`, sha256(text));
  return pins;
}

/** The pins of a lock file; null where there is none that can be read. */
export function lockedIn(text: string | undefined): ReadonlyMap<string, string> | null {
  if (text === undefined) return null;
  const root = objectOf(parseJsonWithComments(text));
  if (root.version !== 1) return null;
  const pins = Object.entries(objectOf(root.pins));
  return new Map(pins.filter((pin): pin is [string, string] => typeof pin[1] === 'string'));
}

/** The lock file's text: sorted, so that it changes only where a tool does. */
export function lockText(pins: ReadonlyMap<string, string>): string {
  const sorted = Object.fromEntries([...pins].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: 1, pins: sorted }, null, 2)}\n`;
}
