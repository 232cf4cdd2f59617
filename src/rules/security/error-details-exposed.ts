import type { SyntaxNode } from '../../analyze/detector.ts';
import { ancestor, fileSays } from '../../analyze/pattern/around.ts';
import { nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

const servesWeb = fileSays(
  /^[ \t]*(?:from|import)[ \t]+(?:flask|django|rest_framework|fastapi|starlette|aiohttp|bottle|tornado|sanic|falcon|pyramid|quart)\b/m,
);
/** Exceptions that are written for whoever sent the request. */
const FOR_USERS =
  /Validation|ValueError|KeyError|TypeError|HTTP|Http404|NotFound|Permission|BadRequest|DoesNotExist|Api|User|Parse|Schema|Form/;
const RESPONSES =
  /^(?:jsonify|make_response|Response|HttpResponse\w*|JsonResponse|JSONResponse|HTMLResponse|PlainTextResponse|(?:flask|web|django\.http)\.\w+|json_response|HTTPException|abort)$/;

/** The name that the handler around a node gives the exception, where it catches everything. */
function caughtAround(node: SyntaxNode): string | null {
  const handler = ancestor(node, ({ kind }) => kind === 'except_clause');
  const pattern = handler?.namedChildren[0];
  if (!handler || !pattern) return null;
  if (pattern.kind === 'block') return '';
  const text = pattern.text;
  if (FOR_USERS.test(text.replace(/\bas\b.*$/, ''))) return null;
  return /\bas\s+(\w+)$/.exec(text)?.[1] ?? '';
}

/** True where the exception itself is part of what is given back. */
function tells(given: SyntaxNode, name: string): boolean {
  const text = given.text.slice(0, 2000);
  if (/\btraceback\.format_exc\(|\bformat_exc\(|\bformat_exception\(/.test(text)) return true;
  return (
    name !== '' &&
    new RegExp(
      `(?:str|repr|format)\\(\\s*${name}\\b|\\{${name}(?:!\\w)?\\}|%\\s*\\(?\\s*${name}\\b|\\b${name}\\.args|${name}\\.message|format\\([^)]*\\b${name}\\b`,
    ).test(text)
  );
}

export default defineRule({
  id: 'security/error-details-exposed',
  title: 'Details of an error are sent to the visitor',
  level: 'note',
  why: 'Messages and stack traces tell paths, queries, versions and sometimes values that help with the next attack.',
  fix: 'Log the exception and answer with a sentence of your own.',
  cwe: [209],
  languages: ['python'],
  detect: nodes(
    { python: ['return_statement', 'raise_statement', 'call'] },
    (node) => {
      if (!servesWeb(node)) return false;
      const given = node.kind === 'call' ? node.child('arguments') : node.namedChildren[0];
      if (!given) return false;
      if (node.kind === 'call' && !/^(?:self\.write|self\.finish)$/.test(node.child('function')?.text ?? ''))
        return false;
      if (node.kind === 'raise_statement' && !RESPONSES.test(given.child('function')?.text ?? '')) return false;
      const name = caughtAround(node);
      if (name === null || !tells(given, name)) return false;
      // A helper that gives a message back to the program is no answer yet.
      const inRoute = ancestor(node, ({ kind }) => kind === 'function_definition');
      const isView =
        inRoute?.parent?.kind === 'decorated_definition' ||
        /\(\s*(?:self\s*,\s*)?request\b/.test(inRoute?.child('parameters')?.text ?? '');
      return node.kind !== 'return_statement' || isView || RESPONSES.test(given.child('function')?.text ?? '');
    },
    ['except'],
  ),
  bad: [
    'from flask import Flask\nimport traceback\napp = Flask(__name__)\n@app.route("/a")\ndef a():\n    try:\n        return work()\n    except Exception:\n        «return traceback.format_exc(), 500»\n',
    'from flask import Flask, jsonify\napp = Flask(__name__)\n@app.route("/a")\ndef a():\n    try:\n        return work()\n    except Exception as e:\n        «return jsonify({"error": str(e)}), 500»\n',
    'from fastapi import HTTPException\ndef a():\n    try:\n        work()\n    except Exception as e:\n        «raise HTTPException(status_code=500, detail=f"failed: {e}")»\n',
    'from django.http import HttpResponse\ndef a(request):\n    try:\n        work()\n    except:\n        import traceback\n        «return HttpResponse(traceback.format_exc())»\n',
  ],
  good: [
    'from flask import Flask\napp = Flask(__name__)\n@app.route("/a")\ndef a():\n    try:\n        return work()\n    except Exception:\n        app.logger.exception("failed")\n        return "internal error", 500\n',
    'from flask import Flask, jsonify\napp = Flask(__name__)\n@app.route("/a")\ndef a():\n    try:\n        return work()\n    except ValidationError as e:\n        return jsonify({"error": str(e)}), 400\n',
    'import traceback\ndef a():\n    try:\n        return work()\n    except Exception:\n        return traceback.format_exc()\n',
  ],
});
