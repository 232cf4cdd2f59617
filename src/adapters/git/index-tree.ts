import { entryId, type IndexFile } from './index-file.ts';
import { isContained, type RawPath } from './raw-path.ts';
import { formatTree, type ObjectFormat, objectId, type TreeEntry } from './tree-object.ts';

/** What stands at a path instead of what the index says; null when nothing does. */
export type Overlay = ReadonlyMap<RawPath, { readonly mode: string; readonly id: string } | null>;

/** A tree as an object of its own, with the new trees that it needs by id. */
export interface BuiltTree {
  readonly id: string;
  readonly objects: ReadonlyMap<string, Buffer>;
}

/**
 * The tree that a commit of the index would have, with the overlay laid over it. Folders that the index knows to be
 * unchanged are taken by id, so the cost follows the change and not the size of the repository.
 */
export function buildTree(index: IndexFile, overlay: Overlay, format: ObjectFormat): BuiltTree {
  const dirty = new Set<RawPath>(['']);
  for (const path of overlay.keys()) {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) dirty.add(path.slice(0, at));
  }
  const children = new Map<RawPath, TreeEntry[]>([['', []]]);
  const add = (path: RawPath, mode: string, id: string) => {
    const folder = parentOf(path);
    const name = folder === '' ? path : path.slice(folder.length + 1);
    const siblings = children.get(folder);
    if (siblings) siblings.push({ mode, name, id });
    else children.set(folder, [{ mode, name, id }]);
  };
  const whole = overlay.size === 0 ? index.trees.get('') : undefined;
  if (whole) return { id: whole.id, objects: new Map() };

  for (let at = 0; at < index.entries.length; ) {
    const entry = index.entries[at]!;
    const clean = topUnchanged(entry.path, index, dirty);
    if (clean !== undefined) {
      const tree = index.trees.get(clean)!;
      add(clean, '40000', tree.id);
      at += Math.max(1, tree.entries);
      continue;
    }
    at += 1;
    const path = entry.path.replace(/\/$/, '');
    if (entry.stage !== 0 || entry.intentToAdd || overlay.has(path) || !isContained(path)) continue;
    add(path, entry.mode, entryId(index, entry));
  }
  for (const [path, file] of overlay) if (file !== null) add(path, file.mode, file.id);

  // Every folder on the way down must be there, then trees are made from the deepest up.
  for (const folder of [...children.keys()]) {
    for (let up = folder; up !== '' && !children.has(parentOf(up)); up = parentOf(up)) children.set(parentOf(up), []);
  }
  const objects = new Map<string, Buffer>();
  const deepestFirst = [...children.keys()].sort((a, b) => depthOf(b) - depthOf(a));
  for (const folder of deepestFirst) {
    const entries = children.get(folder)!;
    if (folder === '') continue;
    if (entries.length > 0) add(folder, '40000', put(entries, format, objects));
  }
  return { id: put(children.get('')!, format, objects), objects };
}

/** The highest folder above the path that the index has a tree for and that nothing is laid over. */
function topUnchanged(path: RawPath, index: IndexFile, dirty: ReadonlySet<RawPath>): RawPath | undefined {
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    const folder = path.slice(0, at);
    if (!dirty.has(folder) && index.trees.has(folder)) return isContained(folder) ? folder : undefined;
  }
  return undefined;
}

function put(entries: readonly TreeEntry[], format: ObjectFormat, objects: Map<string, Buffer>): string {
  const bytes = formatTree(entries);
  const id = objectId('tree', bytes, format);
  objects.set(id, bytes);
  return id;
}

function parentOf(path: RawPath): RawPath {
  const at = path.lastIndexOf('/');
  return at < 0 ? '' : path.slice(0, at);
}

function depthOf(folder: RawPath): number {
  return folder === '' ? 0 : folder.split('/').length;
}
