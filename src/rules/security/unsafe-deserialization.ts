import { apiPath } from '../../analyze/pattern/api-path.ts';
import { fileSays, functionAround } from '../../analyze/pattern/around.ts';
import type { Call } from '../../analyze/pattern/call.ts';
import { anyOf, calls, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { firstOf, replacing } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';

const PICKLES = ['pickle', 'cPickle', '_pickle', 'dill', 'cloudpickle'];
const YAML_UNSAFE = /^yaml\.(?:Unsafe|C?)Loader$|^yaml\.(?:loader\.)?UnsafeLoader$/;

const usesFlask = fileSays(/^[ \t]*(?:from|import)[ \t]+flask\b/m);

/** Where the request is in sight and flows are followed, the rule about flows tells what reaches the loader and what does not. */
function flowDecides(call: Call): boolean {
  const { node } = call;
  if (!usesFlask(node) || /\brequest\b/.test(node.text)) return false;
  const around = functionAround(node);
  return around.kind === 'function_definition' && /\brequest\./.test(around.text);
}

export default defineRule({
  id: 'security/unsafe-deserialization',
  title: 'Data that can run code when it is loaded',
  level: 'warning',
  why: 'These formats name functions to call while loading: who can write the data can run code here.',
  fix: 'Load data as data: JSON, `yaml.safe_load`, `torch.load(weights_only=True)`; or sign what you pickle and check the signature first.',
  cwe: [502],
  languages: [...JAVASCRIPT, 'python', 'php', 'ruby'],
  detect: anyOf(
    calls({ python: ['yaml.load', 'yaml.load_all'] }, (call) => {
      if (flowDecides(call)) return false;
      const loader = call.arguments[1] ?? call.option('Loader');
      if (loader) return YAML_UNSAFE.test(apiPath(loader) ?? '') && { at: call.node, level: 'error' as const };
      return call.hasSpread ? false : { at: call.node, level: 'error' as const };
    }),
    calls({ python: ['yaml.unsafe_load', 'yaml.unsafe_load_all', 'jsonpickle.decode'] }),
    calls({ python: PICKLES.flatMap((name) => [`${name}.loads`, `${name}.load`, `${name}.Unpickler`]) }, (call) => {
      // What this function itself pickled a moment ago (a deep copy) is nobody else's.
      const given = call.arguments[0];
      return (
        !flowDecides(call) &&
        !(given && /^(?:pickle|dill|cPickle|_pickle|cloudpickle)\.dumps\(\)$/.test(apiPath(given) ?? '')) &&
        call.node
      );
    }),
    calls({ python: ['marshal.loads', 'marshal.load', 'shelve.open'] }, (call) => ({
      at: call.node,
      level: 'note' as const,
    })),
    calls({ python: ['torch.load'] }, (call) => {
      if (call.optionLiteral('weights_only')?.value === false) return call.node;
      // Safe by default from 2.6 on only.
      const isOpen = call.option('weights_only') === null && !call.hasSpread && !call.node.text.includes('**');
      return isOpen && { at: call.node, level: 'note' as const };
    }),
    calls({ python: ['numpy.load'] }, (call) => call.optionLiteral('allow_pickle')?.value === true && call.node),
    calls({ javascript: ['node-serialize.unserialize', 'serialize-to-js.deserialize', 'funcster.deepDeserialize'] }),
    nodes(
      { php: ['function_call_expression'] },
      (node) => {
        if (node.child('function')?.text !== 'unserialize') return false;
        const [data, options] = node.child('arguments')?.namedChildren ?? [];
        return data !== undefined && !/["']allowed_classes["']\s*=>/.test(options?.text ?? '');
      },
      ['unserialize'],
    ),
    nodes(
      { ruby: ['call'] },
      (node) =>
        /^(?:Marshal\.(?:load|restore)|YAML\.(?:unsafe_load|unsafe_load_file))$/.test(
          `${node.child('receiver')?.text}.${node.child('method')?.text}`,
        ),
      ['marshal', 'unsafe_load'],
    ),
  ),
  repair: firstOf(
    replacing(/^yaml\.unsafe_load/, 'yaml.safe_load'),
    replacing(
      /^yaml\.load((?:_all)?)\(([^,()]*(?:\([^()]*\))?[^,()]*)(?:,\s*(?:Loader=)?[\w.]*Loader)?\)$/,
      'yaml.safe_load$1($2)',
    ),
  ),
  bad: [
    'const serialize = require("node-serialize");\nconst user = «serialize.unserialize(req.cookies.user)»;',
    'import { unserialize as load } from "node-serialize";\n«load(text)»;',
    {
      after: {
        'config.py': 'import yaml\nconfig = «yaml.load(text)»\nother = «yaml.load(text, Loader=yaml.Loader)»\n',
      },
    },
    {
      after: {
        'cache.py': 'import pickle as p\nfrom pickle import loads\na = «p.load(file)»\nb = «loads(request.data)»\n',
      },
    },
    { after: { 'session.php': '<?php\n$user = «unserialize($_COOKIE["user"])»;\n' } },
    { after: { 'session.rb': 'user = «Marshal.load(cookie)»\n' } },
  ],
  good: [
    'import { load } from "js-yaml";\nconst config = load(text);',
    'const serialize = require("serialize-javascript");\nserialize(user);\nunserialize(text);',
    {
      after: {
        'config.py':
          'import yaml\nconfig = yaml.safe_load(text)\nother = yaml.load(text, Loader=yaml.SafeLoader)\nthird = yaml.load(text, yaml.CSafeLoader)\n',
      },
    },
    {
      after: {
        'cache.py': 'import pickle\ncopy = pickle.loads(pickle.dumps(state))\nfile.write(pickle.dumps(state))\n',
      },
    },
    { after: { 'config.py': 'from ruamel.yaml import YAML\nyaml = YAML(typ="safe")\nconfig = yaml.load(text)\n' } },
    {
      after: {
        'src/views.py':
          'import yaml\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route("/x")\ndef show():\n    name = request.args["name"]\n    text = "a: 1"\n    yaml.load(text, Loader=yaml.Loader)\n    return "ok"\n',
      },
    },
    { after: { 'session.php': '<?php\n$user = unserialize($text, ["allowed_classes" => false]);\n' } },
  ],
});
