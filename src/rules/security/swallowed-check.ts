import { ancestor } from '../../analyze/pattern/around.ts';
import { nodes } from '../../analyze/pattern/detectors.ts';
import { hasWord, wordsOf } from '../../analyze/pattern/words.ts';
import { defineRule } from '../../analyze/rule.ts';

const CHECKS = new Set([
  'auth',
  'authenticate',
  'authenticated',
  'authorize',
  'authorized',
  'permission',
  'access',
  'verify',
  'signature',
  'token',
  'login',
  'admin',
  'csrf',
  'allowed',
  'permitted',
  'certificate',
  'password',
]);
const ANY = /^(?:Exception|BaseException)?(?:\s+as\s+\w+)?$/;

export default defineRule({
  id: 'security/swallowed-check',
  title: 'Failure of a check is ignored',
  level: 'warning',
  why: 'When the check itself fails, the program goes on as if it had passed.',
  fix: 'Refuse when anything goes wrong: `return False`, raise, or catch only what is known to be harmless.',
  cwe: [703, 390, 755],
  languages: ['python'],
  detect: nodes(
    { python: ['except_clause'] },
    (node) => {
      const [caught] = node.namedChildren;
      const body = node.namedChildren.at(-1);
      if (!caught || body?.kind !== 'block') return false;
      const what = caught.kind === 'block' ? '' : caught.text;
      const passes = /^(?:pass|\.\.\.|return True)$/.test(body.text.replace(/#.*$/gm, '').trim());
      if (!passes || !ANY.test(what)) return false;
      const fn = ancestor(node, ({ kind }) => kind === 'function_definition');
      const name = fn?.child('name')?.text ?? '';
      if (!hasWord(wordsOf(name), CHECKS)) return false;
      const guarded = node.parent?.child('body')?.text ?? '';
      return /\breturn\b|\braise\b|\bassert\b|verify|check|authenticate|authorize/.test(guarded.slice(0, 5000));
    },
    ['except'],
  ),
  bad: [
    'def check_access(user, page):\n    try:\n        return rules.allow(user, page)\n    «except Exception:\n        pass»\n    return True\n',
    'def verify_signature(text, mark):\n    try:\n        key.verify(mark, text)\n    «except:\n        return True»\n',
  ],
  good: [
    'def check_access(user, page):\n    try:\n        return rules.allow(user, page)\n    except Exception:\n        return False\n',
    'def check_access(user, page):\n    try:\n        return rules.allow(user, page)\n    except LookupError:\n        pass\n    return False\n',
    'def close(connection):\n    try:\n        connection.close()\n    except Exception:\n        pass\n',
  ],
});
