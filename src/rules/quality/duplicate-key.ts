import { keyName } from '../../analyze/pattern/call.ts';
import { inJavaScript, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

const MOST_KEYS = 2000;

export default defineRule({
  id: 'quality/duplicate-key',
  title: 'Key that is written twice',
  level: 'warning',
  why: 'The last one silently wins: the first value was meant for something, and is lost.',
  fix: 'Keep one, or give the other the name that was meant.',
  cwe: [],
  languages: [...JAVASCRIPT, 'python'],
  detect: nodes({ ...inJavaScript('object'), python: ['dictionary'] }, (node, context) => {
    const seen = new Set<string>();
    for (const pair of node.namedChildren.slice(0, MOST_KEYS)) {
      // What is spread in between may be meant to be overridden.
      if (pair.kind === 'spread_element' || pair.kind === 'dictionary_splat') seen.clear();
      const key =
        pair.kind === 'pair' ? pair.child('key') : pair.kind === 'shorthand_property_identifier' ? pair : null;
      if (!key || key.kind === 'computed_property_name' || (node.kind === 'dictionary' && key.kind !== 'string'))
        continue;
      const name = key === pair ? key.text : keyName(key);
      if (name === undefined || name === '__proto__') continue;
      if (seen.has(name))
        context.report({ start: key.start, end: key.end, message: `Key \`${name.slice(0, 60)}\` is written twice` });
      seen.add(name);
    }
    return false;
  }),
  bad: [
    'const limits = { day: 1, week: 7, «day»: 2 };',
    'const limits = { day, "week": 7, «"day"»: 2 };',
    { after: { 'limits.py': 'limits = {"day": 1, "week": 7, «"day"»: 2}\n' } },
  ],
  good: [
    'const limits = { day: 1, ...more, day: 2 };\nconst other = { [day]: 1, [week]: 2, get day() { return 1; }, set day(v) {} };',
    'const outer = { a: { b: 1 }, b: 2 };',
    { after: { 'limits.py': 'limits = {"day": 1, day: 2, **more, "day": 3}\n' } },
  ],
});
