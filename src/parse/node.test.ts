import { beforeAll, describe, expect, it } from 'vitest';
import { fileGrammars } from '../adapters/grammars/files.ts';
import { SyntaxNode } from './node.ts';
import { createParser } from './parser.ts';

describe('SyntaxNode', () => {
  let root: SyntaxNode;
  beforeAll(async () => {
    const tree = await createParser(fileGrammars()).parse('def f(a, b=1):\n    return g(a, b)\n', 'python');
    if ('unparsed' in tree) throw new Error(tree.unparsed);
    root = new SyntaxNode(tree, 0);
  });
  const first = (kind: string): SyntaxNode => {
    const [node] = root.descendants(kind);
    if (node === undefined) throw new Error(kind);
    return node;
  };

  it('finds children by field and by position', () => {
    const call = first('call');
    expect(call.child('function')?.text).toBe('g');
    expect(call.child('no such field')).toBeNull();
    expect(call.namedChild(1)?.kind).toBe('argument_list');
    expect(call.namedChild(2)).toBeNull();
    expect(first('parameters').children.map((child) => child.text)).toEqual(['(', 'a', ',', 'b=1', ')']);
    expect(call.childrenOf('arguments').map((child) => child.text)).toEqual(['(a, b)']);
    expect(call.child('arguments')?.fieldName).toBe('arguments');
    expect(call.fieldName).toBe('');
  });

  it('steps between siblings and knows where they end', () => {
    const parameters = first('parameters').namedChildren;
    expect(parameters[0]?.next?.next?.equals(parameters[1] ?? null)).toBe(true);
    expect(parameters[1]?.previous?.previous?.equals(parameters[0] ?? null)).toBe(true);
    expect(parameters[1]?.next?.next).toBeNull();
    expect(first('parameters').previous?.text).toBe('f');
    expect(first('block').previous?.text).toBe(':');
    expect(root.next).toBeNull();
    expect(root.previous).toBeNull();
  });

  it('finds what stands around and below', () => {
    const call = first('call');
    expect(call.ancestor('function_definition', 'class_definition')?.child('name')?.text).toBe('f');
    expect(call.ancestor('class_definition')).toBeNull();
    expect([...call.ancestors()].at(-1)?.equals(root)).toBe(true);
    expect([...call.descendants('identifier')].map((node) => node.text)).toEqual(['g', 'a', 'b']);
    expect([...call.descendants()].length).toBe(7);
  });
});
