import { apiPath } from '../../analyze/pattern/api-path.ts';
import { anyOf, calls, nodes } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { flipped } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';

export default defineRule({
  id: 'security/debug-mode',
  title: 'Debug mode is switched on',
  level: 'warning',
  why: 'Debug pages show source, settings and variables to whoever causes an error; Flask’s runs code that a visitor types in.',
  fix: 'Read the switch from the environment and leave it off by default.',
  cwe: [489, 215],
  languages: ['python'],
  paths: ['!**/{dev,local,development,debug}*.py', '!**/{demo,demos,example,examples,sample,samples,docs}/**'],
  detect: anyOf(
    calls(
      { python: ['flask.Flask().run', 'app.run'] },
      (call) => call.optionLiteral('debug')?.value === true && call.option('debug')!.parent,
    ),
    calls(
      {
        python: ['fastapi.FastAPI', 'starlette.applications.Starlette', 'tornado.web.Application', 'sanic.Sanic().run'],
      },
      (call) => {
        return call.optionLiteral('debug')?.value === true && call.option('debug')!.parent;
      },
    ),
    nodes(
      { python: ['assignment'] },
      (node, context) => {
        const left = node.child('left');
        const right = node.child('right');
        if (!left || !right || literalOf(right)?.value !== true) return false;
        if (left.kind === 'identifier')
          return left.text === 'DEBUG' && /(?:^|\/)settings(?:\/|\.py|_)/.test(context.path);
        if (left.kind === 'attribute') return apiPath(left) === 'flask.Flask().debug';
        const key = left.child('subscript');
        return (
          left.kind === 'subscript' &&
          /\.config$/.test(left.child('value')?.text ?? '') &&
          key !== null &&
          literalOf(key)?.value === 'DEBUG'
        );
      },
      ['debug'],
    ),
  ),
  repair: flipped,
  bad: [
    'from flask import Flask\napp = Flask(__name__)\napp.run(host="0.0.0.0", «debug=True»)\n',
    'import fastapi\napp = fastapi.FastAPI(«debug=True»)\n',
    { after: { 'shop/settings.py': 'import os\n«DEBUG = True»\nTEMPLATE_DEBUG = True\n' } },
    'from flask import Flask\napp = Flask(__name__)\n«app.config["DEBUG"] = True»\n«app.debug = True»\n',
  ],
  good: [
    'from flask import Flask\napp = Flask(__name__)\napp.run(debug=os.environ.get("DEBUG") == "1")\n',
    { after: { 'shop/settings.py': 'DEBUG = env.bool("DEBUG", False)\n' } },
    { after: { 'shop/settings/local.py': 'DEBUG = True\n' } },
    'class Runner:\n    def go(self):\n        runner.run(debug=True)\nDEBUG = True\n',
  ],
});
