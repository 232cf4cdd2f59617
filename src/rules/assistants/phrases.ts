import type { TokenDetector } from '../../analyze/detector.ts';

/** Words near a phrase that show it is quoted as a danger, not given as an order. */
const WARNING =
  /\b(?:inject(?:ion|ed|s)?|payloads?|exploit\w*|vulnerab\w*|user input|jailbreak\w*|malicious|attack\w*|adversar\w*|untrusted|suspicious|phish\w*|hostile|beware|red flags?|refuse|such as|for example|e\.g\.|(?:phrases?|patterns?|text|things|content|anything|something) (?:like|that|which))|\b(?:if|when|whenever)\b[^.\n]{0,60}\b(?:says?|asks|tells|contains?|reads|instructs|tries|attempts?|wants|claims?)\b|\b(?:says?|saying|claims?|claiming|telling|asking|contain(?:s|ing)) (?:you )?(?:to )?["“'`«]|(?:do not|don't|never|must not|should not) (?:obey|follow|comply|act on|execute|trust|honou?r|respond to|be (?:fooled|tricked))|\b(?:folge nicht|befolge nicht|n'obéis pas|no obedezcas)\b/i;

/** True where the phrase at this place is spoken of: in its own sentence, or in what leads to the list it stands in. */
function isSpokenOf(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 240), start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const sentence = /^\s*(?:[-*+>|]|\d+[.)])\s/.test(line)
    ? before
    : before.slice(Math.max(before.lastIndexOf('. '), before.lastIndexOf('\n\n')) + 1);
  const after = text.slice(end, end + 120).split(/[.\n]/)[0]!;
  return WARNING.test(sentence) || WARNING.test(after);
}

/** Reports every match of the phrases that is an order and not a warning about one. */
export function orders(phrases: readonly RegExp[], message: string): TokenDetector {
  return {
    engine: 'token',
    scope: 'file',
    keywords: [],
    scan(context) {
      const taken: [number, number][] = [];
      for (const phrase of phrases) {
        for (const match of context.text.matchAll(phrase)) {
          const start = match.index;
          const end = start + match[0].length;
          if (taken.some(([a, b]) => a < end && start < b) || isSpokenOf(context.text, start, end)) continue;
          taken.push([start, end]);
          context.report({ start, end, message, confidence: 'likely' });
        }
      }
    },
  };
}

/** Reports every match of the expression that no sentence forbids. */
export function unlessForbidden(keywords: readonly string[], expression: RegExp): TokenDetector {
  return {
    engine: 'token',
    scope: 'file',
    keywords,
    scan(context) {
      for (const match of context.text.matchAll(expression)) {
        const start = match.index;
        if (isForbidden(context.text, start) || isSpokenOf(context.text, start, start + match[0].length)) continue;
        context.report({ start, end: start + match[0].length, confidence: 'likely' });
      }
    },
  };
}

/** True where the sentence up to this place forbids what follows: `Never read ~/.ssh`. */
export function isForbidden(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 120), start);
  const sentence = before.slice(Math.max(before.lastIndexOf('. '), before.lastIndexOf('\n')) + 1);
  return /\b(?:never|not|don['’]t|avoid|without|den(?:y|ied)|forbid\w*|block\w*|refuse|no|instead of)\b/i.test(
    sentence,
  );
}
