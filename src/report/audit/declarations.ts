import type { Audit, ControlState } from '../../model/audit.ts';
import { cyclonedx } from '../cyclonedx.ts';
import { safeJson } from '../visible.ts';

const SCORE: Readonly<Record<ControlState, number>> = { satisfied: 1, partial: 0.5, 'not covered': 0 };

/** CycloneDX 1.6 with definitions of the frameworks, claims for each kind of evidence, and one attestation a framework. */
export function cyclonedxWithDeclarations(audit: Audit): string {
  const bom = JSON.parse(cyclonedx(audit.input, { now: audit.madeAt })) as Record<string, unknown>;
  const requirement = (framework: string, control: string) => `requirement:${framework}:${control}`;
  return safeJson({
    ...bom,
    definitions: {
      standards: audit.frameworks.map(({ framework, results }) => ({
        'bom-ref': `standard:${framework.id}`,
        name: framework.name,
        version: framework.edition,
        description: `Mapped on ${framework.mapped}; what a control wants is told in the mapping's own words.`,
        externalReferences: [{ type: 'website', url: framework.source }],
        requirements: results.map(({ control }) => ({
          'bom-ref': requirement(framework.id, control.id),
          identifier: control.id,
          title: control.title,
        })),
      })),
    },
    declarations: {
      assessors: [
        { 'bom-ref': 'assessor:countersign', thirdParty: false, organization: { name: 'countersign (a tool)' } },
      ],
      attestations: audit.frameworks.map(({ framework, results }) => ({
        summary: `${framework.name}, ${framework.edition}: what the evidence of ${audit.from} to ${audit.to} says of each control.`,
        assessor: 'assessor:countersign',
        map: results.map(({ control, state, because }) => ({
          requirement: requirement(framework.id, control.id),
          claims: control.evidence
            .filter((kind) => audit.facts.some((fact) => fact.kind === kind))
            .map((kind) => `claim:${kind}`),
          conformance: { score: SCORE[state], rationale: `${state}: ${because.join(' ')}` },
        })),
      })),
      claims: audit.facts.map((fact) => ({
        'bom-ref': `claim:${fact.kind}`,
        target: 'repository',
        predicate: `${fact.kind}: ${fact.state}`,
        reasoning: fact.because,
        evidence: [`evidence:${fact.kind}`],
      })),
      evidence: audit.facts.map((fact) => ({
        'bom-ref': `evidence:${fact.kind}`,
        description: fact.because,
        created: audit.madeAt,
        ...(fact.files.length === 0
          ? {}
          : {
              data: fact.files.map((file) => ({
                name: file,
                contents: { attachment: { contentType: 'text/plain', content: `In the pack: ${file}` } },
              })),
            }),
      })),
    },
  });
}
