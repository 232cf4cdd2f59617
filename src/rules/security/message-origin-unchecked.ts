import type { SyntaxNode } from '../../analyze/detector.ts';
import { fileSays } from '../../analyze/pattern/around.ts';
import { anyOf, calls, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { followed } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';

/** Who sent it is looked at, or it came over a channel that only the right one holds. */
const LOOKS = /\borigin\b|\.source\b|\bisTrusted\b|\bports?\b/;
/** What a message would have to reach to do harm. */
const ACTS =
  /\b(?:eval|Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|location|href|open|localStorage|sessionStorage|cookie|fetch|postMessage|setItem|dispatch)\b/;

/** In a worker only the page that started it can send. */
const isWorker = fileSays(
  /\bimportScripts\b|\bself\.(?:addEventListener|postMessage|onmessage|skipWaiting)\b|\bWorkerGlobalScope\b/,
);

function isCareless(handler: SyntaxNode | undefined): boolean {
  if (handler === undefined) return false;
  const given = followed(handler);
  if (!/^(?:arrow_function|function_expression|function_declaration)$/.test(given.kind)) return false;
  const { text } = given;
  return text.length < 20_000 && /\.data\b|\{\s*data\b/.test(text) && !LOOKS.test(text) && ACTS.test(text);
}

export default defineRule({
  id: 'security/message-origin-unchecked',
  title: 'Message is acted on whoever sent it',
  level: 'warning',
  why: 'Any site that holds this window, or is framed in it, can send a message: without a look at its origin all of them give orders.',
  fix: 'Compare `event.origin` with the origins that are expected, before anything else.',
  cwe: [346, 940],
  languages: [...JAVASCRIPT],
  detect: anyOf(
    calls({ javascript: ['addEventListener'] }, (call) => {
      if (call.literal(0)?.value !== 'message' || isWorker(call.node)) return false;
      return isCareless(call.arguments[1]) && call.name;
    }),
    nodes(
      { javascript: ['assignment_expression'], typescript: ['assignment_expression'], tsx: ['assignment_expression'] },
      (node) => {
        const left = node.child('left');
        return (
          left !== null &&
          /^window\.onmessage$/.test(left.text) &&
          !isWorker(node) &&
          isCareless(node.child('right') ?? undefined) &&
          left
        );
      },
      ['onmessage'],
    ),
  ),
  bad: [
    'window.«addEventListener»("message", (event) => {\n  location.href = event.data.url;\n});',
    '«window.onmessage» = function (event) {\n  panel.innerHTML = event.data;\n};',
  ],
  good: [
    'window.addEventListener("message", (event) => {\n  if (event.origin !== "https://example.com") return;\n  location.href = event.data.url;\n});',
    'socket.addEventListener("message", (event) => {\n  location.href = event.data.url;\n});',
    'window.addEventListener("message", (event) => {\n  counter.add(event.data.length);\n});',
    'self.addEventListener("message", (event) => { fetch(event.data); });\nimportScripts("a.js");',
  ],
});
