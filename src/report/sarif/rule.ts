import type { Finding, Level, Risk } from '../../model/finding.ts';
import type { RuleDescription } from '../../model/report.ts';

/** Scores that GitHub reads as high, medium and low. */
const SEVERITY: Readonly<Record<Level, string>> = { error: '8.0', warning: '5.5', note: '3.0' };
const SECURITY: ReadonlySet<Risk> = new Set(['insecure', 'leakage']);

/** Rules that the findings name, by id; one that nobody described still gets an entry, so that every index holds. */
export function ruleTable(rules: readonly RuleDescription[], findings: readonly Finding[]): RuleDescription[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const used = new Map<string, RuleDescription>();
  for (const finding of findings) {
    if (used.has(finding.ruleId)) continue;
    used.set(finding.ruleId, known.get(finding.ruleId) ?? undescribed(finding));
  }
  return [...used.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function reportingDescriptor(rule: RuleDescription): object {
  const security = SECURITY.has(rule.risk);
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: {
      text: `${rule.why}\n\n${rule.fix}`,
      markdown: `**${rule.title}**\n\n${rule.why}\n\n**Instead:** ${rule.fix}`,
    },
    defaultConfiguration: { level: rule.level },
    properties: {
      tags: [...(security ? ['security'] : []), rule.risk, ...rule.cwe.map((number) => `external/cwe/cwe-${number}`)],
      ...(security ? { 'security-severity': SEVERITY[rule.level] } : {}),
    },
  };
}

function undescribed(finding: Finding): RuleDescription {
  const { ruleId: id, level, risk, cwe } = finding;
  const text = `The rule ${id} has no description here.`;
  return { id, title: id, level, risk, why: text, fix: text, cwe };
}
