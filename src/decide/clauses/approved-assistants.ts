import { compileGlobs } from '../../lib/glob.ts';
import type { Attribution } from '../../model/attribution.ts';
import { TIERS } from '../../model/policy.ts';
import { defineClause } from '../clause.ts';
import { isWord } from '../match-words.ts';
import { first } from '../sentence.ts';

export default defineClause({
  id: 'approved-assistants',
  title: 'Only assistants and models that were approved write here',
  why: 'Which assistant saw the code, and under which contract, is a question of law as well as of quality.',
  options: {
    tools: {
      kind: 'texts',
      default: [],
      meaning: 'Approved assistants, such as "claude" or "copilot"; * stands for anything.',
    },
    models: {
      kind: 'texts',
      default: ['*'],
      meaning: 'Approved models; * stands for anything, and also for no model given.',
    },
    tiers: { kind: 'choices', of: TIERS, default: TIERS, meaning: 'Where this holds.' },
    paths: {
      kind: 'texts',
      default: ['**'],
      meaning:
        'Globs of files where this holds: where a class of data is handled, say. A list asks the clause several times.',
    },
    otherwise: {
      kind: 'choice',
      of: ['review', 'block'],
      default: 'review',
      meaning: 'What any other assistant asks for.',
    },
  },
  evaluate({ change, attributions }, options, tiers) {
    const places = compileGlobs(options.paths);
    const files = new Map(change.files.map((file) => [file.path, file]));
    const [recorded, inferred]: [Set<string>, Set<string>] = [new Set(), new Set()];
    for (const attribution of attributions) {
      const { path, contributor, basis } = attribution;
      const file = files.get(path);
      if (file === undefined || (contributor !== 'ai' && contributor !== 'mixed')) continue;
      if (!options.tiers.includes(tiers.of(file)) || !places.test(path) || isApproved(attribution, options)) continue;
      // What was only inferred may be wrong: it asks, and never blocks.
      (basis === 'inferred' || basis === 'none' ? inferred : recorded).add(`${path}: ${writerOf(attribution)}.`);
    }
    const general = 'An assistant that was not approved wrote here.';
    return [
      ...(recorded.size > 0 ? [{ outcome: options.otherwise, because: [general, ...first([...recorded])] }] : []),
      ...(inferred.size > 0 ? [{ outcome: 'review', because: [general, ...first([...inferred])] } as const] : []),
    ];
  },
  ships: [
    { facts: { files: { 'src/a.ts': 'human', 'src/b.ts': 'unknown' } } },
    { facts: { files: { 'src/a.ts': { by: 'ai', tool: 'Claude' } } }, options: { tools: ['claude'] } },
    {
      facts: { files: { 'src/a.ts': { by: 'ai', tool: 'copilot', model: 'gpt-5-mini' } } },
      options: { tools: ['copilot'], models: ['gpt-5*'] },
    },
    { facts: { files: { 'docs/a.ts': 'ai' } }, options: { tiers: ['critical'] } },
    { facts: { files: { 'src/a.ts': 'ai' } }, options: { paths: ['data/personal/'] } },
  ],
  reviews: [
    { facts: { files: { 'data/personal/a.ts': 'ai' } }, options: { paths: ['data/personal/'] } },
    { facts: { files: { 'src/a.ts': { by: 'ai', tool: 'claude' } } } },
    { facts: { files: { 'src/a.ts': 'ai' } }, options: { tools: ['claude'] } },
    { facts: { files: { 'src/a.ts': { by: 'ai', tool: 'claude-x' } } }, options: { tools: ['claude'] } },
    {
      facts: { files: { 'src/a.ts': { by: 'mixed', tool: 'claude' } } },
      options: { tools: ['claude'], models: ['claude-*'] },
    },
    { facts: { files: { 'src/a.ts': { by: 'ai', tool: 'x', basis: 'inferred' } } }, options: { otherwise: 'block' } },
  ],
  blocks: [
    { facts: { files: { 'src/a.ts': { by: 'ai', tool: 'x' } } }, options: { tools: ['claude'], otherwise: 'block' } },
  ],
});

interface Approved {
  readonly tools: readonly string[];
  readonly models: readonly string[];
}

function isApproved({ tool = '', model = '' }: Attribution, { tools, models }: Approved): boolean {
  return tools.some((name) => isWord(name, tool)) && models.some((name) => isWord(name, model));
}

function writerOf({ tool, model }: Attribution): string {
  if (tool === undefined) return 'an assistant that nobody names';
  return model === undefined ? tool : `${tool} with ${model}`;
}
