import { createHash } from 'node:crypto';
import { applyEdits, type ByteEdit, indexJson, type JsonFault, type JsonIndex, placeOf } from './json-index.ts';
import { KnownValues } from './known-values.ts';
import { PLACEHOLDER_MARK } from './placeholder.ts';
import type { KnownUnit, RecentBodies } from './recent-bodies.ts';
import type { DataClass, Match, Sort } from './sort.ts';
import { higher, united } from './sort.ts';
import type { Vault } from './vault.ts';
import { modelIn, type Part, type Unscanned, unitsOf, walkParts } from './walk/parts.ts';

/** Confidential code that was recognised in a text. */
export interface CodeHit {
  /** The repository or folder that it comes from. */
  readonly source: string;
  readonly file: string;
  /** Lines of the text that are covered. */
  readonly lines: number;
}

export interface TextReport {
  readonly matches: readonly Match[];
  readonly code: readonly CodeHit[];
}

/** Looks at texts, in the order asked; rejects where a detector fails or takes too long: then nothing was looked at. */
export type Scan = (texts: readonly string[]) => Promise<readonly TextReport[]>;

interface Found {
  readonly sort: Sort;
  readonly by: string;
  /** `messages[3].content[0].text`; in a unit's own report, relative to it. */
  readonly place: string;
}

/** What one message (or one other member of the body) carries; never its content. */
export interface UnitReport {
  readonly found: readonly Found[];
  readonly code: readonly CodeHit[];
  readonly unscanned: readonly Pick<Unscanned, 'what' | 'bytes'>[];
  /** Relative to the start of the unit. */
  readonly edits: readonly ByteEdit[];
  /** By path labels. */
  readonly labelled: DataClass;
}

export interface RequestReport {
  readonly model: string | undefined;
  readonly found: readonly Found[];
  readonly code: readonly CodeHit[];
  readonly unscanned: readonly Pick<Unscanned, 'what' | 'bytes'>[];
  /** The body with everything hidden that is hidden by policy; the very same bytes where that is nothing. */
  readonly redacted: Buffer;
  /** The most sensitive that path labels say. */
  readonly labelled: DataClass;
  /** Digests of the messages in which there is anything to tell. */
  readonly telling: readonly string[];
  /** Bytes that were looked at now, and bytes that were known from before. */
  readonly scannedBytes: number;
  readonly knownBytes: number;
}

/** Remembers what messages carry by the digest of their bytes; may forget at any time. */
export interface UnitCache {
  get(key: string): UnitReport | undefined;
  set(key: string, report: UnitReport): void;
}

export interface RedactOptions {
  /** Bodies of this session from before. */
  readonly recent: RecentBodies;
  readonly vault: Vault;
  readonly scan: Scan;
  readonly cache: UnitCache;
  /** Whatever else the result depends on: the session and the policy. */
  readonly cacheScope: string;
  /** Sorts that are replaced. */
  readonly hide: ReadonlySet<Sort>;
  /** Class of a text by the paths that it names. */
  readonly labelOf: (text: string) => DataClass;
}

interface Job {
  readonly part: Exclude<Part, { kind: 'json' }>;
  matches: readonly Match[];
}

interface OpenUnit {
  readonly node: number;
  readonly key: string;
  readonly parts: readonly Part[];
  readonly unscanned: readonly Unscanned[];
  readonly jobs: readonly Job[];
  code: readonly CodeHit[];
}

/**
 * Looks at a whole body and hides what has to be hidden, changing no byte outside of the strings in question. Messages that were
 * looked at before are not looked at again: so their bytes stay the same, which prompt caches rely on. A body that is no JSON
 * is a fault.
 */
