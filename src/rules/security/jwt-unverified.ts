import type { SyntaxNode } from '../../analyze/detector.ts';
import { functionAround } from '../../analyze/pattern/around.ts';
import { type Call, propertyOf } from '../../analyze/pattern/call.ts';
import { anyOf, calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { followed, literalOf } from '../../analyze/pattern/literal.ts';
import { firstOf, flipped, replacing } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

/** `none` in an algorithm or a list of them. */
function allowsNone(value: SyntaxNode | null): boolean {
  if (value === null) return false;
  const given = followed(value);
  const all = given.kind === 'array' || given.kind === 'list' ? given.namedChildren : [given];
  return all.some((one) => /^none$/i.test(String(literalOf(one)?.value ?? '')));
}

function switchesOff(call: Call): SyntaxNode | null {
  if (call.optionLiteral('verify')?.value === false) return call.option('verify')!.parent;
  const options = call.option('options');
  const given = options && followed(options);
  const flag = given?.kind === 'dictionary' ? propertyOf(given, 'verify_signature') : null;
  return flag && literalOf(flag)?.value === false ? flag.parent : null;
}

export default defineRule({
  id: 'security/jwt-unverified',
  title: 'Token is accepted without checking its signature',
  level: 'error',
  why: 'A token whose signature is not checked says whatever its sender wants, for instance that they are an administrator.',
  fix: 'Verify with the issuer’s key and an explicit list of algorithms, without `none`.',
  cwe: [347, 287],
  languages: [...JAVASCRIPT, 'python', 'java', 'go'],
  flows: misuse('token-unverified'),
  detect: anyOf(
    calls(
      { javascript: ['jsonwebtoken.verify', 'jsonwebtoken.sign', 'express-jwt', 'express-jwt.expressjwt'] },
      (call) => {
        const option = call.option('algorithms') ?? call.option('algorithm');
        return allowsNone(option) && option!.parent;
      },
    ),
    calls({ python: ['jwt.decode', 'jose.jwt.decode'] }, (call) => {
      if (allowsNone(call.option('algorithms'))) return call.option('algorithms')!.parent;
      const off = switchesOff(call);
      // Reading the issuer first, to know whose key to verify with, is the careful way: a second, verifying call follows.
      const again =
        functionAround(call.node)
          .text.slice(0, 20_000)
          .match(/\bjwt\.decode\(/g) ?? [];
      return off !== null && again.length < 2 && off;
    }),
  ),
  repair: firstOf(flipped, replacing(/,\s*(['"])none\1|(['"])none\2\s*,\s*/i, '')),
  bad: [
    {
      after: {
        'src/Store.java':
          'import com.auth0.jwt.JWT;\n\nclass Store {\n  String subject(String token) {\n    return «JWT.decode(token)».getSubject();\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"github.com/golang-jwt/jwt/v5"\n)\n\nfunc claims(text string) (*jwt.Token, error) {\n	var parser *jwt.Parser\n	token, _, err := «parser.ParseUnverified(text, jwt.MapClaims{})»\n	return token, err\n}\n',
      },
    },
    'import jwt from "jsonwebtoken";\nconst user = jwt.verify(token, key, { «algorithms: ["HS256", "none"]» });',
    {
      after: {
        'auth.ts':
          'import jwt from "jsonwebtoken";\njwt.verify(token, key, { «algorithms: ["HS256", "none"] as any» });',
      },
    },
    'const { sign } = require("jsonwebtoken");\nsign(claims, "", { «algorithm: "none"» });',
    {
      after: {
        'auth.py':
          'import jwt\n\ndef user(token):\n    return jwt.decode(token, options={«"verify_signature": False»})["sub"]\n',
      },
    },
    { after: { 'auth.py': 'from jose import jwt\nclaims = jwt.decode(token, key, «algorithms=["none"]»)\n' } },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import com.auth0.jwt.JWT;\nimport com.auth0.jwt.algorithms.Algorithm;\n\nclass Store {\n  String subject(String token, byte[] key) {\n    return JWT.require(Algorithm.HMAC256(key)).build().verify(token).getSubject();\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"github.com/golang-jwt/jwt/v5"\n)\n\nfunc claims(text string, key []byte) (*jwt.Token, error) {\n	return jwt.Parse(text, func(*jwt.Token) (any, error) { return key, nil }, jwt.WithValidMethods([]string{"HS256"}))\n}\n',
      },
    },
    'import jwt from "jsonwebtoken";\nconst user = jwt.verify(token, key, { algorithms: ["RS256"] });',
    'import { decode } from "./base64";\ndecode(token, { algorithms: ["none"] });',
    {
      after: {
        'auth.py':
          'import jwt\n\ndef user(token):\n    issuer = jwt.decode(token, options={"verify_signature": False})["iss"]\n    return jwt.decode(token, KEYS[issuer], algorithms=["RS256"])["sub"]\n',
      },
    },
    {
      after: {
        'auth.py':
          'import jwt\nclaims = jwt.decode(token, key, algorithms=["ES256"], options={"verify_signature": True})\n',
      },
    },
  ],
});
