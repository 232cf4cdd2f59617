import type { Change } from '../model/change.ts';
import type { Format } from './format.ts';
import { invocationOf, notificationDescriptors } from './sarif/invocation.ts';
import { ROOT, resultOf } from './sarif/result.ts';
import { reportingDescriptor, ruleTable } from './sarif/rule.ts';
import { rank } from './selection.ts';
import { safeJson, visible } from './visible.ts';
import { waiverFinder } from './waivers.ts';

/** SARIF 2.1.0, for code scanning and every tool that reads the standard; columns count UTF-16 code units. */
export const sarif: Format = ({ report, rules }, options = {}) => {
  const { change, run, decision } = report;
  const findings = rank(report.findings);
  const table = ruleTable(rules, findings);
  const waiverOf = waiverFinder(report);
  const context = {
    ruleIndex: new Map(table.map((rule, index) => [rule.id, index])),
    waiverOf,
    anyWaived: findings.some((finding) => waiverOf(finding) !== null),
  };
  return safeJson({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: run.tool.name,
            semanticVersion: run.tool.version,
            rules: table.map(reportingDescriptor),
            notifications: notificationDescriptors,
          },
        },
        automationDetails: { id: 'countersign/', description: { text: visible(run.scope) } },
        invocations: [invocationOf(report, options.failOn)],
        ...provenanceOf(change),
        originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository or folder.' } } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, context)),
        properties: {
          outcome: decision.outcome,
          head: decision.head,
          policy: decision.policy.digest,
          rules: run.rulesDigest,
        },
      },
    ],
  });
};

/** Where the files come from; a folder that git does not know has no provenance. */
function provenanceOf({ repo, head }: Change): object {
  if (head.kind === 'folder') return {};
  const remote = /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[\w.-]+)+$/i.test(repo);
  // The standard asks for an absolute URI; where only the folder's name is known, that name is all that it can say.
  const repositoryUri = remote ? `https://${repo}` : `git:${repo.replace(/[^\w./-]+/g, '-')}`;
  const details = { repositoryUri, ...(head.sha === undefined ? {} : { revisionId: head.sha }) };
  return { versionControlProvenance: [{ ...details, mappedTo: { uriBaseId: ROOT } }] };
}
