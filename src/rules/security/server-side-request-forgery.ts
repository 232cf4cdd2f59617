import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/server-side-request-forgery',
  title: 'A request goes to a host that an untrusted value names',
  level: 'error',
  why: 'The server can reach what the caller cannot: internal services and the cloud metadata address.',
  fix: 'Choose the host from a list, and let the value fill no more than the path or the query.',
  cwe: [918, 441],
  languages: ['javascript', 'typescript', 'tsx', 'python', 'java', 'go'],
  detect: taint({ to: 'url' }),
  bad: [
    `import axios from "axios";
import express from "express";
const app = express();
app.get("/fetch", async (req, res) => {
  const answer = await «axios.get(req.query.url)»;
  res.json({ size: answer.data.length });
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
import urllib.request
app = Flask(__name__)
@app.route("/fetch")
def fetch():
    data = «urllib.request.urlopen(request.args["url"])».read()
    return str(len(data))`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
import urllib.request
app = Flask(__name__)
@app.route("/fetch")
def fetch():
    host = request.args["host"]
    «urllib.request.urlopen("https://" + host + "/status")»
    return "ok"`,
      },
    },
  ],
  good: [
    `import axios from "axios";
import express from "express";
const app = express();
app.get("/fetch", async (req, res) => {
  const answer = await axios.get(\`https://api.example.com/items/\${req.query.id}\`);
  res.json({ size: answer.data.length });
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
import urllib.request
app = Flask(__name__)
@app.route("/fetch")
def fetch():
    urllib.request.urlopen("https://api.example.com/items/" + request.args["id"])
    return "ok"`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
import urllib.request
app = Flask(__name__)
HOSTS = {"a": "https://a.example.com", "b": "https://b.example.com"}
@app.route("/fetch")
def fetch():
    urllib.request.urlopen(HOSTS[request.args["host"]])
    return "ok"`,
      },
    },
  ],
});
