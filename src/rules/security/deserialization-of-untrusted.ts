import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/deserialization-of-untrusted',
  title: 'Objects are restored from an untrusted value',
  level: 'error',
  why: 'The format can name any class: restoring it runs code that the sender chose.',
  fix: 'Use a format that carries data alone, such as JSON, or check a signature before restoring.',
  cwe: [502],
  languages: ['javascript', 'typescript', 'tsx', 'python', 'java', 'go'],
  detect: taint({ to: 'deserialize' }),
  bad: [
    `const serialize = require("node-serialize");
const app = require("express")();
app.post("/load", (req, res) => {
  const state = «serialize.unserialize(req.cookies.state)»;
  res.end();
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
import pickle
app = Flask(__name__)
@app.route("/load", methods=["POST"])
def load():
    item = «pickle.loads(request.data)»
    return "ok"`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
import base64, pickle
app = Flask(__name__)
@app.route("/load")
def load():
    raw = base64.b64decode(request.cookies.get("state"))
    state = «pickle.loads(raw)»
    return "ok"`,
      },
    },
  ],
  good: [
    `const app = require("express")();
app.post("/load", (req, res) => {
  const state = JSON.parse(req.cookies.state);
  res.end();
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
import json
app = Flask(__name__)
@app.route("/load", methods=["POST"])
def load():
    item = json.loads(request.data)
    return "ok"`,
      },
    },
    {
      after: {
        'src/example.py': `import pickle
def load():
    with open("cache.bin", "rb") as handle:
        return pickle.load(handle)`,
      },
    },
  ],
});
