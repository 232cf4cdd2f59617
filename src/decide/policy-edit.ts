import { isMap, isScalar, isSeq, parseDocument, type Scalar, stringify, type YAMLMap } from 'yaml';

/** A waiver as it stands in the policy file. */
export interface WaiverText {
  readonly covers: string;
  readonly owner: string;
  readonly reason: string;
  readonly expires: string;
}

/**
 * Adds a waiver to the text of a policy file and leaves every other byte as it is; null where the waivers are written in a
 * form that cannot be added to. Import this file lazily: it brings the YAML parser along.
 */
export function withWaiver(text: string, waiver: WaiverText): string | null {
  const top = parseTop(text);
  if (top === null) return null;
  const lines = stringify([waiver], { lineWidth: 0 }).trimEnd().split('\n');
  const list = top.items.find(({ key }) => isScalar(key) && key.value === 'waivers');
  if (list === undefined) return appended(text, `waivers:\n${lines.map((line) => `  ${line}\n`).join('')}`);
  const { value } = list;
  if (value === null || (isScalar(value) && value.value === null)) {
    const end = lineEnd(text, (list.key as Scalar).range![1]);
    return insert(text, end, lines.map((line) => `  ${line}\n`).join(''));
  }
  if (!isSeq(value) || value.flow || value.items.length === 0 || value.range == null) return null;
  const column = columnOf(text, value.range[0]);
  const last = value.items.at(-1) as { range?: readonly [number, number, number] | null };
  if (last.range == null) return null;
  const indent = ' '.repeat(column);
  return insert(text, lineEnd(text, last.range[1] - 1), lines.map((line) => `${indent}${line}\n`).join(''));
}

/** Names the file of known findings in the text of a policy file; the text itself where it names one already. */
export function withBaseline(text: string, path: string): string | null {
  const top = parseTop(text);
  if (top === null) return null;
  if (top.has('baseline')) return top.get('baseline') === path ? text : null;
  return appended(text, stringify({ baseline: path }, { lineWidth: 0 }));
}

function parseTop(text: string): YAMLMap | null {
  const document = parseDocument(text, { version: '1.2' });
  return document.errors.length === 0 && isMap(document.contents) && !document.contents.flow ? document.contents : null;
}

function appended(text: string, block: string): string {
  return `${text.endsWith('\n') || text === '' ? text : `${text}\n`}${block}`;
}

/** Where the line of a place ends, behind its line break. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', Math.max(0, at));
  return end < 0 ? text.length : end + 1;
}

function insert(text: string, at: number, block: string): string {
  const before = text.slice(0, at);
  return `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${block}${text.slice(at)}`;
}

function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1);
}
