import type { PatternDetector, Spot, SyntaxNode } from '../../analyze/detector.ts';
import { apiPath } from '../../analyze/pattern/api-path.ts';
import { ancestor, functionAround } from '../../analyze/pattern/around.ts';
import { anyOf, calls, JAVASCRIPT, nodes, settings } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { hasWord, wordsOf } from '../../analyze/pattern/words.ts';
import { firstOf, flipped, replacing } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request'];
const CLIENTS = [
  'requests',
  'requests.Session()',
  'requests.session()',
  'httpx',
  'httpx.Client()',
  'httpx.AsyncClient()',
];
const VERIFYING = [
  ...CLIENTS.flatMap((client) => VERBS.map((verb) => `${client}.${verb}`)),
  'httpx.Client',
  'httpx.AsyncClient',
  'httpx.stream',
];
const AIOHTTP = ['aiohttp.TCPConnector', ...VERBS.map((verb) => `aiohttp.ClientSession().${verb}`)];

const ASKED = new Set([
  'verify',
  'verification',
  'insecure',
  'unsafe',
  'trust',
  'selfsigned',
  'signed',
  'skip',
  'allow',
  'strict',
  'ssl',
  'tls',
  'cert',
  'check',
]);

/** Under a condition that names it, somebody has to ask for it: a person should look, but it is a choice and no oversight. */
function isAskedFor(node: SyntaxNode): boolean {
  const named = wordsOf(functionAround(node).child('name')?.text ?? '');
  if (named.some((word) => word === 'insecure' || word === 'unsafe' || word === 'unverified')) return true;
  const condition = ancestor(node, ({ kind }) =>
    /^(?:if_statement|ternary_expression|conditional_expression)$/.test(kind),
  )?.child('condition');
  return (
    condition !== null &&
    condition !== undefined &&
    condition.index !== node.index &&
    hasWord(wordsOf(condition.text), ASKED)
  );
}

/** The same detector, a level lower where the weakness is asked for. */
function warnWhereAsked(inner: PatternDetector): PatternDetector {
  return {
    ...inner,
    visit(node, context) {
      const soften = (spot: Spot) => context.report({ ...spot, level: 'warning' });
      inner.visit(node, isAskedFor(node) ? Object.create(context, { report: { value: soften } }) : context);
    },
  };
}

