import type { Tree } from 'web-tree-sitter';
import { allocate, type FlatArrays } from './flat.ts';

/**
 * The same arrays through the public cursor: slower, but right whatever the memory layout, so it is the fallback and the
 * yardstick. `errorKind` stands in for the parser's own id of ERROR nodes.
 */
export function flattenByCursor(tree: Tree, errorKind: number): FlatArrays {
  const root = tree.rootNode;
  const out = allocate(root.descendantCount);
  const { kind, parent, start, end, field, last, errors } = out;
  const cursor = root.walk();
  try {
    let nodes = 0;
    let around = -1;
    for (;;) {
      const node = nodes++;
      kind[node] = Math.min(cursor.nodeTypeId, errorKind);
      parent[node] = around;
      start[node] = cursor.startIndex;
      end[node] = cursor.endIndex;
      field[node] = cursor.currentFieldId;
      if (kind[node] === errorKind || cursor.nodeIsMissing) errors.push({ start: start[node]!, end: end[node]! });
      if (cursor.gotoFirstChild()) {
        around = node;
        continue;
      }
      last[node] = nodes;
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return out;
        last[around] = nodes;
        around = parent[around]!;
      }
    }
  } finally {
    cursor.delete();
  }
}
