import type { Level } from '../../model/finding.ts';
import type { FileContext, TokenDetector } from '../detector.ts';
import type { Candidate, SecretFormat } from './format.ts';
import { isIdentifier, isLockFile, isPlaceholder } from './placeholder.ts';

/** The detector of one provider: all its formats share one prefilter and one filter against placeholders. */
export function secrets(...formats: readonly SecretFormat[]): TokenDetector {
  return {
    engine: 'token',
    scope: 'file',
    keywords: [...new Set(formats.flatMap((format) => format.keywords))],
    scan(context, hits) {
      const seen = new Set<number>();
      for (const format of formats) {
        if (!format.distinctive && isLockFile(context.path)) continue;
        for (const hit of hits) {
          const candidate = format.find(context.text, hit);
          if (candidate === null || seen.has(candidate.start) || !isSecret(format, candidate)) continue;
          seen.add(candidate.start);
          reportSecret(context, format, candidate);
        }
      }
    },
  };
}

function isSecret(format: SecretFormat, { body, verdict }: Candidate): boolean {
  if (verdict === 'valid') return true;
  return !isPlaceholder(body) && (format.distinctive || format.mayIdentify === true || !isIdentifier(body));
}

function reportSecret(context: FileContext, format: SecretFormat, candidate: Candidate): void {
  const shown = mask(context.text.slice(candidate.start, candidate.end), format.distinctive);
  const broken = candidate.verdict === 'invalid' ? '; its check digits do not match' : '';
  const level = levelOf(candidate, context.isTest);
  context.report({
    start: candidate.start,
    end: candidate.end,
    masked: shown,
    message: `${format.name} (${shown})${broken}`,
    confidence: candidate.verdict === 'valid' ? 'proved' : format.distinctive ? 'likely' : 'pattern',
    ...(level && { level }),
  });
}

/** The format's level (else the rule's); lower where the check digits are wrong, and in tests where nothing proves it. */
function levelOf({ verdict, level }: Candidate, isTest: boolean): Level | undefined {
  if (verdict === 'valid' || (verdict === 'unknown' && !isTest)) return level;
  return level === 'warning' || level === 'note' || (verdict === 'invalid' && isTest) ? 'note' : 'warning';
}

/** At most the four first characters, which name the kind and open nothing; none where the value has no fixed start. */
export function mask(value: string, keepStart: boolean): string {
  return `${keepStart && value.length >= 16 ? value.slice(0, 4) : ''}********`;
}
