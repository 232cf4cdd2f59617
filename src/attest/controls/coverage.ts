import type { ControlResult, EvidenceFact, Framework, FrameworkResult } from '../../model/audit.ts';
import { asvs, iso42001, owaspAgentic, owaspLlm, soc2 } from './governance.ts';
import { cra, pciDss, ssdf, ssdfAi } from './secure-development.ts';

/** Every framework that is mapped, in the order of the report. */
export const FRAMEWORKS: readonly Framework[] = [
  ssdf,
  ssdfAi,
  iso42001,
  soc2,
  pciDss,
  asvs,
  owaspLlm,
  owaspAgentic,
  cra,
];

/**
 * What the evidence of a period says of each control: satisfied when every kind that it rests on is present, not covered
 * when none is there at all, partial in between, and where the evidence by itself can never settle it.
 */
export function coverage(facts: readonly EvidenceFact[], frameworks = FRAMEWORKS): readonly FrameworkResult[] {
  const byKind = new Map(facts.map((fact) => [fact.kind, fact]));
  return frameworks.map((framework) => ({
    framework,
    results: framework.controls.map((control): ControlResult => {
      if (control.evidence.length === 0) {
        return { control, state: 'not covered', because: ['Nothing that is kept here speaks for it.'], files: [] };
      }
      const found = control.evidence.map((kind) => byKind.get(kind));
      const states = found.map((fact) => fact?.state ?? 'missing');
      const because = found.map((fact, i) => fact?.because ?? `There is no evidence of ${control.evidence[i]}.`);
      const files = [
        ...new Set(found.flatMap((fact) => (fact === undefined || fact.state === 'missing' ? [] : fact.files))),
      ];
      if (states.every((state) => state === 'missing')) return { control, state: 'not covered', because, files };
      const whole = states.every((state) => state === 'present') && control.limit === undefined;
      const limited = control.limit === undefined ? because : [...because, control.limit];
      return { control, state: whole ? 'satisfied' : 'partial', because: limited, files };
    }),
  }));
}
