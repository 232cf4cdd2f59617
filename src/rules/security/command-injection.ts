import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/command-injection',
  title: 'A shell command is made from an untrusted value',
  level: 'error',
  why: 'The shell reads the value as part of the program: a semicolon in it starts another command.',
  fix: 'Run the program without a shell, with its arguments as a list, or quote each value for the shell.',
  cwe: [78],
  languages: ['python'],
  detect: taint({ to: 'shell' }),
  bad: [
    `from flask import Flask, request
import os
app = Flask(__name__)
@app.route("/ping")
def ping():
    host = request.args.get("host", "")
    «os.system("ping -c 1 " + host.strip())»
    return "ok"`,
    `from flask import Flask, request
import subprocess
app = Flask(__name__)
@app.route("/zip", methods=["POST"])
def pack():
    names = [n.lower() for n in request.form.getlist("name")]
    «subprocess.run("zip out.zip %s" % " ".join(names), shell=True)»
    return "ok"`,
  ],
  good: [
    `from flask import Flask, request
import subprocess
app = Flask(__name__)
@app.route("/ping")
def ping():
    subprocess.run(["ping", "-c", "1", request.args["host"]])
    return "ok"`,
    `from flask import Flask, request
import os, re
app = Flask(__name__)
@app.route("/ping")
def ping():
    host = request.args.get("host", "")
    if not re.fullmatch(r"[a-z0-9.]+", host):
        return "bad", 400
    os.system("ping -c 1 " + host)
    return "ok"`,
  ],
});