export async function redact(body: Buffer, options: RedactOptions): Promise<RequestReport | JsonFault> {
  const { cache, cacheScope, recent } = options;
  const before = recent.beginningOf(body);
  const index = indexJson(body, before?.resume);
  if ('fault' in index) return index;
  const units: KnownUnit[] = [...(before?.units ?? [])];
  const open: OpenUnit[] = [];
  let scannedBytes = 0;
  for (const node of unitsOf(index)) {
    const start = startOf(index, node);
    const key = digest(cacheScope, body.subarray(start, index.end[node]!));
    const known = cache.get(key);
    if (known === undefined) {
      const walked = walkParts(index, node);
      open.push({ node, key, ...walked, jobs: jobsOf(walked.parts), code: [] });
      scannedBytes += index.end[node]! - start;
    } else units.push(unitAt(index, node, key, known));
  }
  await scanAll(open, options);
  hideKnown(open, options);
  const isPresent = presenceIn(body);
  for (const unit of open) {
    const report = reportOf(index, unit, options, isPresent);
    cache.set(unit.key, report);
    units.push(unitAt(index, unit.node, unit.key, report));
  }
  units.sort((a, b) => a.start - b.start);
  const model = modelIn(index) ?? before?.model;
  recent.keep({ bytes: body, units, model }, before);
  const all = units.map(({ report }) => report);
  return {
    model,
    found: foundIn(body, units),
    code: all.flatMap(({ code }) => code),
    unscanned: all.flatMap(({ unscanned }) => unscanned),
    redacted: applyEdits(
      body,
      units.flatMap(({ start, report }) => moved(report.edits, start)),
    ),
    labelled: all.reduce((label, { labelled }) => higher(label, labelled), 'public' as DataClass),
    telling: units.filter(({ report }) => isTelling(report)).map(({ key }) => key),
    scannedBytes,
    knownBytes: units.reduce((sum, { start, end }) => sum + end - start, 0) - scannedBytes,
  };
}

/** Whether a placeholder stands in a body; most bodies have no word of any, which is found out once. */
function presenceIn(body: Buffer): (text: string) => boolean {
  let hasMark: boolean | undefined;
  return (text) => {
    if (!text.includes(PLACEHOLDER_MARK)) return body.includes(text);
    hasMark ??= body.includes(PLACEHOLDER_MARK);
    return hasMark && body.includes(text);
  };
}

/** What was found, with the place in the whole body. */
function foundIn(body: Buffer, units: readonly KnownUnit[]): Found[] {
  const ordinals = new Map<number, number>();
  return units.flatMap(({ start, list, report }) => {
    const ordinal = list === null ? 0 : (ordinals.get(list.start) ?? 0);
    if (list !== null) ordinals.set(list.start, ordinal + 1);
    if (report.found.length === 0) return [];
    const name = (from: number, to: number) => body.toString('utf8', from + 1, to).slice(0, 60);
    const unit =
      list === null
        ? name(start, body.indexOf(34, start + 1))
        : `${name(list.nameStart, list.nameEnd - 1)}[${ordinal}]`;
    return report.found.map(({ place, ...rest }) => ({
      ...rest,
      place: place === '' || place.startsWith('[') ? unit + place : `${unit}.${place}`,
    }));
  });
}

function unitAt(index: JsonIndex, node: number, key: string, report: UnitReport): KnownUnit {
  const parent = index.parent[node]!;
  const name = parent > 0 ? index.name[parent]! : -1;
  const list =
    name < 0 ? null : { start: index.start[parent]!, nameStart: index.start[name]!, nameEnd: index.end[name]! };
  return { start: startOf(index, node), end: index.end[node]!, key, report, list };
}

/** A member begins with its name. */
function startOf(index: JsonIndex, node: number): number {
  const name = index.name[node]!;
  return index.start[name < 0 ? node : name]!;
}

function digest(scope: string, bytes: Buffer): string {
  return createHash('sha256').update(scope).update('\0').update(bytes).digest('base64');
}

function isTelling({ found, code, unscanned, labelled }: UnitReport): boolean {
  return found.length + code.length + unscanned.length > 0 || labelled !== 'public';
}

function jobsOf(parts: readonly Part[]): Job[] {
  return parts.flatMap((part) => (part.kind === 'json' ? jobsOf(part.parts) : [{ part, matches: [] }]));
}

async function scanAll(units: readonly OpenUnit[], { scan }: RedactOptions): Promise<void> {
  const jobs = units.flatMap((unit) => unit.jobs.map((job) => ({ unit, job })));
  if (jobs.length === 0) return;
  const texts = jobs.map(({ job: { part } }) => (part.kind === 'text' ? part.lead + part.text : part.text));
  const reports = await scan(texts);
  if (reports.length !== texts.length) throw new Error('a detector answered for other texts than were asked');
  for (const [i, { unit, job }] of jobs.entries()) {
    const lead = job.part.kind === 'text' ? job.part.lead.length : 0;
    job.matches = reports[i]!.matches.flatMap((match) =>
      match.end > lead ? [{ ...match, start: Math.max(0, match.start - lead), end: match.end - lead }] : [],
    );
    if (reports[i]!.code.length > 0) unit.code = [...unit.code, ...reports[i]!.code];
  }
}

