import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GoCall, GoReader, type GoValue, tokensOf } from './go-values.ts';
import { type Random, sample } from './regex-sample.ts';

/** One published rule with its examples: text, and the path where the rule needs one. */
export interface PublishedRule {
  readonly id: string;
  readonly positives: readonly PublishedExample[];
  readonly negatives: readonly PublishedExample[];
}

export interface PublishedExample {
  readonly text: string;
  readonly path?: string;
}

const CONFIG = 'cmd/generate/config';

/** Reads the examples of every rule from a checkout; what cannot be read without running Go is left out and counted. */
export function publishedRules(checkout: string, random: Random): { rules: PublishedRule[]; unread: number } {
  const folder = join(checkout, CONFIG, 'rules');
  const samples = sampleForms(readFileSync(join(checkout, CONFIG, 'utils/generate.go'), 'utf8'));
  const patterns = patternForms(readFileSync(join(checkout, CONFIG, 'utils/patterns.go'), 'utf8'));
  const call = callsOf(samples, patterns, random);
  const rules: PublishedRule[] = [];
  let unread = 0;
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.go'))
    .sort()) {
    const source = readFileSync(join(folder, name), 'utf8');
    const globals = assignments(source.split(/^func /m)[0]!, new Map(), call);
    for (const body of source.split(/^func /m).slice(1)) {
      const variables = assignments(body, new Map(globals), call);
      const id = /RuleID:\s*"([^"]+)"/.exec(body)?.[1];
      if (id === undefined) continue;
      const [positives, negatives] = [examplesIn(variables.get('tps')), examplesIn(variables.get('fps'))];
      unread += positives.unread + negatives.unread;
      rules.push({ id, positives: positives.known, negatives: negatives.known });
    }
  }
  return { rules, unread };
}

/** Every `name := expression` and `name = expression` of a piece of source, in order. */
function assignments(source: string, variables: Map<string, GoValue>, call: GoCall): Map<string, GoValue> {
  const reader = new GoReader(tokensOf(source), variables, call);
  while (reader.at < reader.tokens.length) {
    const token = reader.tokens[reader.at]!;
    const sign = reader.tokens[reader.at + 1];
    const assigns = token.kind === 'word' && sign?.kind === 'sign' && (sign.text === ':=' || sign.text === '=');
    if (!assigns) {
      reader.at++;
      continue;
    }
    reader.at += 2;
    variables.set(token.text, reader.expression());
  }
  return variables;
}

function examplesIn(value: GoValue): { known: PublishedExample[]; unread: number } {
  if (value instanceof Map) {
    const known = [...value].flatMap(([path, text]) => (typeof text === 'string' ? [{ path, text }] : []));
    return { known, unread: value.size - known.length };
  }
  const list = Array.isArray(value) ? (value as readonly GoValue[]) : [];
  const known = list.flatMap((text) => (typeof text === 'string' ? [{ text }] : []));
  return { known, unread: list.length - known.length };
}

/** The notations in which a sample secret is written, read from the checkout itself. */
function sampleForms(source: string): string[] {
  const from = source.indexOf('samples := map[string]string{');
  const value = new GoReader(
    tokensOf(source.slice(from + 'samples := '.length)),
    new Map(),
    () => undefined,
  ).expression();
  return value instanceof Map ? [...value.values()].filter((form) => typeof form === 'string') : [];
}

/** Functions that give a piece of an expression for a size. */
function patternForms(source: string): Map<string, string> {
  const form = /func (\w+)\([^)]*\) string \{\s*return (?:fmt\.Sprintf\()?`([^`]*)`/g;
  return new Map([...source.matchAll(form)].map(([, name, pattern]) => [name!, pattern!]));
}

function callsOf(samples: readonly string[], patterns: ReadonlyMap<string, string>, random: Random): GoCall {
  return (name, args) => {
    const short = name.split('.').at(-1)!;
    const texts = args.filter((arg) => typeof arg === 'string');
    if (short === 'append') return [...((args[0] as readonly GoValue[] | undefined) ?? []), ...args.slice(1)];
    if (texts.length < args.length) return undefined;
    const pattern = patterns.get(short);
    if (pattern !== undefined) return pattern.replace('%s', texts[0] ?? '');
    if (short === 'NewSecret' || short === 'newPlausibleSecret') return sample(texts[0]!, random);
    if (short === 'Sprintf') return texts.slice(1).reduce((text, part) => text.replace(/%[sv]/, () => part), texts[0]!);
    if (short === 'ToUpper') return texts[0]!.toUpperCase();
    if (short === 'EncodeToString' || short === 'byte') return undefined;
    const [identifier, secret] = texts as [string, string];
    const write = (form: string) =>
      form
        .replaceAll('{i}', () => identifier)
        .replaceAll('{I}', () => identifier.toUpperCase())
        .replaceAll('{s}', () => secret);
    if (short === 'GenerateSampleSecret') return `${identifier}_api_token = "${secret}"`;
    return short === 'GenerateSampleSecrets' ? samples.map(write) : undefined;
  };
}
