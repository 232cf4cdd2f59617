import { builtinModules } from 'node:module';
import { z } from 'zod';
import { LOCK_FILES, type LockedPackage, packageName } from '../../../lib/lockfile.ts';
import { nearest } from '../../../lib/nearest.ts';
import { decodeText } from '../../../lib/text.ts';
import type { Repository } from '../../../model/ports.ts';
import { plain, quoted } from '../../../report/quoted.ts';
import type { Tool } from '../tool.ts';

const MOST_VERSIONS = 10;

const input = {
  ecosystem: z.enum(['npm', 'pypi', 'cargo', 'golang', 'gem', 'composer']),
  name: z.string().min(1).max(214).describe('The package as its registry names it.'),
};

const output = {
  known: z
    .enum(['built-in', 'locked-before', 'locked-by-this-change', 'not-known'])
    .describe(
      'built-in: part of the runtime. locked-before: a lock file of the commit that the change starts from names it. locked-by-this-change: only the work tree does, which proves nothing. not-known: no evidence here either way.',
    ),
  versions: z.array(z.string()).describe('Versions that are locked.'),
  near: z.string().nullable().describe('A package in use here with almost the same name: perhaps that one was meant.'),
  registryAsked: z.literal(false).describe('No registry is asked: nothing leaves the machine.'),
  looked: z.array(z.string()).describe('Lock files that were read.'),
};

/** What the repository itself can say of a package; it never claims that one exists in a registry. */
export const packageReal: Tool<typeof input, typeof output> = {
  name: 'package_real',
  title: 'Is this package real',
  description:
    'Whether a package is built in or already locked in this repository, and whether its name is almost that of one in use. It asks no registry: "not-known" means that you must look the package up yourself before adding it.',
  input,
  output,
  async answer({ ecosystem, name }, { open }, signal) {
    const wanted = packageName(ecosystem, name);
    if (ecosystem === 'npm' && builtinModules.includes(wanted.replace(/^node:/, ''))) {
      return answerOf({ known: 'built-in', versions: [], near: null, looked: [] }, name);
    }
    return open(signal, async ({ ports: { repository } }) => {
      const { change } = await repository.loadChange({ kind: 'default' }, signal);
      const before = change.base === null ? NOTHING : await lockedAt(repository, change.base, ecosystem, signal);
      const now = await lockedAt(repository, null, ecosystem, signal);
      const versions = (of: Locked) => of.packages.filter((one) => packageName(ecosystem, one.name) === wanted);
      const [old, fresh] = [versions(before), versions(now)];
      const known = old.length > 0 ? 'locked-before' : fresh.length > 0 ? 'locked-by-this-change' : 'not-known';
      const names = new Set(before.packages.map((one) => packageName(ecosystem, one.name)));
      names.delete(wanted);
      const near = old.length > 0 ? undefined : close(wanted, [...names]);
      const listed = [...new Set((old.length > 0 ? old : fresh).map(({ version }) => plain(version, 60)))];
      const looked = [...new Set([...before.files, ...now.files])];
      return answerOf(
        { known, versions: listed.slice(0, MOST_VERSIONS), near: near === undefined ? null : plain(near, 214), looked },
        name,
      );
    });
  },
};

type Value = Omit<z.input<z.ZodObject<typeof output>>, 'registryAsked'>;

const SENTENCES: Readonly<Record<Value['known'], string>> = {
  'built-in': 'is part of the runtime: it needs no package, and a package of that name would be somebody else’s.',
  'locked-before': 'is locked in this repository since before this change.',
  'locked-by-this-change':
    'is locked only by the change itself, which proves nothing: look it up before it is installed.',
  'not-known': 'is not known here, which says nothing about a registry: look it up before it is installed.',
};

function answerOf(value: Value, name: string): { text: string; value: z.input<z.ZodObject<typeof output>> } {
  const near = value.near === null ? '' : ` A package in use here has almost that name: ${quoted(value.near)}.`;
  const looked = value.looked.length === 0 ? ' No lock file was found.' : '';
  const tail = value.known === 'built-in' ? '' : `${near}${looked} No registry was asked.`;
  return { text: `${quoted(name)} ${SENTENCES[value.known]}${tail}`, value: { ...value, registryAsked: false } };
}

/** Within two edits, and never for short names, where everything is near. */
function close(wanted: string, names: readonly string[]): string | undefined {
  return wanted.length < 4 ? undefined : nearest(wanted.slice(0, 100), names);
}

interface Locked {
  readonly packages: readonly LockedPackage[];
  readonly files: readonly string[];
}

const NOTHING: Locked = { packages: [], files: [] };

/** What the lock files at the top of the repository name, at a commit or (null) in the work tree. */
async function lockedAt(
  repository: Repository,
  revision: string | null,
  ecosystem: string,
  signal: AbortSignal,
): Promise<Locked> {
  const packages: LockedPackage[] = [];
  const files: string[] = [];
  for (const file of LOCK_FILES) {
    if (file.ecosystem !== ecosystem) continue;
    const content = await repository.readAt(revision, file.path, signal);
    const decoded = content !== null && 'bytes' in content ? decodeText(content.bytes) : null;
    if (decoded === null || !('text' in decoded)) continue;
    files.push(file.path);
    packages.push(...file.read(decoded.text));
  }
  return { packages, files };
}
