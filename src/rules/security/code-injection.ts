import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/code-injection',
  title: 'Code is made from an untrusted value',
  level: 'error',
  why: 'Whoever chooses the value chooses what the program does.',
  fix: 'Parse the value as data, or choose by it from a table of functions.',
  cwe: [94, 95, 96, 470],
  languages: ['javascript', 'typescript', 'tsx', 'python', 'java', 'go'],
  detect: taint({ to: ['code', 'reflection'] }),
  bad: [
    `const app = require("express")();
app.post("/calc", (req, res) => {
  const sum = req.body.sum;
  res.json({ value: «eval("(" + sum + ")")» });
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
app = Flask(__name__)
@app.route("/calc")
def calc():
    return str(«eval(request.args["sum"])»)`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import request, Blueprint
bp = Blueprint("b", __name__)
def run(source):
    «exec(source)»
@bp.post("/run")
def start():
    run(request.get_data().decode("utf-8"))
    return "ok"`,
      },
    },
  ],
  good: [
    `const app = require("express")();
const actions = { up: () => 1, down: () => -1 };
app.post("/calc", (req, res) => {
  if (!Object.hasOwn(actions, req.body.name)) return res.sendStatus(400);
  res.json({ value: actions[req.body.name]() });
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
import ast
app = Flask(__name__)
@app.route("/calc")
def calc():
    return str(ast.literal_eval(request.args["sum"]))`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
app = Flask(__name__)
ACTIONS = {"a": len, "b": max}
@app.route("/calc")
def calc():
    action = ACTIONS.get(request.args["name"])
    return str(action([1, 2]))`,
      },
    },
  ],
});
