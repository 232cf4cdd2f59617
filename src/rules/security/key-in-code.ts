import type { SyntaxNode } from '../../analyze/detector.ts';
import type { Call } from '../../analyze/pattern/call.ts';
import { calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { followed, literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';

/** Which argument is the key. */
const BY_POSITION: ReadonlyMap<string, number> = new Map([
  ['jsonwebtoken.sign', 1],
  ['jsonwebtoken.verify', 1],
  ['jwt-simple.encode', 1],
  ['jwt-simple.decode', 1],
  ['jose.JWT.sign', 1],
  ['jose.JWT.verify', 1],
  ['jose.JWK.asKey', 0],
  ['crypto.createHmac', 1],
  ['crypto.createCipher', 1],
  ['crypto.createCipheriv', 1],
  ['crypto.createDecipheriv', 1],
  ['crypto-js.AES.encrypt', 1],
  ['crypto-js.AES.decrypt', 1],
  ['crypto-js.HmacSHA256', 1],
  ['cookie-parser', 0],
]);
/** Which option is the key. */
const BY_OPTION: ReadonlyMap<string, readonly string[]> = new Map([
  ['express-session', ['secret']],
  ['cookie-session', ['secret', 'keys']],
  ['express-jwt', ['secret']],
  ['express-jwt.expressjwt', ['secret']],
  ['koa-jwt', ['secret']],
  ['passport-jwt.Strategy', ['secretOrKey']],
  ['mysql.createConnection', ['password']],
  ['mysql.createPool', ['password']],
  ['mysql2.createConnection', ['password']],
  ['mysql2.createPool', ['password']],
  ['pg.Client', ['password']],
  ['pg.Pool', ['password']],
]);

/** The constant that a key is, as it is written there; a text of nothing, or that stands for one, is none. */
function constantKey(node: SyntaxNode | null | undefined): SyntaxNode | null {
  if (node === null || node === undefined) return null;
  const given = followed(node);
  if (given.kind === 'array') return given.namedChildren.map(constantKey).find((one) => one !== null) ?? null;
  const wrapped = /^(?:Buffer\.from|new TextEncoder\(\)\.encode|CryptoJS\.enc\.\w+\.parse)$/.test(
    given.child('function')?.text ?? '',
  );
  const inner = wrapped ? given.child('arguments')?.namedChildren[0] : given;
  const value = inner === undefined ? undefined : literalOf(inner)?.value;
  if (typeof value !== 'string' || value.trim() === '' || /-----BEGIN (?:RSA )?PUBLIC|^<.*>$|^\$\{|^%\w+%$/.test(value))
    return null;
  return node;
}

function keyOf(call: Call): SyntaxNode | null {
  const path = call.path ?? '';
  const position = BY_POSITION.get(path);
  if (position !== undefined) return constantKey(call.arguments[position]);
  for (const name of BY_OPTION.get(path) ?? []) {
    const found = constantKey(call.option(name));
    if (found !== null) return found;
  }
  return null;
}

export default defineRule({
  id: 'security/key-in-code',
  title: 'Key or password is a constant of the program',
  level: 'warning',
  why: 'Whoever reads the code, or a copy of it, can sign, decrypt or sign in as the program does; and a key in code is never changed.',
  fix: 'Read the key from the environment or a secret store when the program starts.',
  cwe: [798, 321, 259],
  languages: [...JAVASCRIPT],
  detect: calls({ javascript: [...BY_POSITION.keys(), ...BY_OPTION.keys()] }, keyOf),
  bad: [
    'import jwt from "jsonwebtoken";\nconst token = jwt.sign({ id }, «"correct horse"»);',
    'const crypto = require("crypto");\nconst key = "battery";\nconst mac = crypto.createHmac("sha256", «key»).update(body).digest("hex");',
    'const session = require("express-session");\napp.use(session({ secret: «"staple"», resave: false }));',
    'const { Strategy } = require("passport-jwt");\nconst options = { jwtFromRequest, secretOrKey: «"horse"» };\npassport.use(new Strategy(options, verify));',
  ],
  good: [
    'import jwt from "jsonwebtoken";\nconst token = jwt.sign({ id }, process.env.JWT_KEY);',
    'const session = require("express-session");\napp.use(session({ secret: config.secret }));',
    'const crypto = require("crypto");\nconst mac = crypto.createHmac("sha256", key).update("text").digest("hex");',
    'const { Pool } = require("pg");\nconst pool = new Pool({ password: "" });',
  ],
});