/** A value that was hidden once is hidden wherever it stands, also where nothing beside it says what it is. */
function hideKnown(units: readonly OpenUnit[], { vault, hide }: RedactOptions): void {
  const jobs = units.flatMap((unit) => unit.jobs);
  const fresh = new KnownValues();
  for (const { part, matches } of jobs) {
    for (const { start, end, sort } of matches) if (hide.has(sort)) fresh.add(part.text.slice(start, end), sort);
  }
  for (const known of [vault.known, fresh]) {
    if (known.size === 0) continue;
    for (const job of jobs) {
      const more = known.in(job.part.text);
      if (more.length > 0) job.matches = united([...job.matches, ...more]);
    }
  }
}

function reportOf(
  index: JsonIndex,
  unit: OpenUnit,
  options: RedactOptions,
  isPresent: (text: string) => boolean,
): UnitReport {
  const found: Found[] = [];
  const offset = startOf(index, unit.node);
  const edits = editsOf(index, unit.parts, new Map(unit.jobs.map((job) => [job.part, job])), options, isPresent);
  for (const { part, matches } of unit.jobs) {
    for (const { sort, by } of matches) found.push({ sort, by, place: placeIn(index, unit, part) });
  }
  const labelled = unit.jobs.reduce(
    (label, { part }) => higher(label, options.labelOf(part.text)),
    'public' as DataClass,
  );
  return {
    found,
    code: unit.code,
    unscanned: unit.unscanned.map(({ what, bytes }) => ({ what, bytes })),
    edits: moved(edits, -offset),
    labelled,
  };
}

/** The place of a part; what stands inside a string of JSON has the place of that string. */
function placeIn(index: JsonIndex, unit: OpenUnit, part: Part): string {
  const isDirect = unit.parts.includes(part);
  const outer = isDirect
    ? part
    : unit.parts.find((one) => one.kind === 'json' && jobsOf(one.parts).some((job) => job.part === part));
  return placeOf(index, outer?.node ?? unit.node, unit.node);
}

function editsOf(
  index: JsonIndex,
  parts: readonly Part[],
  jobs: ReadonlyMap<Part, Job>,
  options: RedactOptions,
  isPresent: (text: string) => boolean,
): ByteEdit[] {
  const edits: ByteEdit[] = [];
  for (const part of parts) {
    const [start, end] = [index.start[part.node]!, index.end[part.node]!];
    if (part.kind === 'json') {
      const inner = editsOf(part.index, part.parts, jobs, options, isPresent);
      if (inner.length === 0) continue;
      edits.push({
        start,
        end,
        bytes: Buffer.from(JSON.stringify(applyEdits(part.index.bytes, inner).toString('utf8'))),
      });
      continue;
    }
    const text = hidden(part.text, jobs.get(part)?.matches ?? [], options, isPresent);
    if (text === part.text) continue;
    const isNumber = index.bytes[start] !== 34;
    const written =
      part.kind === 'base64'
        ? JSON.stringify(Buffer.from(text).toString('base64'))
        : isNumber && /^[1-9]\d*$/.test(text)
          ? text
          : JSON.stringify(text);
    edits.push({ start, end, bytes: Buffer.from(written) });
  }
  return edits;
}

function hidden(
  text: string,
  matches: readonly Match[],
  { vault, hide }: RedactOptions,
  isPresent: (text: string) => boolean,
): string {
  let out = '';
  let from = 0;
  for (const { start, end, sort } of matches) {
    const value = text.slice(Math.max(start, from), end);
    // A placeholder that came back unrestored stays what it is.
    if (!hide.has(sort) || value === '' || vault.valueOf(value) !== undefined) continue;
    out += text.slice(from, Math.max(start, from)) + vault.placeholder(sort, value, isPresent);
    from = end;
  }
  return out + text.slice(from);
}

function moved(edits: readonly ByteEdit[], by: number): ByteEdit[] {
  return edits.map(({ start, end, bytes }) => ({ start: start + by, end: end + by, bytes }));
}
