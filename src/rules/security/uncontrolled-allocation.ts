import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/uncontrolled-allocation',
  title: 'An untrusted number says how much memory or time is taken',
  level: 'warning',
  why: 'One request with a large number takes all of the memory, or keeps a worker busy for hours.',
  fix: 'Refuse numbers above a limit before using them.',
  cwe: [770, 400, 789],
  languages: ['python'],
  detect: taint({ to: 'allocation', from: ['request', 'message'] }),
  bad: [
    'from flask import Flask, request\napp = Flask(__name__)\n@app.route("/make")\ndef make():\n    return str(len(«bytearray(int(request.args["n"]))»))\n',
    'import time\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get("/wait")\ndef wait(text: str):\n    «time.sleep(float(text))»\n',
  ],
  good: [
    'from flask import Flask, request\napp = Flask(__name__)\n@app.route("/make")\ndef make():\n    count = int(request.args["n"])\n    if count > 1024:\n        return "too many", 400\n    return str(len(bytearray(count)))\n',
    'from flask import Flask, request\napp = Flask(__name__)\n@app.route("/make")\ndef make():\n    return "x" * min(int(request.args["n"]), 100)\n',
  ],
});
