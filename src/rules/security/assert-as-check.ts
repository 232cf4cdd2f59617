import { nodes } from '../../analyze/pattern/detectors.ts';
import { hasWord, wordsOf } from '../../analyze/pattern/words.ts';
import { defineRule } from '../../analyze/rule.ts';

const RIGHTS = new Set([
  'admin',
  'authenticated',
  'authorized',
  'permission',
  'permissions',
  'superuser',
  'staff',
  'owner',
  'role',
  'csrf',
  'signature',
  'allowed',
  'logged',
]);
const VISITOR = /\b(?:request|session|user|current_user|g|self\.request|self\.user|token|claims)\b/;

export default defineRule({
  id: 'security/assert-as-check',
  title: 'Right is checked with an assertion',
  level: 'warning',
  why: 'Python leaves assertions out when it runs with `-O`: the check is gone then, and nothing tells.',
  fix: 'Write the check as a condition that raises or answers 403.',
  cwe: [617, 703],
  languages: ['python'],
  detect: nodes(
    { python: ['assert_statement'] },
    (node) => {
      const condition = node.namedChildren[0];
      if (!condition || !VISITOR.test(condition.text)) return false;
      return hasWord(wordsOf(condition.text.replace(/[^\w]+/g, '_')), RIGHTS);
    },
    ['assert'],
  ),
  bad: [
    'def admin():\n    «assert session.get("is_admin")»\n    return page()\n',
    'def remove(user, thing):\n    «assert user.has_permission("remove"), "no"»\n    thing.remove()\n',
  ],
  good: [
    'def admin():\n    if not session.get("is_admin"):\n        abort(403)\n    return page()\n',
    'def area(width):\n    assert width > 0\n    return width * width\n',
    { after: { 'tests/test_admin.py': 'def test_admin(user):\n    assert user.is_admin\n' } },
  ],
});
