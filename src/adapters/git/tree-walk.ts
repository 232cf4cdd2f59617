import type { RawPath } from './raw-path.ts';
import { objectOf, type Session } from './session.ts';
import { parseTree, type TreeEntry } from './tree-object.ts';

/** What a tree has at a path, found component by component, so that no character of a name has a meaning to git. */
export async function entryAt(
  session: Session,
  treeish: string,
  path: RawPath,
  signal: AbortSignal,
): Promise<TreeEntry | undefined> {
  const format = session.configuration.objectFormat;
  let folder = `${treeish}^{tree}`;
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  const root = await objectOf(session, folder, 'tree', signal);
  if (!root) return undefined;
  let found: TreeEntry = { mode: '40000', name: '', id: root.id };
  let tree: typeof root | undefined = root;
  for (const name of names) {
    const entry: TreeEntry | undefined = tree && parseTree(tree.bytes, format).find((each) => each.name === name);
    if (!entry) return undefined;
    found = entry;
    folder = entry.id;
    tree = entry.mode === '40000' ? await objectOf(session, folder, 'tree', signal) : undefined;
  }
  return found;
}
