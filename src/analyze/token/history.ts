import { sha256 } from '../../lib/hash.ts';
import { languageOf } from '../../lib/language.ts';
import { decodeText, isBinary } from '../../lib/text.ts';
import type { HistoryBlob, HistoryFinding } from '../../model/history.ts';
import { lineAt, lineStartsOf } from '../place.ts';
import type { RuleSpec } from '../rule.ts';
import { textScanner } from './scan-text.ts';
import { VersionWindow } from './version-window.ts';

/** Goes through the contents of a history, oldest first, and keeps each secret once. */
interface HistoryScan {
  /** @param inHead the content stands in HEAD at this path: it is always read whole. */
  add(blob: HistoryBlob & { readonly bytes: Uint8Array }, inHead: string | undefined): 'read' | 'binary';
  findings(): readonly HistoryFinding[];
}

type Entry = { -readonly [K in keyof HistoryFinding]: HistoryFinding[K] };

/**
 * Memory: one entry a secret, and a bounded store of earlier versions. Of a large file only what the version changed is
 * looked at, with a margin around it; the rest was looked at when it came.
 */
export function historyScan(
  rules: readonly RuleSpec[],
  onFault: (rule: RuleSpec, error: unknown) => void,
): HistoryScan {
  const scanner = textScanner(rules, onFault);
  const versions = new VersionWindow();
  const known = new Map<string, Entry>();
  return {
    add({ commit, path, bytes }, inHead) {
      if (isBinary(bytes) && bytes[0] !== 0xff && bytes[0] !== 0xfe) return 'binary';
      const window = versions.next(path, bytes, inHead !== undefined);
      const decoded = decodeText(bytes.subarray(window.start, window.end));
      if (!('text' in decoded)) return 'binary';
      const { text } = decoded;
      const spots = scanner.scan({ path: inHead ?? path, language: languageOf(path, bytes), text });
      if (spots.length === 0) return 'read';
      const starts = lineStartsOf(text);
      for (const { rule, spot } of spots) {
        // Kept as a digest, in memory only: the secret itself is nowhere to be found afterwards.
        const key = `${rule.id}\0${sha256(text.slice(spot.start, spot.end))}`;
        const line = window.linesBefore + lineAt(starts, spot.start) + 1;
        const entry = known.get(key);
        if (entry !== undefined) {
          if (inHead !== undefined) entry.inHead ??= { path: inHead, line };
          continue;
        }
        known.set(key, {
          ruleId: rule.id,
          level: spot.level ?? rule.level,
          confidence: spot.confidence ?? 'pattern',
          message: spot.message ?? rule.title,
          commit,
          path,
          line,
          inHead: inHead === undefined ? null : { path: inHead, line },
        });
      }
      return 'read';
    },
    findings: () => [...known.values()],
  };
}
