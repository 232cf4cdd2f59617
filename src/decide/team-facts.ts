import { sha256 } from '../lib/hash.ts';
import { decodeText } from '../lib/text.ts';
import type { Change } from '../model/change.ts';
import type { FactSource } from '../model/decision.ts';
import type { Repository } from '../model/ports.ts';
import type { Safeguard } from '../model/safeguard.ts';
import { acknowledgementsOf, type PersonRecord, readRecords, trainingOf } from './people.ts';
import type { TeamPolicy } from './policy.ts';

/** What a team keeps in its repository about people, as facts. */
export interface TeamFacts {
  readonly safeguards: readonly Safeguard[];
  readonly sources: readonly FactSource[];
}

/**
 * Training and acknowledgements as they stand in the base, never in the change: nobody trains themselves by a pull
 * request. Reads only what the policy asks for; a file that it names and that cannot be used is a source that failed.
 */
export async function teamFacts(
  repository: Pick<Repository, 'readAt'>,
  change: Pick<Change, 'base'>,
  { people }: Pick<TeamPolicy, 'people'>,
  now: string,
  signal: AbortSignal,
): Promise<TeamFacts> {
  const { base } = change;
  if (base === null) return { safeguards: [], sources: [] };
  const safeguards: Safeguard[] = [];
  const sources: FactSource[] = [];
  const read = async (path: string): Promise<Uint8Array | null> => {
    const content = await repository.readAt(base, path, signal);
    return content !== null && 'bytes' in content ? content.bytes : null;
  };
  const records = async (name: string, path: string): Promise<readonly PersonRecord[]> => {
    const bytes = await read(path);
    const decoded = bytes === null ? null : decodeText(bytes);
    const found =
      decoded === null
        ? { fault: 'it is not there' }
        : 'text' in decoded
          ? readRecords(decoded.text)
          : { fault: decoded.unread };
    if (!('fault' in found)) {
      sources.push({ name, status: 'complete' });
      return found;
    }
    sources.push({ name, status: 'failed', reason: `${path}: ${found.fault}` });
    return [];
  };
  if (people?.training !== undefined) {
    safeguards.push(...trainingOf(await records('training', people.training), now, people.trainingDays ?? 365));
  }
  if (people?.acknowledgements !== undefined) {
    const own = await records('acknowledgements', people.acknowledgements);
    const documents = new Map<string, string>();
    for (const path of people.documents ?? []) {
      const bytes = await read(path);
      if (bytes === null) sources.push({ name: 'acknowledgements', status: 'failed', reason: `${path} is not there` });
      documents.set(path, bytes === null ? '' : sha256(bytes));
    }
    safeguards.push(...acknowledgementsOf(own, documents, now));
  }
  return { safeguards, sources };
}
