import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Git, gitFailure } from './process.ts';
import { readSmallFile } from './small-file.ts';

const CONFIGURATION_CAP = 4 * 1024 * 1024;
const MAX_BRANCHES = 2000;

/** What we take from the repository's configuration, and all that we take: data, never a program or a path to run. */
export interface Configuration {
  readonly objectFormat: 'sha1' | 'sha256';
  readonly refStorage: string;
  readonly bare: boolean;
  readonly autocrlf: 'true' | 'false' | 'input';
  readonly eol: 'lf' | 'crlf' | 'native';
  readonly fileMode: boolean;
  readonly symlinks: boolean;
  readonly ignoreCase: boolean;
  /** The clone left objects on the server. */
  readonly partialClone: boolean;
  readonly branches: ReadonlyMap<string, { readonly remote: string; readonly merge: string }>;
  /** Fetch refspecs by remote: how a branch over there is called here. */
  readonly fetch: ReadonlyMap<string, readonly string[]>;
  /** The user's own list of ignored files, never the repository's choice. */
  readonly excludesFile?: string;
}

/** Reads the repository's file as data, and of the user's own files line endings and ignored files only. */
export async function readConfiguration(git: Git, file: string, signal: AbortSignal): Promise<Configuration> {
  const [own, user] = await Promise.all([
    listing(git, readSmallFile(file, CONFIGURATION_CAP), "The repository's configuration cannot be read", signal),
    userListing(git, signal),
  ]);
  const last = (key: string, from: readonly Entry[] = own) => from.findLast((entry) => entry.key === key)?.value;
  const either = (key: string) => last(key) ?? last(key, user);
  const autocrlf = either('core.autocrlf')?.toLowerCase();
  const eol = either('core.eol')?.toLowerCase();
  const excludesFile = userExcludes(last('core.excludesfile', user));
  return {
    objectFormat: last('extensions.objectformat')?.toLowerCase() === 'sha256' ? 'sha256' : 'sha1',
    refStorage: /^[a-z]+$/.exec(last('extensions.refstorage')?.toLowerCase() ?? '')?.[0] ?? 'files',
    bare: isTrue(last('core.bare'), false),
    autocrlf: autocrlf === 'input' ? 'input' : isTrue(autocrlf, false) ? 'true' : 'false',
    eol: eol === 'lf' || eol === 'crlf' ? eol : 'native',
    fileMode: isTrue(last('core.filemode'), true),
    symlinks: isTrue(last('core.symlinks'), true),
    ignoreCase: isTrue(last('core.ignorecase'), false),
    partialClone: own.some(
      ({ key, value }) =>
        key === 'extensions.partialclone' || (/^remote\..*\.promisor$/s.test(key) && isTrue(value, false)),
    ),
    ...refNames(own),
    ...(excludesFile === undefined ? {} : { excludesFile }),
  };
}

interface Entry {
  /** Section and variable in lower case, a subsection as written. */
  readonly key: string;
  readonly value: string | undefined;
}

async function listing(
  git: Git,
  bytes: Buffer | undefined,
  complaint: string,
  signal: AbortSignal,
): Promise<readonly Entry[]> {
  if (bytes === undefined || bytes.length === 0) return [];
  // From standard input, so that nothing but these bytes can be read.
  const args = ['config', '--file', '-', '--no-includes', '--list', '-z'];
  const result = await git.run(args, { signal, input: bytes });
  if (result.code !== 0) throw gitFailure(complaint, result);
  return result.output
    .toString('utf8')
    .split('\0')
    .filter((text) => text !== '')
    .map((text) => {
      const end = text.indexOf('\n');
      return end < 0 ? { key: text, value: undefined } : { key: text.slice(0, end), value: text.slice(end + 1) };
    });
}

/** A process is started only where the user's file speaks of what we want to know. */
async function userListing(git: Git, signal: AbortSignal): Promise<readonly Entry[]> {
  const home = homedir();
  const files = ['/etc/gitconfig', join(configurationHome(home), 'git', 'config'), join(home, '.gitconfig')];
  const wanted = files
    .map((file) => readSmallFile(file, CONFIGURATION_CAP))
    .filter((bytes) => bytes !== undefined && /autocrlf|eol|excludesfile/i.test(bytes.toString('latin1')));
  const lists = await Promise.all(
    wanted.map((bytes) => listing(git, bytes, 'Your git configuration cannot be read', signal)),
  );
  return lists.flat();
}

function userExcludes(named: string | undefined): string | undefined {
  const home = homedir();
  const path = named?.replace(/^~(?=\/)/, () => home) ?? join(configurationHome(home), 'git', 'ignore');
  return isPlain(path) && readSmallFile(path, CONFIGURATION_CAP) !== undefined ? path : undefined;
}

function configurationHome(home: string): string {
  return process.env.XDG_CONFIG_HOME || join(home, '.config');
}

function refNames(entries: readonly Entry[]): Pick<Configuration, 'branches' | 'fetch'> {
  const halves = new Map<string, { remote?: string; merge?: string }>();
  const fetch = new Map<string, string[]>();
  for (const { key, value } of entries) {
    const [, section, name, variable] = /^(branch|remote)\.(.*)\.(remote|merge|fetch)$/s.exec(key) ?? [];
    if (name === undefined || value === undefined || !isPlain(name) || !isPlain(value)) continue;
    if (section === 'branch' && variable !== 'fetch' && (halves.has(name) || halves.size < MAX_BRANCHES)) {
      halves.set(name, { ...halves.get(name), [variable as 'remote' | 'merge']: value });
    }
    if (section === 'remote' && variable === 'fetch') fetch.set(name, [...(fetch.get(name) ?? []), value]);
  }
  const branches = new Map<string, { remote: string; merge: string }>();
  for (const [name, { remote, merge }] of halves) if (remote && merge) branches.set(name, { remote, merge });
  return { branches, fetch };
}

/** Nothing that could end a line of the configuration file that we write. */
function isPlain(text: string): boolean {
  for (const character of text) if (character < ' ' || character === '\x7f') return false;
  return true;
}

function isTrue(value: string | undefined, absent: boolean): boolean {
  if (value === undefined) return absent;
  return ['true', 'yes', 'on', '1'].includes(value.toLowerCase());
}
