import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/xml-of-untrusted',
  title: 'Untrusted XML is read by a parser that expands entities',
  level: 'warning',
  why: 'A few lines of XML can expand to gigabytes, and with some versions of the parser name files to be read in.',
  fix: 'Parse with defusedxml, or with `lxml.etree.XMLParser(resolve_entities=False, no_network=True)`.',
  cwe: [776, 611, 827],
  languages: ['python'],
  detect: taint({ to: 'xml' }),
  bad: [
    'from lxml import etree as ET\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route("/up", methods=["POST"])\ndef up():\n    return «ET.fromstring(request.data)».tag\n',
    'from lxml import etree\ndef read(text):\n    return «etree.fromstring(text)»\n',
  ],
  good: [
    'import defusedxml.ElementTree as ET\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route("/up", methods=["POST"])\ndef up():\n    return ET.fromstring(request.data).tag\n',
    'from lxml import etree\ndef read(text):\n    return etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))\n',
  ],
});
