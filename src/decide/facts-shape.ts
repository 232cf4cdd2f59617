import type { Facts } from '../model/decision.ts';
import { RISKS } from '../model/finding.ts';
import { OTHER_LANGUAGES, PARSED_LANGUAGES } from '../model/language.ts';
import { SAFEGUARD_KINDS } from '../model/safeguard.ts';
import {
  list,
  mapOf,
  moment,
  name,
  oneOf,
  optional,
  orNull,
  record,
  type Shape,
  text,
  whole,
  yesOrNo,
} from './shape.ts';

const line = whole(1);
const region = record({ startLine: line, startColumn: line, endLine: line, endColumn: line });
const contributor = oneOf('human', 'ai', 'mixed', 'unknown');
const person = record({ name: text, email: text });

const change = record({
  repo: text,
  base: orNull(name),
  head: record({
    kind: oneOf('commit', 'index', 'worktree', 'folder'),
    sha: optional(name),
    tree: optional(name),
    digest: optional(name),
  }),
  commits: list(
    record({
      sha: name,
      author: person,
      committer: person,
      at: text,
      trailers: optional(list(record({ key: text, value: text }))),
    }),
  ),
  files: list(
    record({
      path: name,
      previousPath: optional(name),
      status: oneOf('added', 'modified', 'deleted', 'renamed', 'copied', 'type-changed'),
      language: oneOf(...PARSED_LANGUAGES, ...OTHER_LANGUAGES),
      hunks: list(record({ oldStart: whole(0), oldLines: whole(0), newStart: whole(0), newLines: whole(0) })),
      blob: optional(name),
      previousBlob: optional(name),
      mode: name,
    }),
  ),
});

const run = record({
  tool: record({ name, version: name }),
  rulesDigest: name,
  scope: text,
  analyzers: list(
    record({
      analyzer: name,
      status: oneOf('complete', 'partial', 'failed', 'skipped', 'scope'),
      reason: optional(text),
      files: list(
        record({
          path: name,
          status: oneOf('complete', 'partial', 'failed', 'skipped', 'not-applicable'),
          reason: optional(text),
          touchesChange: yesOrNo,
        }),
      ),
    }),
  ),
});

const attribution = record({
  path: name,
  startLine: line,
  endLine: line,
  contributor,
  tool: optional(text),
  model: optional(text),
  session: optional(text),
  basis: oneOf('recorded', 'declared', 'inferred', 'none'),
  source: optional(oneOf('hook', 'note', 'trace', 'trailer', 'author', 'recovered')),
  commit: optional(name),
  contentHash: optional(name),
});

const finding = record({
  ruleId: name,
  level: oneOf('error', 'warning', 'note'),
  message: text,
  path: name,
  region,
  codeFlow: optional(list(record({ path: name, region, message: text }))),
  cwe: list(whole(0)),
  risk: oneOf(...RISKS),
  partialFingerprints: mapOf(name),
  baselineState: oneOf('new', 'unchanged', 'absent'),
  contributor,
  confidence: oneOf('proved', 'likely', 'pattern'),
});

const safeguard: Shape = (value, at, faults) => {
  record({
    kind: oneOf(...SAFEGUARD_KINDS),
    covers: list(text),
    by: record({ id: text, kind: oneOf('person', 'agent', 'tool') }),
    at: text,
    head: optional(name),
    owns: optional(list(text)),
  })(value, at, faults);
  if ((value as { kind?: unknown } | null | undefined)?.kind !== 'waiver') return;
  record({ owner: text, reason: text, expires: text, origin: oneOf('base', 'change') })(value, at, faults);
};

const shape = record({
  change,
  run,
  attributions: list(attribution),
  findings: list(finding),
  safeguards: list(safeguard),
  now: moment,
  actor: record({ id: text, kind: oneOf('person', 'agent', 'tool', 'unknown') }),
  sources: list(record({ name, status: oneOf('complete', 'partial', 'failed', 'skipped'), reason: optional(text) })),
});

/** What keeps these facts from being facts, as phrases, at most five; nothing when they can be judged. */
export function faultsOf(facts: unknown): readonly string[] {
  const faults: string[] = [];
  shape(facts, '', faults);
  if (faults.length === 0) contradictions(facts as Facts, faults);
  return faults;
}

/** Facts that cannot both be true. */
function contradictions({ change, run, attributions, findings }: Facts, faults: string[]): void {
  const { kind, sha, digest } = change.head;
  if (kind === 'commit' ? sha === undefined : digest === undefined)
    faults.push('change.head does not say what was judged');
  if (
    change.files.length === 0 &&
    run.analyzers.some(({ files }) => files.some(({ status }) => status === 'complete'))
  ) {
    faults.push('change.files is empty and yet files of it were analysed');
  }
  const paths = new Set<string>();
  for (const { path, status, blob } of change.files) {
    if (paths.has(path)) faults.push(`change.files names ${path} twice`);
    if (status === 'deleted' && blob !== undefined) faults.push(`${path} is deleted and yet has content`);
    paths.add(path);
  }
  for (const { path, startLine, endLine } of attributions) {
    if (endLine < startLine) faults.push(`an attribution of ${path} ends before it starts`);
  }
  for (const { ruleId, path, baselineState, partialFingerprints } of findings) {
    if (baselineState !== 'absent' && Object.keys(partialFingerprints).length === 0) {
      faults.push(`the finding of ${ruleId} in ${path} has no fingerprint`);
    }
  }
  faults.splice(5);
}
