import type { ParsedLanguage } from '../model/language.ts';
import type { TreeParser } from './analyze.ts';

/** Text (UTF-16 units) whose trees are kept: a change of ordinary size, so that a scan holds no more than that either. */
const MOST_KEPT = 1_000_000;

type Parsed = Awaited<ReturnType<TreeParser['parse']>>;

/** A parser that remembers its latest trees: in a change, the flow engine asks for the same files as the rules did. */
export function keepRecentTrees(parser: TreeParser, mostKept = MOST_KEPT): TreeParser {
  const kept = new Map<string, Parsed>();
  let size = 0;
  return {
    async parse(text: string, language: ParsedLanguage) {
      const key = `${language} ${text}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const tree = await parser.parse(text, language);
      if ('unparsed' in tree || key.length > mostKept) return tree;
      kept.set(key, tree);
      size += key.length;
      for (const oldest of kept.keys()) {
        if (size <= mostKept) break;
        kept.delete(oldest);
        size -= oldest.length;
      }
      return tree;
    },
  };
}
