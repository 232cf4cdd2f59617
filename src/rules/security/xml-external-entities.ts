import { apiPath } from '../../analyze/pattern/api-path.ts';
import { anyOf, calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { flipped } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

const LIBXML = ['parseXml', 'parseXmlString', 'parseXmlAsync', 'parseXmlStringAsync'].flatMap((name) => [
  `libxmljs.${name}`,
  `libxmljs2.${name}`,
]);

export default defineRule({
  id: 'security/xml-external-entities',
  title: 'XML parser that follows external entities',
  level: 'error',
  why: 'A document can then name files and addresses to be read in: it reads the server’s files and calls its internal services.',
  fix: 'Leave external entities off; in Python parse with defusedxml.',
  cwe: [611, 776],
  languages: [...JAVASCRIPT, 'python', 'java'],
  flows: misuse('external-entities'),
  detect: anyOf(
    calls({ javascript: LIBXML }, (call) => {
      const option = ['noent', 'replaceEntities', 'dtdload'].find((name) => call.optionLiteral(name)?.value === true);
      return option !== undefined && call.option(option)!.parent;
    }),
    calls({ python: ['lxml.etree.XMLParser', 'lxml.etree.iterparse'] }, (call) => {
      if (call.optionLiteral('resolve_entities')?.value === true) return call.option('resolve_entities')!.parent;
      return call.optionLiteral('no_network')?.value === false && call.option('no_network')!.parent;
    }),
    calls({ python: ['*.setFeature'] }, (call) => {
      const feature = call.arguments[0];
      const on = call.literal(1)?.value;
      return (
        feature !== undefined &&
        /^xml\.sax\.handler\.feature_external_[gp]es$/.test(apiPath(feature) ?? '') &&
        (on === true || on === 1)
      );
    }),
  ),
  repair: flipped,
  bad: [
    {
      after: {
        'src/Store.java':
          'import javax.xml.parsers.*;\n\nclass Store {\n  Object read(java.io.InputStream in) throws Exception {\n    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();\n    DocumentBuilder builder = «factory.newDocumentBuilder()»;\n    return builder.parse(in);\n  }\n}\n',
      },
    },
    'const libxml = require("libxmljs");\nconst doc = libxml.parseXml(body, { «noent: true» });',
    'import { parseXmlString } from "libxmljs2";\nparseXmlString(body, { «replaceEntities: true», nonet: true });',
    { after: { 'feed.py': 'from lxml import etree\nparser = etree.XMLParser(«resolve_entities=True»)\n' } },
    {
      after: {
        'feed.py':
          'import xml.sax\nfrom xml.sax.handler import feature_external_ges\nparser = xml.sax.make_parser()\n«parser.setFeature(feature_external_ges, True)»\n',
      },
    },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import javax.xml.parsers.*;\n\nclass Store {\n  Object read(java.io.InputStream in) throws Exception {\n    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();\n    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);\n    return factory.newDocumentBuilder().parse(in);\n  }\n}\n',
      },
    },
    'const libxml = require("libxmljs");\nconst doc = libxml.parseXml(body, { noent: false });',
    'import { parseXml } from "libxmljs";\nconst doc = parseXml(body);\nrender(tree, { noent: true });',
    {
      after: {
        'feed.py': 'from lxml import etree\nparser = etree.XMLParser(resolve_entities=False, no_network=True)\n',
      },
    },
    { after: { 'feed.py': 'import defusedxml.ElementTree as ET\nroot = ET.fromstring(body)\n' } },
  ],
});
