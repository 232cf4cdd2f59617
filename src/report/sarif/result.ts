import type { Finding, Fix, Region, Snippet } from '../../model/finding.ts';
import type { Waiver } from '../../model/safeguard.ts';
import { compare } from '../authorship.ts';
import { uriOf } from '../uri.ts';
import { visible } from '../visible.ts';

export const ROOT = '%SRCROOT%';

export interface ResultContext {
  readonly ruleIndex: ReadonlyMap<string, number>;
  readonly waiverOf: (finding: Finding) => Waiver | null;
  /** True where any finding of the run is waived: then the others say that they are not. */
  readonly anyWaived: boolean;
}

export function resultOf(finding: Finding, context: ResultContext): object {
  const waiver = context.waiverOf(finding);
  return {
    ruleId: finding.ruleId,
    ruleIndex: context.ruleIndex.get(finding.ruleId),
    level: finding.level,
    message: messageOf(finding.message),
    locations: [locationOf(finding.path, finding.region, finding.snippet)],
    partialFingerprints: Object.fromEntries(
      Object.entries(finding.partialFingerprints).sort(([a], [b]) => compare(a, b)),
    ),
    ...(finding.codeFlow && finding.codeFlow.length > 0
      ? {
          codeFlows: [
            {
              threadFlows: [
                {
                  locations: finding.codeFlow.map((step) => ({
                    location: { ...locationOf(step.path, step.region), message: messageOf(step.message) },
                  })),
                },
              ],
            },
          ],
        }
      : {}),
    ...(finding.fix ? { fixes: [fixOf(finding.fix)] } : {}),
    baselineState: finding.baselineState,
    ...(context.anyWaived ? { suppressions: waiver ? [suppressionOf(waiver)] : [] } : {}),
    properties: { contributor: finding.contributor, confidence: finding.confidence, risk: finding.risk },
  };
}

/** Plain text; brackets that would read as a link are escaped as the standard says. */
export function messageOf(text: string): { text: string } {
  const shown = visible(text);
  return { text: /\]\(/.test(shown) ? shown.replace(/[[\]\\]/g, '\\$&') : shown || 'No message.' };
}

export function artifactOf(path: string): object {
  return { uri: uriOf(path), uriBaseId: ROOT };
}

function locationOf(path: string, region: Region, snippet?: Snippet): object {
  return {
    physicalLocation: {
      artifactLocation: artifactOf(path),
      region: regionOf(region),
      ...contextOf(region, snippet),
    },
  };
}

function regionOf(region: Region): object {
  const { startLine, startColumn, endLine } = region;
  const endColumn = endLine === startLine ? Math.max(startColumn, region.endColumn) : region.endColumn;
  return { startLine, startColumn, endLine, endColumn };
}

/** The lines as they may be shown; only where they hold the region, as the standard asks. */
function contextOf(region: Region, snippet: Snippet | undefined): object {
  if (!snippet || snippet.lines.length === 0) return {};
  const endLine = snippet.startLine + snippet.lines.length - 1;
  if (snippet.startLine > region.startLine || endLine < region.endLine) return {};
  const text = snippet.lines.map((line) => line.replace(/[\r\n]+$/, '')).join('\n');
  return { contextRegion: { startLine: snippet.startLine, endLine, snippet: { text } } };
}

function fixOf(fix: Fix): object {
  const byPath = new Map<string, object[]>();
  for (const { path, region, text } of fix.replacements) {
    const replacement = { deletedRegion: regionOf(region), insertedContent: { text } };
    byPath.set(path, [...(byPath.get(path) ?? []), replacement]);
  }
  return {
    description: messageOf(fix.description),
    artifactChanges: [...byPath].map(([path, replacements]) => ({ artifactLocation: artifactOf(path), replacements })),
  };
}

function suppressionOf(waiver: Waiver): object {
  return {
    kind: 'external',
    status: 'accepted',
    justification: visible(`${waiver.reason} (${waiver.owner}, until ${waiver.expires})`),
  };
}
