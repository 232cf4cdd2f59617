import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/path-traversal',
  title: 'A file is chosen by an untrusted value',
  level: 'error',
  why: 'A name with `..` or a leading slash reaches files outside of the folder that was meant.',
  fix: 'Take the base name, or resolve the path and check that it still lies in the folder.',
  cwe: [22, 23, 36, 73, 641],
  languages: ['javascript', 'typescript', 'tsx', 'python', 'java', 'go'],
  detect: taint({ to: 'path' }),
  bad: [
    `const fs = require("fs");
const path = require("path");
const app = require("express")();
app.get("/file", (req, res) => {
  const file = path.join(__dirname, "files", req.query.name);
  «fs.readFile(file, (error, data) => res.end(data))»;
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
import os
app = Flask(__name__)
@app.route("/file")
def file():
    path = os.path.join("/srv/files", request.args["name"])
    with «open(path)» as handle:
        return "ok" if handle.readline() == "x" else "no"`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
import os
app = Flask(__name__)
@app.route("/file")
def file():
    name = request.args["name"]
    if name.startswith("/srv/files"):
        «os.remove(name)»
    return "ok"`,
      },
    },
  ],
  good: [
    `const fs = require("fs");
const path = require("path");
const app = require("express")();
const root = path.resolve("files");
app.get("/file", (req, res) => {
  const file = path.resolve(root, req.query.name);
  if (!file.startsWith(root + path.sep)) return res.sendStatus(403);
  fs.readFile(file, (error, data) => res.end(data));
});`,
    `const fs = require("fs");
const path = require("path");
const app = require("express")();
app.get("/file", (req, res) => {
  fs.readFile("files/" + path.basename(req.query.name), (error, data) => res.end(data));
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
import os
app = Flask(__name__)
@app.route("/file")
def file():
    name = os.path.basename(request.args["name"])
    os.remove(os.path.join("/srv/files", name))
    return "ok"`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
import os
app = Flask(__name__)
ROOT = "/srv/files/"
@app.route("/file")
def file():
    path = os.path.realpath(os.path.join(ROOT, request.args["name"]))
    if not path.startswith(ROOT):
        return "no", 404
    os.remove(path)
    return "ok"`,
      },
    },
  ],
});
