import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/command-injection',
  title: 'A shell command is made from an untrusted value',
  level: 'error',
  why: 'The shell reads the value as part of the program: a semicolon in it starts another command.',
  fix: 'Run the program without a shell, with its arguments as a list, or quote each value for the shell.',
  cwe: [78, 77, 88],
  languages: ['javascript', 'typescript', 'tsx', 'python', 'java', 'go'],
  detect: taint({ to: 'shell' }),
  bad: [
    `const { exec } = require("child_process");
const app = require("express")();
app.get("/ping", (req, res) => {
  const { host } = req.query;
  «exec(\`ping -c 1 \${host}\`, (error, out) => res.end("done"))»;
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
import os
app = Flask(__name__)
@app.route("/ping")
def ping():
    host = request.args.get("host", "")
    «os.system("ping -c 1 " + host.strip())»
    return "ok"`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
import subprocess
app = Flask(__name__)
@app.route("/zip", methods=["POST"])
def pack():
    names = [n.lower() for n in request.form.getlist("name")]
    «subprocess.run("zip out.zip %s" % " ".join(names), shell=True)»
    return "ok"`,
      },
    },
  ],
  good: [
    `const { execFile } = require("child_process");
const app = require("express")();
app.get("/ping", (req, res) => {
  execFile("ping", ["-c", "1", req.query.host], () => res.end("done"));
});`,
    `const { exec } = require("child_process");
const app = require("express")();
app.get("/ping", (req, res) => {
  const host = req.query.host;
  if (!/^[a-z0-9.]+$/.test(host)) return res.sendStatus(400);
  exec("ping -c 1 " + host, () => res.end("done"));
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
import subprocess
app = Flask(__name__)
@app.route("/ping")
def ping():
    subprocess.run(["ping", "-c", "1", request.args["host"]])
    return "ok"`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
import os, re
app = Flask(__name__)
@app.route("/ping")
def ping():
    host = request.args.get("host", "")
    if not re.fullmatch(r"[a-z0-9.]+", host):
        return "bad", 400
    os.system("ping -c 1 " + host)
    return "ok"`,
      },
    },
  ],
});
