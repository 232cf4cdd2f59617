import type { Misuse, Model } from '../model.ts';

const of = (prefix: string, names: string) => names.split(' ').map((name) => `${prefix}.${name}`);
const NO_DOCTYPE = 'http://apache.org/xml/features/disallow-doctype-decl';
const SAFE = [
  `setFeature:${NO_DOCTYPE}=true`,
  'setFeature:http://xml.org/sax/features/external-general-entities=false',
  'setFeature:javax.xml.XMLConstants.FEATURE_SECURE_PROCESSING=true',
  'setFeature:http://javax.xml.XMLConstants/feature/secure-processing=true',
  'setAttribute:javax.xml.XMLConstants.ACCESS_EXTERNAL_DTD',
  'setProperty:javax.xml.XMLConstants.ACCESS_EXTERNAL_DTD',
  'setProperty:javax.xml.stream.XMLInputFactory.SUPPORT_DTD=false',
  'setProperty:javax.xml.stream.supportDTD=false',
  'setProperty:javax.xml.stream.isSupportingExternalEntities=false',
  'setProperty:javax.xml.stream.XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES=false',
  'setExpandEntityReferences=false',
  'setEntityResolver',
];
const unless = (call: string): Misuse => ({ call, argument: 'this', without: SAFE });

/** Parsers of XML: which of them follow entities out of the document. */
export const javaXml: Model = {
  package: 'javax.xml',
  languages: ['java'],
  types: {
    'javax.xml.parsers.DocumentBuilderFactory.newInstance()': 'javax.xml.parsers.DocumentBuilderFactory',
    'javax.xml.parsers.DocumentBuilderFactory.newDefaultInstance()': 'javax.xml.parsers.DocumentBuilderFactory',
    'javax.xml.parsers.SAXParserFactory.newInstance()': 'javax.xml.parsers.SAXParserFactory',
    'javax.xml.stream.XMLInputFactory.newInstance()': 'javax.xml.stream.XMLInputFactory',
    'javax.xml.stream.XMLInputFactory.newFactory()': 'javax.xml.stream.XMLInputFactory',
    'javax.xml.transform.TransformerFactory.newInstance()': 'javax.xml.transform.TransformerFactory',
    'javax.xml.validation.SchemaFactory.newInstance()': 'javax.xml.validation.SchemaFactory',
    'org.xml.sax.helpers.XMLReaderFactory.createXMLReader()': 'org.xml.sax.XMLReader',
    'org.dom4j.io.SAXReader': 'org.dom4j.io.SAXReader',
    'org.jdom2.input.SAXBuilder': 'org.jdom2.input.SAXBuilder',
    'javax.xml.XMLConstants': 'javax.xml.XMLConstants',
  },
  misuses: {
    'external-entities': [
      unless('javax.xml.parsers.DocumentBuilderFactory.newDocumentBuilder'),
      unless('javax.xml.parsers.SAXParserFactory.newSAXParser'),
      ...of('javax.xml.stream.XMLInputFactory', 'createXMLStreamReader createXMLEventReader createFilteredReader').map(
        unless,
      ),
      unless('javax.xml.transform.TransformerFactory.newTransformer'),
      unless('org.xml.sax.XMLReader.parse'),
      unless('org.dom4j.io.SAXReader.read'),
      unless('org.jdom2.input.SAXBuilder.build'),
    ],
  },
  passes: of('javax.xml.parsers.DocumentBuilder', 'parse'),
  bad: [
    'import javax.xml.parsers.*;\nclass A { Object read(java.io.InputStream in) throws Exception { DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance(); factory.setNamespaceAware(true); return «factory.newDocumentBuilder()».parse(in); } }',
    'import javax.xml.stream.XMLInputFactory;\nclass A { Object read(java.io.InputStream in) throws Exception { XMLInputFactory factory = XMLInputFactory.newInstance(); return «factory.createXMLStreamReader(in)»; } }',
  ],
  good: [
    `import javax.xml.parsers.*;\nclass A { Object read(java.io.InputStream in) throws Exception { DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance(); factory.setFeature("${NO_DOCTYPE}", true); return factory.newDocumentBuilder().parse(in); } }`,
    'import javax.xml.stream.XMLInputFactory;\nclass A { Object read(java.io.InputStream in) throws Exception { XMLInputFactory factory = XMLInputFactory.newInstance(); factory.setProperty(XMLInputFactory.SUPPORT_DTD, false); return factory.createXMLStreamReader(in); } }',
  ],
};
