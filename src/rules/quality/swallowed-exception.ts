import type { SyntaxNode } from '../../analyze/detector.ts';
import { anyOf, calls, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

const BROAD = /^(?:Exception|BaseException|builtins\.Exception)$/;

/** Nothing but `pass`, `...` or a docstring. */
function doesNothing(block: SyntaxNode): boolean {
  return block.namedChildren.every((child) => {
    if (child.kind === 'pass_statement') return true;
    const inner = child.namedChildren[0];
    return child.kind === 'expression_statement' && inner !== undefined && inner.kind === 'ellipsis';
  });
}

/** `except:`, `except Exception:` and tuples with one of them; a narrow type that is passed over was meant. */
function catchesAll(clause: SyntaxNode): boolean {
  const value =
    clause.child('value') ?? clause.namedChildren.find(({ kind }) => kind !== 'block' && kind !== 'comment');
  if (!value) return true;
  const type = value.kind === 'as_pattern' ? value.namedChildren[0]! : value;
  return type.kind === 'tuple' ? type.namedChildren.some(({ text }) => BROAD.test(text)) : BROAD.test(type.text);
}

/** A comment says why nothing is done: that is a decision, not an oversight. */
function isExplained(clause: SyntaxNode): boolean {
  return /\/\/|\/\*|#/.test(clause.text);
}

export default defineRule({
  id: 'quality/swallowed-exception',
  title: 'Error is caught and forgotten',
  level: 'warning',
  why: 'What went wrong leaves no trace: the program goes on with a state that nobody expected, and the cause cannot be found.',
  fix: 'Handle the error, log it, or let it pass; catch only the type that is expected, and say in a comment why nothing is done.',
  cwe: [390, 1069],
  languages: [...JAVASCRIPT, 'python', 'java', 'csharp', 'php', 'cpp', 'ruby'],
  detect: anyOf(
    nodes(
      {
        javascript: ['catch_clause'],
        typescript: ['catch_clause'],
        java: ['catch_clause'],
        csharp: ['catch_clause'],
        php: ['catch_clause'],
        cpp: ['catch_clause'],
      },
      (node) => {
        const body = node.child('body');
        if (!body || body.namedChildren.length > 0 || isExplained(node)) return false;
        // The type is narrow, and the one that says "stop waiting" has nothing to be done about.
        if (/\b(?:InterruptedException|NumberFormatException|OperationCanceledException)\b/.test(node.text))
          return false;
        // `catch (_)`, `catch (ignored)`: the name says that it is meant.
        const meant = /^catch\s*\([^)]*?\b(?:_\w*|ignored?\w*|expected)\b/.test(node.text);
        return meant ? { at: node, level: 'note' as const } : node;
      },
      ['catch'],
    ),
    nodes(
      { python: ['except_clause'] },
      (node) => {
        const body = node.namedChildren.find(({ kind }) => kind === 'block');
        return body !== undefined && doesNothing(body) && catchesAll(node) && !isExplained(node) && node;
      },
      ['except'],
    ),
    nodes(
      { ruby: ['rescue'] },
      (node) =>
        node.child('body') === null &&
        !isExplained(node) &&
        /^rescue\s*(?:$|=>|(?:StandardError|Exception)\b)/.test(node.text) &&
        node,
      ['rescue'],
    ),
    calls({ javascript: ['*.catch'] }, (call) => {
      const handler = call.arguments[0];
      if (call.arguments.length !== 1 || handler?.kind !== 'arrow_function') return false;
      const body = handler.child('body');
      const isEmpty = body?.kind === 'statement_block' && body.namedChildren.length === 0;
      return isEmpty && { at: handler, level: 'note' as const };
    }),
  ),
  bad: [
    'try {\n  save(order);\n} «catch (error) {\n}»',
    'try { load(); } «catch {}» finally { close(); }',
    'send(report).catch(«() => {}»);',
    { after: { 'job.py': 'try:\n    save(order)\n«except Exception:\n    pass»\n' } },
    {
      after: {
        'job.py':
          'try:\n    save(order)\n«except (KeyError, Exception) as e:\n    ...»\nfinally:\n    close()\ntry:\n    a()\n«except:\n    pass»\n',
      },
    },
    { after: { 'job.rb': 'def run\n  save\n«rescue => e»\nend\n' } },
    { after: { 'Job.java': 'class Job { void run() { try { save(); } «catch (Exception e) {}» } }\n' } },
  ],
  good: [
    'try { save(order); } catch (error) { log.error(error); }',
    'try { unlink(path); } catch {\n  // Gone already: that is what was wanted.\n}',
    'send(report).catch((error) => log.warn(error));\ncache.catch(key, () => {});',
    {
      after: {
        'job.py':
          'try:\n    del cache[key]\nexcept KeyError:\n    pass\ntry:\n    a()\nexcept Exception:\n    log.exception("a")\n',
      },
    },
    {
      after: {
        'job.py': 'try:\n    import fast\nexcept Exception:  # optional, and broken on some systems\n    pass\n',
      },
    },
    { after: { 'Job.java': 'class Job { void run() { try { sleep(); } catch (InterruptedException e) {} } }\n' } },
    { after: { 'job.rb': 'def run\n  save\nrescue Errno::ENOENT\n  nil\nrescue KeyError\nend\n' } },
  ],
});
