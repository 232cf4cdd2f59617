import type { SyntaxNode } from '../../analyze/detector.ts';
import { ancestor, descendants, functionAround } from '../../analyze/pattern/around.ts';
import { Call } from '../../analyze/pattern/call.ts';
import { calls } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

const KEPT = /session|cookie|token/i;
const PLACES = new Set(['assignment', 'call']);

/** The variable that a value is given at once, maybe converted on the way. */
function variableOf(node: SyntaxNode): string | null {
  const assignment = ancestor(node, ({ kind }) => kind === 'assignment' || kind === 'block' || kind === 'module');
  const left = assignment?.kind === 'assignment' ? assignment.child('left') : null;
  return left?.kind === 'identifier' ? left.text : null;
}

/** True where the variable becomes what a visitor is recognised by. */
function isKept(place: SyntaxNode, variable: string): boolean {
  if (place.kind === 'assignment') {
    const left = place.child('left');
    return (
      left?.kind === 'subscript' &&
      place.child('right')?.text === variable &&
      KEPT.test(left.child('value')?.text ?? '')
    );
  }
  const call = Call.of(place);
  return call !== null && call.method === 'set_cookie' && call.arguments[1]?.text === variable;
}

export default defineRule({
  id: 'security/random-in-session',
  title: 'A predictable value is kept in a session or cookie',
  level: 'note',
  why: 'A general-purpose generator can be predicted from a few of its outputs: a visitor is then recognised by something others can guess.',
  fix: 'Use `secrets.token_urlsafe()` for whatever recognises a visitor.',
  cwe: [330],
  languages: ['python'],
  detect: calls(
    {
      python: [
        'random',
        'randint',
        'choice',
        'choices',
        'sample',
        'getrandbits',
        'randrange',
        'randbytes',
        'uniform',
        'normalvariate',
        'gauss',
      ].map((name) => `random.${name}`),
    },
    (call) => {
      const variable = variableOf(call.node);
      if (variable === null) return false;
      for (const place of descendants(functionAround(call.node), PLACES)) if (isKept(place, variable)) return true;
      return false;
    },
  ),
  bad: [
    {
      after: {
        'src/login.py':
          'import random\nfrom flask import session\n\ndef remember(user):\n    value = str(«random.randint(0, 10**9)»)\n    session["remember"] = value\n',
      },
    },
    {
      after: {
        'src/login.py':
          'import random\n\ndef remember(response):\n    value = «random.getrandbits(64)»\n    response.set_cookie("visitor", value, secure=True)\n',
      },
    },
  ],
  good: [
    {
      after: {
        'src/login.py':
          'import secrets\nfrom flask import session\n\ndef remember(user):\n    value = secrets.token_urlsafe()\n    session["remember"] = value\n',
      },
    },
    {
      after: {
        'src/login.py':
          'import random\nfrom flask import session\n\ndef remember(user):\n    value = random.SystemRandom().randint(0, 10**9)\n    session["remember"] = value\n',
      },
    },
    {
      after: {
        'src/game.py':
          'import random\nfrom flask import session\n\ndef roll():\n    value = random.randint(1, 6)\n    board["dice"] = value\n    session["moves"] = 1\n',
      },
    },
  ],
});
