import { anyOf, calls } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

const ANY = new Set(['0.0.0.0', '::', '']);

export default defineRule({
  id: 'security/all-interfaces',
  title: 'Server listens on every network',
  level: 'note',
  why: 'It can be reached from every network that the machine is part of, also from those that nobody thought of.',
  fix: 'Bind to one address, `127.0.0.1` for what only this machine needs; in a container let the platform decide what is published.',
  cwe: [605, 668],
  languages: ['python', 'go'],
  flows: misuse('all-interfaces'),
  paths: ['!**/{docker,gunicorn}*.py'],
  detect: anyOf(
    calls({ python: ['*.bind'] }, (call) => {
      const address = call.arguments[0];
      const host = address?.kind === 'tuple' ? address.namedChildren[0] : undefined;
      const value = host && literalOf(host)?.value;
      return typeof value === 'string' && ANY.has(value) && address;
    }),
    calls(
      {
        python: [
          'flask.Flask().run',
          'app.run',
          'uvicorn.run',
          'aiohttp.web.run_app',
          'bottle.run',
          'waitress.serve',
          'http.server.HTTPServer',
          'socketserver.TCPServer',
          'asyncio.start_server',
        ],
      },
      (call) => {
        const host = call.option('host');
        const value = host && literalOf(host)?.value;
        if (typeof value === 'string') return ANY.has(value) && value !== '' && host!.parent;
        const first = call.arguments[0];
        const at = first?.kind === 'tuple' ? first.namedChildren[0] : first;
        return at !== undefined && literalOf(at)?.value === '0.0.0.0' && at;
      },
    ),
  ),
  bad: [
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net"\n)\n\nfunc listen() (net.Listener, error) {\n	return «net.Listen("tcp", "0.0.0.0:8080")»\n}\n',
      },
    },
    'import socket\nserver = socket.socket()\nserver.bind(«("0.0.0.0", 8080)»)\n',
    'import socket\nserver = socket.socket()\nserver.bind(«("", 8080)»)\n',
    'from flask import Flask\napp = Flask(__name__)\napp.run(«host="0.0.0.0"»)\n',
  ],
  good: [
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net"\n)\n\nfunc listen() (net.Listener, error) {\n	return net.Listen("tcp", "127.0.0.1:8080")\n}\n',
      },
    },
    'import socket\nserver = socket.socket()\nserver.bind(("127.0.0.1", 8080))\n',
    'from flask import Flask\napp = Flask(__name__)\napp.run()\n',
    'button.bind("", on_click)\n',
  ],
});
