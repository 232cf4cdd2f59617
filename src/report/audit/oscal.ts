import { digestOf } from '../../lib/hash.ts';
import type { Audit, ControlResult, EvidenceFact, FrameworkResult } from '../../model/audit.ts';
import { safeJson } from '../visible.ts';

/** OSCAL 1.1.2 assessment results: one result a framework, one finding a control, one observation a kind of evidence. */
export function oscal(audit: Audit): string {
  const id = idsOf(audit);
  const observations = audit.facts.map((fact) => observationOf(fact, audit, id));
  return safeJson({
    'assessment-results': {
      uuid: id('results'),
      metadata: {
        title: `Evidence of ${audit.repository}, ${audit.from} to ${audit.to}`,
        'last-modified': audit.madeAt,
        version: audit.head,
        'oscal-version': '1.1.2',
        remarks: 'Made by a tool from what a repository keeps. An assessor judges.',
      },
      'import-ap': { href: '#assessment-plan' },
      results: audit.frameworks.map((framework) => resultOf(framework, audit, observations, id)),
      'back-matter': {
        resources: [
          {
            uuid: id('plan'),
            title: 'Assessment plan',
            description:
              'There is no plan apart from the policy in policy.json: every change of the period was judged by it.',
            rlinks: [{ href: 'policy.json' }],
          },
        ],
      },
    },
  }).replace('"#assessment-plan"', `"#${id('plan')}"`);
}

type Ids = (...names: readonly string[]) => string;

/** UUIDs made of names (in the form of version 5): the same pack has the same ones. */
function idsOf({ repository, from, to, head }: Audit): Ids {
  return (...names) => {
    const hex = digestOf([repository, from, to, head, ...names]);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
}

interface Observation {
  readonly uuid: string;
  readonly kind: string;
  readonly value: object;
}

function observationOf({ kind, state, because, files }: EvidenceFact, { madeAt }: Audit, id: Ids): Observation {
  const uuid = id('observation', kind);
  const evidence = files.map((file) => ({ href: file, description: `In the pack: ${file}` }));
  return {
    uuid,
    kind,
    value: {
      uuid,
      title: kind,
      description: because,
      props: [{ name: 'state', ns: 'https://www.npmjs.com/package/countersign', value: state }],
      methods: [kind === 'static-analysis' || kind === 'tests' ? 'TEST' : 'EXAMINE'],
      collected: madeAt,
      ...(evidence.length === 0 ? {} : { 'relevant-evidence': evidence }),
    },
  };
}

function resultOf(
  { framework, results }: FrameworkResult,
  audit: Audit,
  observations: readonly Observation[],
  id: Ids,
) {
  const used = observations.filter(({ kind }) =>
    results.some(({ control }) => control.evidence.some((one) => one === kind)),
  );
  return {
    uuid: id('result', framework.id),
    title: framework.name,
    description: `${framework.edition}. Mapped on ${framework.mapped}; what a control wants is told in the mapping's own words.`,
    start: `${audit.from}T00:00:00Z`,
    end: `${audit.to}T23:59:59Z`,
    props: [{ name: 'source', ns: 'https://www.npmjs.com/package/countersign', value: framework.source }],
    'reviewed-controls': {
      'control-selections': [
        { 'include-controls': results.map(({ control }) => ({ 'control-id': tokenOf(framework.id, control.id) })) },
      ],
    },
    observations: used.map(({ value }) => value),
    findings: results.map((result) => findingOf(framework.id, result, used, id)),
  };
}

function findingOf(
  framework: string,
  { control, state, because }: ControlResult,
  observations: readonly Observation[],
  id: Ids,
) {
  const related = observations.filter(({ kind }) => control.evidence.some((one) => one === kind));
  return {
    uuid: id('finding', framework, control.id),
    title: `${control.id} ${control.title}`,
    description: because.join(' '),
    target: {
      type: 'objective-id',
      'target-id': tokenOf(framework, control.id),
      status: {
        state: state === 'satisfied' ? 'satisfied' : 'not-satisfied',
        ...(state === 'satisfied' ? {} : { reason: 'other', remarks: `The evidence in this pack: ${state}.` }),
      },
    },
    ...(related.length === 0
      ? {}
      : { 'related-observations': related.map(({ uuid }) => ({ 'observation-uuid': uuid })) }),
  };
}

/** OSCAL's tokens begin with a letter and have neither blanks nor brackets. */
function tokenOf(framework: string, control: string): string {
  return `${framework}_${control.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/-$/, '')}`;
}
