import type { SyntaxNode } from '../../analyze/detector.ts';
import { nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

const ROUTE = /^[\w.]+\.(?:route|get|post|put|patch|delete)$/;
const CHECK =
  /(?:^|[._])(?:login_required|auth_required|jwt_required|token_required|requires_auth|require_auth|require_login|authenticated|admin_required|admin_only|permission_required|permissions_required|roles_required|roles_accepted|role_required|requires_login|requires_role|protected|fresh_login_required|verify_token|check_auth)$/;
/** Doors that must be open for whoever is not logged in yet. */
const OPEN =
  /login|logout|log_?in|sign_?(?:in|up)|register|auth|token|oauth|callback|health|ping|status|index|home|about|static|favicon|robots|public|version|metrics|reset|forgot|verify|confirm|webhook|contact|docs|openapi|error|root/i;
/** A check inside the body does as well. */
const INSIDE =
  /current_user|is_authenticated|login_required|abort\(\s*(?:401|403)|\b40[13]\b|session(?:\.get\(|\[)|Authorization|verify_|check_|require_|permission|get_jwt|user_id|authorize/;

interface Route {
  readonly node: SyntaxNode;
  readonly name: SyntaxNode;
  readonly changes: boolean;
  readonly isChecked: boolean;
}

function decoratorName(decorator: SyntaxNode): string {
  const inner = decorator.namedChildren[0];
  return (inner?.kind === 'call' ? inner.child('function')?.text : inner?.text) ?? '';
}

function routeOf(node: SyntaxNode): Route | null {
  const definition = node.child('definition');
  const name = definition?.child('name');
  if (definition?.kind !== 'function_definition' || !name) return null;
  const decorators = node.namedChildren.filter(({ kind }) => kind === 'decorator');
  const route = decorators.find((one) => ROUTE.test(decoratorName(one)));
  if (!route) return null;
  const isChecked = decorators.some((one) => CHECK.test(decoratorName(one)));
  const changes =
    /\.(?:post|put|patch|delete)$/.test(decoratorName(route)) || /["'](?:POST|PUT|PATCH|DELETE)["']/.test(route.text);
  const isOpen =
    OPEN.test(name.text) ||
    OPEN.test(/["']([^"']*)["']/.exec(route.text)?.[1] ?? '') ||
    /\(\s*["']\/?["']/.test(route.text);
  const inside = INSIDE.test(definition.child('body')?.text.slice(0, 20_000) ?? '');
  return { node, name, changes, isChecked: isChecked || isOpen || inside };
}

export default defineRule({
  id: 'security/missing-authentication',
  title: 'Route without the check that the routes beside it have',
  level: 'warning',
  why: 'Anybody can call it without logging in, although what stands beside it is protected.',
  fix: 'Put the same decorator on it, or write down why it is open.',
  cwe: [306, 862],
  languages: ['python'],
  detect: nodes(
    { python: ['module'] },
    (module, context) => {
      const definitions = module.namedChildren.filter(({ kind }) => kind === 'decorated_definition');
      const routes = definitions.map(routeOf).filter((one) => one !== null);
      const guarded = definitions.filter((one) =>
        one.namedChildren.some((child) => child.kind === 'decorator' && CHECK.test(decoratorName(child))),
      );
      if (guarded.length === 0 || guarded.length < routes.filter(({ isChecked }) => !isChecked).length) return false;
      for (const { name, changes, isChecked } of routes) {
        if (!isChecked && changes) context.report({ start: name.start, end: name.end });
      }
      return false;
    },
    ['required', 'requires', 'require_', 'authenticated', 'admin_only', 'protected'],
  ),
  bad: [
    'from fastapi import APIRouter\nfrom auth import admin_required\nrouter = APIRouter()\n@router.get("/items")\n@admin_required\nasync def items():\n    return everything()\n@router.delete("/items/{number}")\nasync def «remove»(number: int):\n    drop(number)\n',
    'from flask import Flask\nfrom flask_login import login_required\napp = Flask(__name__)\n@app.route("/users")\n@login_required\ndef users():\n    return everybody()\n@app.route("/users/remove", methods=["POST"])\ndef «remove»():\n    drop(request.form["id"])\n    return "ok"\n',
  ],
  good: [
    'from flask import Flask\nfrom flask_login import login_required\napp = Flask(__name__)\n@app.route("/users")\n@login_required\ndef users():\n    return everybody()\n@app.route("/users/remove", methods=["POST"])\n@login_required\ndef remove():\n    drop(request.form["id"])\n    return "ok"\n@app.route("/login", methods=["POST"])\ndef login():\n    return start()\n',
    'from flask import Flask\napp = Flask(__name__)\n@app.route("/users/remove", methods=["POST"])\ndef remove():\n    drop(request.form["id"])\n    return "ok"\n',
    'from flask_login import login_required\n@app.get("/a")\n@login_required\ndef a():\n    return "a"\n@app.post("/b")\ndef b():\n    if not current_user.is_admin:\n        abort(403)\n    return "b"\n',
  ],
});
