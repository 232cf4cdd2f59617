// Writes schemas/report-v1.json from the shapes below, which the compiler holds against src/model; `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CONTRADICTIONS } from '../src/model/contradiction.ts';
import { OUTCOMES } from '../src/model/decision.ts';
import { RISKS } from '../src/model/finding.ts';
import { OTHER_LANGUAGES, PARSED_LANGUAGES } from '../src/model/language.ts';
import type { Report } from '../src/model/report.ts';
import { SAFEGUARD_KINDS } from '../src/model/safeguard.ts';

const FILE = new URL('../schemas/report-v1.json', import.meta.url);

const optional = z.exactOptional;
const count = z.int().min(0);
const line = z.int().min(1).describe('1-based.');
const path = z.string().min(1).describe('Relative POSIX path; a byte that is not UTF-8 is written as \\xHH.');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const objectId = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/);
const moment = z.string().min(1).describe('ISO 8601.');
const contributor = z.enum(['human', 'ai', 'mixed', 'unknown']).meta({
  id: 'Contributor',
  description: 'Who wrote the lines; no evidence is unknown, never human.',
});

const person = z.strictObject({ name: z.string(), email: z.string() }).meta({ id: 'Person' });

const change = z
  .strictObject({
    repo: z.string(),
    base: objectId.nullable(),
    head: z.strictObject({
      kind: z.enum(['commit', 'index', 'worktree', 'folder']),
      sha: optional(objectId),
      tree: optional(objectId),
      digest: optional(sha256),
    }),
    commits: z.array(
      z.strictObject({
        sha: objectId,
        author: person,
        committer: person,
        at: moment,
        trailers: optional(z.array(z.strictObject({ key: z.string(), value: z.string() }))),
      }),
    ),
    files: z.array(
      z.strictObject({
        path,
        previousPath: optional(path),
        status: z.enum(['added', 'modified', 'deleted', 'renamed', 'copied', 'type-changed']),
        language: z.enum([...PARSED_LANGUAGES, ...OTHER_LANGUAGES]),
        hunks: z.array(z.strictObject({ oldStart: count, oldLines: count, newStart: count, newLines: count })),
        blob: optional(objectId),
        previousBlob: optional(objectId),
        mode: z.string().regex(/^[0-7]{6}$/),
      }),
    ),
  })
  .meta({ id: 'Change', description: 'What is judged: the difference between base and head, never its content.' });

const attribution = z
  .strictObject({
    path,
    startLine: line,
    endLine: line,
    contributor,
    tool: optional(z.string()),
    model: optional(z.string()),
    session: optional(z.string()),
    basis: z.enum(['recorded', 'declared', 'inferred', 'none']),
    source: optional(z.enum(['hook', 'note', 'trace', 'trailer', 'author', 'recovered'])),
    commit: optional(objectId),
    contentHash: optional(z.string()),
  })
  .meta({ id: 'Attribution', description: 'Who wrote a run of lines, and how we know.' });

