import type { FileContext, TokenDetector } from '../../analyze/detector.ts';

interface SettingForm {
  /** Lower case. */
  readonly keyword: string;
  /** With the `g` flag. */
  readonly expression: RegExp;
  /** Text earlier in the line that turns the meaning round. */
  readonly outsideOf?: RegExp;
  /** What the 2,000 characters before must end with: the list or object that the setting stands in. */
  readonly inside?: RegExp;
  readonly message?: string;
}

/** No settings file says a thing so often; a hostile one costs no more than this. */
const MOST = 1000;

/** A detector for settings that are told by their text, in whatever notation the file is. */
export function reportMatches(forms: readonly SettingForm[]): TokenDetector {
  return {
    engine: 'token',
    scope: 'file',
    keywords: [...new Set(forms.map(({ keyword }) => keyword))],
    scan(context) {
      const taken = new Set<number>();
      for (const form of forms) {
        let seen = 0;
        for (const match of context.text.matchAll(form.expression)) {
          if (++seen > MOST) break;
          const before = context.text.slice(Math.max(0, match.index - 2000), match.index);
          if (form.inside?.test(before) === false) continue;
          const start = match.index + (match[0].length - match[0].trimStart().length);
          const end = match.index + match[0].length;
          if (taken.has(start) || form.outsideOf?.test(lineBefore(context, start)) === true) continue;
          taken.add(start);
          context.report({ start, end, confidence: 'likely', ...(form.message && { message: form.message }) });
        }
      }
    },
  };
}

function lineBefore({ text }: FileContext, at: number): string {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
}
