import type { SyntaxNode } from '../../analyze/detector.ts';
import type { Call } from '../../analyze/pattern/call.ts';
import { anyOf, calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { followed, literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';

/** `(origin, callback) => callback(null, true)`: every origin is answered with itself. */
function acceptsAll(origin: SyntaxNode): boolean {
  const given = followed(origin);
  if (literalOf(given)?.value === true) return true;
  if (given.kind !== 'arrow_function' && given.kind !== 'function_expression') return false;
  const body = given.child('body')?.text.replace(/\s+/g, ' ') ?? '';
  return /^\{? ?(?:return )?\w+\(null, true\);? ?\}?$/.test(body);
}

function anyOrigin(value: SyntaxNode | null): boolean {
  if (value === null) return false;
  const given = followed(value);
  if (literalOf(given)?.value === '*') return true;
  return given.kind === 'list' && given.namedChildren.some((one) => literalOf(one)?.value === '*');
}

function starlette(call: Call) {
  const origins = call.option('allow_origins');
  return anyOrigin(origins) && call.optionLiteral('allow_credentials')?.value === true && origins!.parent;
}

export default defineRule({
  id: 'security/cors-any-origin',
  title: 'Any website may call with the user’s credentials',
  level: 'error',
  why: 'The answer repeats whatever origin asked and allows cookies: every site the user visits can act as the user and read the answers.',
  fix: 'List the origins that may send credentials, or do not allow credentials.',
  cwe: [942, 346],
  languages: [...JAVASCRIPT, 'python'],
  detect: anyOf(
    calls({ javascript: ['cors', '@fastify/cors', 'hono/cors.cors', '*.enableCors'] }, (call) => {
      const origin = call.option('origin');
      return (
        origin !== null && acceptsAll(origin) && call.optionLiteral('credentials')?.value === true && origin.parent
      );
    }),
    calls(
      { python: ['*.add_middleware'] },
      (call) => /CORSMiddleware$/.test(call.arguments[0]?.text ?? '') && starlette(call),
    ),
    calls(
      { python: ['starlette.middleware.cors.CORSMiddleware', 'fastapi.middleware.cors.CORSMiddleware'] },
      starlette,
    ),
    calls({ python: ['flask_cors.CORS', 'flask_cors.cross_origin'] }, (call) => {
      if (call.optionLiteral('supports_credentials')?.value !== true) return false;
      const origins = call.option('origins');
      return anyOrigin(origins) && origins!.parent;
    }),
  ),
  bad: [
    'import cors from "cors";\napp.use(cors({ «origin: true», credentials: true }));',
    'const cors = require("cors");\napp.use(cors({ «origin: (origin, done) => done(null, true)», credentials: true }));',
    {
      after: {
        'app.py':
          'from fastapi.middleware.cors import CORSMiddleware\napp.add_middleware(CORSMiddleware, «allow_origins=["*"]», allow_credentials=True)\n',
      },
    },
    { after: { 'app.py': 'from flask_cors import CORS\nCORS(app, «origins="*"», supports_credentials=True)\n' } },
  ],
  good: [
    'import cors from "cors";\napp.use(cors({ origin: ["https://example.com"], credentials: true }));',
    'import cors from "cors";\napp.use(cors({ origin: "*" }));',
    'import cors from "cors";\napp.use(cors({ origin: (origin, done) => done(null, allowed.has(origin)), credentials: true }));',
    {
      after: {
        'app.py':
          'from fastapi.middleware.cors import CORSMiddleware\napp.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=False)\n',
      },
    },
    {
      after: {
        'app.py':
          'from flask_cors import CORS\nCORS(app, origins=["https://example.com"], supports_credentials=True)\n',
      },
    },
  ],
});