const run = z
  .strictObject({
    tool: z.strictObject({ name: z.string(), version: z.string() }),
    rulesDigest: sha256,
    scope: z.string(),
    analyzers: z.array(
      z.strictObject({
        analyzer: z.string(),
        status: z.enum(['complete', 'partial', 'failed', 'skipped', 'scope']),
        reason: optional(z.string()),
        files: z.array(
          z.strictObject({
            path,
            status: z.enum(['complete', 'partial', 'failed', 'skipped', 'not-applicable']),
            reason: optional(z.string()),
            touchesChange: z.boolean(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Run', description: 'What ran and what did not.' });

const region = z
  .strictObject({ startLine: line, startColumn: line, endLine: line, endColumn: line })
  .meta({ id: 'Region', description: '1-based; columns count UTF-16 code units; the end column is exclusive.' });

const finding = z
  .strictObject({
    ruleId: z.string().min(1),
    level: z.enum(['error', 'warning', 'note']),
    message: z.string(),
    path,
    region,
    codeFlow: optional(z.array(z.strictObject({ path, region, message: z.string() }))),
    cwe: z.array(z.int().min(1)),
    risk: z.enum(RISKS),
    partialFingerprints: z.record(z.string(), z.string()),
    baselineState: z.enum(['new', 'unchanged', 'absent']),
    contributor,
    fix: optional(
      z.strictObject({
        description: z.string(),
        replacements: z.array(z.strictObject({ path, region, text: z.string() })),
      }),
    ),
    confidence: z.enum(['proved', 'likely', 'pattern']),
    snippet: optional(z.strictObject({ startLine: line, lines: z.array(z.string()) })),
  })
  .meta({ id: 'Finding', description: 'A place where something could go wrong. Never carries a secret.' });

const given = {
  covers: z.array(z.string()),
  by: z.strictObject({ id: z.string(), kind: z.enum(['person', 'agent', 'tool']) }),
  at: z.string().describe('ISO 8601; empty where the policy file does not say.'),
  head: optional(objectId),
  owns: optional(z.array(z.string())).describe('Globs of paths for which whoever gave it is a code owner.'),
};
const safeguard = z
  .union([
    z.strictObject({
      kind: z.enum(SAFEGUARD_KINDS).exclude(['waiver']),
      ...given,
    }),
    z.strictObject({
      kind: z.literal('waiver'),
      ...given,
      owner: z.string().min(1),
      reason: z.string().min(1),
      expires: moment,
      origin: z.enum(['base', 'change']),
    }),
  ])
  .meta({ id: 'Safeguard', description: 'Something that was done to make the change fit to ship, and by whom.' });

const outcome = z.enum(OUTCOMES).meta({ id: 'Outcome' });
const contradiction = z
  .strictObject({
    kind: z.enum(CONTRADICTIONS),
    commit: objectId,
    ref: optional(z.string()).describe('The notes ref that is at odds; absent where a commit contradicts itself.'),
    because: z.string().min(1),
  })
  .meta({ id: 'Contradiction', description: 'Evidence of authorship that cannot all be right.' });

const decision = z
  .strictObject({
    outcome,
    reasons: z.array(
      z.strictObject({
        outcome,
        clause: z.string(),
        because: z.array(z.string()),
        findings: z.array(z.string()),
      }),
    ),
    policy: z.strictObject({ digest: z.string(), origin: z.string(), source: z.string() }),
    head: z.string(),
    run: sha256,
    empty: z.boolean(),
  })
  .meta({ id: 'Decision', description: 'One decision under one policy, with its reasons.' });

const report = z
  .strictObject({
    version: z.literal(1),
    change,
    attributions: z.array(attribution),
    run,
    findings: z.array(finding),
    safeguards: z.array(safeguard),
    decision,
    contradictions: optional(z.array(contradiction)),
  })
  .meta({ title: 'Countersign report', description: 'What `countersign check --format json` prints, version 1.' });

// The compiler refuses this file when the schema and the types of src/model drift apart, also by a key that only one of them
// knows. Safeguards are compared one way only: here a waiver without an owner is refused, which the type of the list cannot say.
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Schema = Frozen<z.output<typeof report>>;
type Rest<T> = Frozen<Omit<T, 'safeguards'>>;
const same: Same<Rest<Schema>, Rest<Report>> = true;
const fits: Schema extends Report ? true : false = true;

/** The schema as it is published. */
export function reportSchema(): string {
  if (!same || !fits) throw new Error('the schema is not the type');
  return `${JSON.stringify(z.toJSONSchema(report, { target: 'draft-2020-12' }), null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes('--check')) writeFileSync(FILE, reportSchema());
  else if (readFileSync(FILE, 'utf8') !== reportSchema()) {
    console.error(
      'schemas/report-v1.json is not what scripts/report-schema.ts makes: run npx tsx scripts/report-schema.ts',
    );
    process.exitCode = 1;
  }
}
