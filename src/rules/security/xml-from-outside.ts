import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/xml-from-outside',
  title: 'Untrusted XML is parsed with entities switched on',
  level: 'error',
  why: 'The document can name files and addresses that the parser reads in, or grow without end.',
  fix: 'Parse without entities: leave `noent` off, and use a parser that does not expand them.',
  cwe: [611, 776],
  languages: ['javascript', 'typescript', 'tsx'],
  detect: taint({ to: 'xml' }),
  bad: [
    `const app = require("express")();
const libxml = require("libxmljs");
app.post("/", (req, res) => {
  const parser = new libxml.SaxParser();
  «parser.parseString(req.body)»;
  res.end();
});`,
    `const app = require("express")();
const libxml = require("libxmljs");
app.post("/", (req, res) => {
  res.json(«libxml.parseXmlString(req.body.xml, { noent: true })».root());
});`,
  ],
  good: [
    `const app = require("express")();
const libxml = require("libxmljs");
app.post("/", (req, res) => {
  res.json(libxml.parseXml(req.body).root());
});`,
    `const app = require("express")();
const libxml = require("libxmljs");
const parser = new libxml.SaxParser();
parser.parseString("<a/>");`,
  ],
});
