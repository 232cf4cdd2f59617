import type { Call } from '../../analyze/pattern/call.ts';
import { anyOf, calls } from '../../analyze/pattern/detectors.ts';
import { followed, literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
const CLIENTS = [
  'requests',
  'requests.Session()',
  'requests.session()',
  'httpx',
  'httpx.Client()',
  'httpx.AsyncClient()',
  'aiohttp.ClientSession()',
];
const OPENERS = ['urllib.request', 'urllib2', 'urllib'].flatMap((module) => [
  `${module}.urlopen`,
  `${module}.urlretrieve`,
  `${module}.Request`,
  `${module}.URLopener().open`,
  `${module}.URLopener().retrieve`,
  `${module}.FancyURLopener().open`,
  `${module}.OpenerDirector().open`,
  `${module}.build_opener().open`,
]);

/** This machine, a container beside it, or a name that is no real host. */
const NEAR =
  /^(?:http|ftp):\/\/(?:[^/@]*@)?(?:localhost|127\.|0\.0\.0\.0|\[::1\]|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|[\w-]+(?::\d+)?(?:\/|$)|[\w.-]+\.(?:local|internal|test|invalid|localhost)\b|testserver)/i;

/** The address as far as it is written out. */
function startOf(call: Call, index: number): string {
  const given = call.arguments[index] ?? call.option('url');
  if (!given) return '';
  const whole = literalOf(given)?.value;
  if (typeof whole === 'string') return whole;
  return /^[rbf]{0,2}["']{1,3}([^"'{%]*)/i.exec(followed(given).text)?.[1] ?? '';
}

const plain = (index: number) => (call: Call) => {
  const url = startOf(call, index);
  if (!/^(?:http|ftp):\/\/[\w[]/i.test(url) || NEAR.test(url)) return false;
  const sends = call.option('auth') !== null || /passw|secret|token|api_?key/i.test(call.node.text.slice(0, 2000));
  return { at: call.arguments[index] ?? call.name, ...(sends && { level: 'warning' as const }) };
};

export default defineRule({
  id: 'security/cleartext-transport',
  title: 'Data is sent without encryption',
  level: 'note',
  why: 'Whoever is on the way between the two machines reads what is sent and can change it, passwords included.',
  fix: 'Use the encrypted form of the protocol: `https:`, `FTP_TLS`, SSH, `SMTP_SSL` or `starttls`.',
  cwe: [319, 523],
  languages: ['python', 'java', 'go'],
  flows: misuse('plain-transport'),
  detect: anyOf(
    calls({ python: CLIENTS.flatMap((client) => VERBS.map((verb) => `${client}.${verb}`)) }, plain(0)),
    calls({ python: CLIENTS.map((client) => `${client}.request`) }, plain(1)),
    calls({ python: OPENERS }, plain(0)),
    calls({ python: ['ftplib.FTP', 'telnetlib.Telnet', 'telnetlib3.open_connection'] }, (call) => ({
      at: call.callee,
      level: 'warning' as const,
    })),
    calls(
      { python: ['http.client.HTTPConnection', 'httplib.HTTPConnection', 'urllib3.HTTPConnectionPool'] },
      (call) => {
        const host = call.literal(0)?.value;
        return !(typeof host === 'string' && NEAR.test(`http://${host}/`)) && call.callee;
      },
    ),
  ),
  bad: [
    {
      after: {
        'src/Store.java':
          'import java.net.URL;\n\nclass Store {\n  Object load() throws Exception {\n    return «new URL("http://accounts.example.com/login")».openStream();\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net/http"\n)\n\nfunc load() (*http.Response, error) {\n	return «http.Get("http://accounts.example.com/login")»\n}\n',
      },
    },
    'import requests\nrequests.post(«"http://api.example.com/login"», data={"password": password})\n',
    'from urllib.request import urlopen\nurl = "http://example.com/list"\nurlopen(«url»)\n',
    'import ftplib\nftp = «ftplib.FTP»("ftp.example.com")\n',
    'import requests\nwith requests.Session() as session:\n    session.get(«f"http://api.example.com/{name}"»)\n',
    'import telnetlib\n«telnetlib.Telnet»(host)\n',
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import java.net.URL;\n\nclass Store {\n  Object load() throws Exception {\n    return new URL("https://accounts.example.com/login").openStream();\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net/http"\n)\n\nfunc load() (*http.Response, error) {\n	return http.Get("http://localhost:8080/health")\n}\n',
      },
    },
    'import requests\nrequests.post("https://api.example.com/login", data={"password": password})\n',
    'import requests\nrequests.get("http://localhost:8000/health")\nrequests.get("http://127.0.0.1/")\n',
    'import requests\nrequests.get("http://backend:8080/health")\n',
    'import ftplib\nftp = ftplib.FTP_TLS("ftp.example.com")\n',
    'NAMESPACE = "http://www.w3.org/2000/svg"\nroot.get(NAMESPACE)\n',
  ],
});