/** `CURLOPT_SSL_VERIFYPEER => false`, `'verify_peer' => false`, `curl_setopt($c, CURLOPT_SSL_VERIFYPEER, 0)`. */
const PHP_OPTION = /^["']?(?:CURLOPT_SSL_VERIFYPEER|CURLOPT_SSL_VERIFYHOST|verify_peer|verify_peer_name)["']?$/;
const OFF = /^(?:false|0)$/i;

const otherLanguages = [
  nodes(
    { php: ['array_element_initializer', 'function_call_expression'] },
    (node) => {
      const isCall = node.kind === 'function_call_expression';
      if (isCall && node.child('function')?.text !== 'curl_setopt') return false;
      const [key, value] = isCall ? (node.child('arguments')?.namedChildren.slice(1) ?? []) : node.namedChildren;
      return key !== undefined && value !== undefined && PHP_OPTION.test(key.text) && OFF.test(value.text);
    },
    ['curlopt_ssl_verify', 'verify_peer'],
  ),
  nodes({ ruby: ['scope_resolution'] }, (node) => node.text === 'OpenSSL::SSL::VERIFY_NONE', ['verify_none']),
  nodes(
    { rust: ['call_expression'] },
    (node) => {
      const method = node.child('function')?.child('field')?.text ?? '';
      if (!/^danger_accept_invalid_(?:certs|hostnames)$/.test(method)) return false;
      return node.child('arguments')?.text === '(true)' && node.child('function')!.child('field');
    },
    ['danger_accept_invalid'],
  ),
  nodes(
    { csharp: ['assignment_expression', 'member_access_expression'] },
    (node) => {
      if (node.kind === 'member_access_expression')
        return node.child('name')?.text === 'DangerousAcceptAnyServerCertificateValidator';
      const name = node.child('left')?.text ?? '';
      const body = node.child('right')?.kind === 'lambda_expression' ? node.child('right')!.child('body') : null;
      return (
        /ServerCertificate(?:Custom)?ValidationCallback$/.test(name) &&
        /^(?:true|\{\s*return true;\s*\})$/.test(body?.text ?? '')
      );
    },
    ['servercertificate', 'dangerousacceptany'],
  ),
  nodes(
    { java: ['method_invocation'] },
    (node) => {
      if (
        !/^(?:set(?:Default)?HostnameVerifier|setSSLHostnameVerifier|hostnameVerifier)$/.test(
          node.child('name')?.text ?? '',
        )
      )
        return false;
      const given = node.child('arguments')?.namedChildren[0];
      const accepts =
        given?.kind === 'lambda_expression'
          ? given.child('body')?.text === 'true'
          : /^NoopHostnameVerifier\.INSTANCE$|ALLOW_ALL_HOSTNAME_VERIFIER$/.test(given?.text ?? '');
      return accepts && given!;
    },
    ['hostnameverifier'],
  ),
];

export default defineRule({
  id: 'security/tls-verification-off',
  title: 'TLS certificates are not verified',
  level: 'error',
  why: 'Without verification anyone between the two ends can answer in the server’s place, and read or change everything.',
  fix: 'Leave verification on; for a private certificate authority hand its certificate over (`ca`, `verify="ca.pem"`, `RootCAs`).',
  cwe: [295],
  languages: [...JAVASCRIPT, 'python', 'go', 'java', 'csharp', 'php', 'ruby', 'rust'],
  detect: warnWhereAsked(
    anyOf(
      settings(
        {
          javascript: ['rejectUnauthorized', 'strictSSL', 'NODE_TLS_REJECT_UNAUTHORIZED'],
          python: ['verify_mode', 'check_hostname', 'cert_reqs'],
        },
        ({ name, value }) => {
          const literal = literalOf(value)?.value;
          if (name === 'NODE_TLS_REJECT_UNAUTHORIZED') return literal === '0' || literal === 0;
          if (name === 'verify_mode' || name === 'cert_reqs')
            return literal === 'CERT_NONE' || apiPath(value) === 'ssl.CERT_NONE';
          return literal === false;
        },
      ),
      calls(
        { python: VERIFYING },
        (call) => call.optionLiteral('verify')?.value === false && call.option('verify')!.parent,
      ),
      calls({ python: AIOHTTP }, (call) => {
        const option = ['ssl', 'verify_ssl'].find((name) => call.optionLiteral(name)?.value === false);
        return option !== undefined && call.option(option)!.parent;
      }),
      calls({ python: ['ssl._create_unverified_context'] }),
      nodes(
        { python: ['assignment'] },
        (node) => {
          const left = node.child('left');
          const right = node.child('right');
          if (!left || !right) return false;
          const target = apiPath(left);
          if (target === 'ssl._create_default_https_context')
            return apiPath(right) === 'ssl._create_unverified_context';
          return /^requests\.[sS]ession\(\)\.verify$/.test(target ?? '') && literalOf(right)?.value === false;
        },
        ['_create_unverified_context', 'verify'],
      ),
      nodes(
        { go: ['keyed_element'] },
        (node) => {
          const [key, value] = node.namedChildren;
          return key?.text === 'InsecureSkipVerify' && value?.text === 'true';
        },
        ['InsecureSkipVerify'],
      ),
      ...otherLanguages,
    ),
  ),
  repair: firstOf(
    flipped,
    replacing(/\bCERT_NONE$/, 'CERT_REQUIRED'),
    replacing(/\bVERIFY_NONE$/, 'VERIFY_PEER'),
    replacing(/(?<q>['"])0\k<q>$/, '$<q>1$<q>'),
  ),
  bad: [
    'import https from "node:https";\nconst agent = new https.Agent({ «rejectUnauthorized: false» });',
    'const off = false;\nfetchPage(url, { agentOptions: { «rejectUnauthorized: off» } });',
    'const rejectUnauthorized = false;\nfetchPage(url, { agent: { «rejectUnauthorized» } });',
    '«process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"»;',
    '«tlsOptions["rejectUnauthorized"] = false»;',
    {
      after: {
        'api.py':
          'import requests\n\nclass Api:\n    def __init__(self):\n        self.session = requests.Session()\n        «self.session.verify = False»\n\n    def get(self, url):\n        return self.session.get(url, «verify=False»)\n',
      },
    },
    { after: { 'fetch.py': 'import requests as r\nr.get(url, «verify=False», timeout=3)\n' } },
    {
      after: {
        'fetch.py': 'import requests\ns = requests.Session()\n«s.verify = False»\ns.post(url, «verify=False»)\n',
      },
    },
    {
      after: {
        'ctx.py':
          'import ssl\nctx = ssl.create_default_context()\n«ctx.check_hostname = False»\n«ctx.verify_mode = ssl.CERT_NONE»\n',
      },
    },
    {
      after: {
        'ctx.py':
          'import ssl\n«ssl._create_default_https_context = ssl._create_unverified_context»\nc = «ssl._create_unverified_context()»\n',
      },
    },
    { after: { 'pool.py': 'import aiohttp\nc = aiohttp.TCPConnector(«ssl=False»)\n' } },
    {
      after: {
        'client.go': 'package main\n\nvar c = &tls.Config{«InsecureSkipVerify: true», MinVersion: tls.VersionTLS12}\n',
      },
    },
    {
      after: {
        'a.php':
          '<?php\n«curl_setopt($c, CURLOPT_SSL_VERIFYPEER, false)»;\n$o = ["ssl" => [«"verify_peer" => false»]];\n',
        'a.rb': 'http.verify_mode = «OpenSSL::SSL::VERIFY_NONE»\n',
        'a.rs': 'fn f() { let c = Client::builder().«danger_accept_invalid_certs»(true).build(); }\n',
        'A.cs': 'class A { void F() { «h.ServerCertificateCustomValidationCallback = (a, b, c, d) => true»; } }\n',
        'A.java': 'class A { void f() { c.setHostnameVerifier(«(h, s) -> true»); } }\n',
      },
    },
  ],
  good: [
    'const agent = new https.Agent({ ca: readFileSync("ca.pem") });',
    'const agent = new https.Agent({ rejectUnauthorized: true });',
    'const agent = new https.Agent({ rejectUnauthorized: config.strict });',
    'process.env.NODE_TLS_REJECT_UNAUTHORIZED = "1";',
    'export function open(rejectUnauthorized) {\n  return new https.Agent({ rejectUnauthorized });\n}',
    { after: { 'fetch.py': 'import requests\nrequests.get(url, verify="/etc/ca.pem")\nform.check(verify=False)\n' } },
    {
      after: {
        'ctx.py':
          'import ssl\nctx = ssl.create_default_context(cafile="ca.pem")\nctx.verify_mode = ssl.CERT_REQUIRED\n',
      },
    },
    { after: { 'client.go': 'package main\n\nvar c = &tls.Config{RootCAs: pool, InsecureSkipVerify: false}\n' } },
    { after: { 'tests/client.test.js': 'new https.Agent({ rejectUnauthorized: false });' } },
    {
      after: {
        'a.php': '<?php\ncurl_setopt($c, CURLOPT_SSL_VERIFYPEER, true);\n$o = ["verify_peer" => $strict];\n',
        'a.rb': 'http.verify_mode = OpenSSL::SSL::VERIFY_PEER\n',
        'a.rs': 'fn f() { let c = Client::builder().danger_accept_invalid_certs(false).build(); }\n',
        'A.cs': 'class A { void F() { h.ServerCertificateCustomValidationCallback = Check; } }\n',
        'A.java': 'class A { void f() { c.setHostnameVerifier((h, s) -> known.contains(h)); } }\n',
      },
    },
  ],
});
