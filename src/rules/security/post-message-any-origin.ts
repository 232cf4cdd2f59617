import { calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';

export default defineRule({
  id: 'security/post-message-any-origin',
  title: 'Message sent to whichever site is open there',
  level: 'warning',
  why: 'With `*` the message goes to the window whatever it shows now: after a navigation another site reads it.',
  fix: 'Name the origin that may read it: `target.postMessage(data, "https://example.com")`.',
  cwe: [201, 346],
  languages: [...JAVASCRIPT],
  detect: calls({ javascript: ['*.postMessage'] }, (call) => {
    const data = call.arguments[0];
    if (call.literal(1)?.value !== '*' || data === undefined || literalOf(data) !== undefined) return false;
    return call.arguments[1];
  }),
  bad: [
    'window.parent.postMessage({ token }, «"*"»);',
    'const ANY = "*";\nopener.postMessage(JSON.stringify(session), «ANY»);',
  ],
  good: [
    'window.parent.postMessage({ token }, "https://example.com");',
    'window.parent.postMessage("ready", "*");',
    'worker.postMessage({ job });',
    'window.parent.postMessage({ token }, origin);',
  ],
});
