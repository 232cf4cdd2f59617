import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/server-side-request-forgery',
  title: 'A request goes to a host that an untrusted value names',
  level: 'error',
  why: 'The server can reach what the caller cannot: internal services and the cloud metadata address.',
  fix: 'Choose the host from a list, and let the value fill no more than the path or the query.',
  cwe: [918],
  languages: ['python'],
  detect: taint({ to: 'url' }),
  bad: [
    `from flask import Flask, request
import urllib.request
app = Flask(__name__)
@app.route("/fetch")
def fetch():
    data = «urllib.request.urlopen(request.args["url"])».read()
    return str(len(data))`,
    `from flask import Flask, request
import urllib.request
app = Flask(__name__)
@app.route("/fetch")
def fetch():
    host = request.args["host"]
    «urllib.request.urlopen("https://" + host + "/status")»
    return "ok"`,
  ],
  good: [
    `from flask import Flask, request
import urllib.request
app = Flask(__name__)
@app.route("/fetch")
def fetch():
    urllib.request.urlopen("https://api.example.com/items/" + request.args["id"])
    return "ok"`,
    `from flask import Flask, request
import urllib.request
app = Flask(__name__)
HOSTS = {"a": "https://a.example.com", "b": "https://b.example.com"}
@app.route("/fetch")
def fetch():
    urllib.request.urlopen(HOSTS[request.args["host"]])
    return "ok"`,
  ],
});
