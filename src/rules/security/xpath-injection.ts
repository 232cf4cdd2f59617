import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/xpath-injection',
  title: 'An XPath query is made from an untrusted value',
  level: 'error',
  why: 'A quote in the value ends the text in the query: what follows selects other nodes, or all of them.',
  fix: 'Pass the value as an XPath variable: `tree.xpath("//user[@id=$id]", id=value)`.',
  cwe: [643],
  languages: ['javascript', 'typescript', 'tsx', 'python', 'java', 'go'],
  detect: taint({ to: 'xpath' }),
  bad: [
    `const app = require("express")();
const xpath = require("xpath");
app.get("/user", (req, res) => {
  res.json(«xpath.select("//user[@id='" + req.query.id + "']", users)»);
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
from lxml import etree
app = Flask(__name__)
@app.route("/user")
def user():
    tree = etree.parse("users.xml")
    found = «tree.xpath(f"//user[@id='{request.args['id']}']")»
    return str(len(found))`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
import lxml.etree
app = Flask(__name__)
@app.route("/user")
def user():
    query = "//user[@id='" + request.args["id"] + "']"
    find = «lxml.etree.XPath(query)»
    return str(len(find(lxml.etree.parse("users.xml"))))`,
      },
    },
  ],
  good: [
    `const app = require("express")();
const xpath = require("xpath");
app.get("/user", (req, res) => {
  res.json(xpath.select("//user[@id=" + Number(req.query.id) + "]", users));
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
from lxml import etree
app = Flask(__name__)
@app.route("/user")
def user():
    tree = etree.parse("users.xml")
    found = tree.xpath("//user[@id=$id]", id=request.args["id"])
    return str(len(found))`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
from lxml import etree
app = Flask(__name__)
@app.route("/user")
def user():
    name = request.args["id"].replace("'", "&apos;")
    tree = etree.parse("users.xml")
    found = tree.xpath(f"//user[@id='{name}']")
    return str(len(found))`,
      },
    },
  ],
});
