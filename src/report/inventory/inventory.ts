import type { Attribution, Contributor } from '../../model/attribution.ts';
import type { ChangedFile } from '../../model/change.ts';
import type { Report } from '../../model/report.ts';
import { attributionsByPath, authorshipOf, compare } from '../authorship.ts';

/** One file of the head with who wrote its lines. */
interface InventoryFile {
  readonly file: ChangedFile;
  readonly lines: number;
  readonly by: Readonly<Record<Contributor, number>>;
  readonly attributions: readonly Attribution[];
}

/** A tool, or one of its models, and the lines that it wrote or had a hand in. */
export interface InventoryTool {
  readonly name: string;
  readonly lines: number;
}

export interface Inventory {
  readonly files: readonly InventoryFile[];
  readonly tools: readonly InventoryTool[];
  readonly models: readonly InventoryTool[];
  readonly lines: number;
  readonly by: Readonly<Record<Contributor, number>>;
}

/** What is in the head and who wrote it; files that are gone, and folders of other repositories, are not in it. */
export function inventoryOf(report: Report): Inventory {
  const byPath = attributionsByPath(report.attributions);
  const present = report.change.files.filter((file) => file.status !== 'deleted' && file.mode !== '160000');
  const files = [...present]
    .sort((a, b) => compare(a.path, b.path))
    .map((file) => {
      const attributions = byPath.get(file.path) ?? [];
      const { lines, by } = authorshipOf({ change: { ...report.change, files: [file] }, attributions });
      return { file, lines, by, attributions };
    });
  const { lines, by } = authorshipOf(report);
  return { files, lines, by, tools: ranked(report, 'tool'), models: ranked(report, 'model') };
}

function ranked({ attributions }: Report, key: 'tool' | 'model'): InventoryTool[] {
  const lines = new Map<string, number>();
  for (const attribution of attributions) {
    const name = attribution[key];
    if (name === undefined || name === '') continue;
    lines.set(name, (lines.get(name) ?? 0) + attribution.endLine - attribution.startLine + 1);
  }
  return [...lines]
    .map(([name, n]) => ({ name, lines: n }))
    .sort((a, b) => b.lines - a.lines || compare(a.name, b.name));
}

/** A UUID made of a digest (RFC 9562, version 8): the same inventory has the same one. */
export function uuidOf(digest: string): string {
  const hex = `${digest.slice(0, 12)}8${digest.slice(13, 16)}8${digest.slice(17, 32)}`;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** `gitoid:blob:sha1:…`: a blob id as other tools can look it up. */
export function gitoidOf(blob: string): string {
  return `gitoid:blob:${blob.length === 64 ? 'sha256' : 'sha1'}:${blob}`;
}
