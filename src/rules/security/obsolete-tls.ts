import { apiPath } from '../../analyze/pattern/api-path.ts';
import { anyOf, calls, nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

const OBSOLETE =
  /^(?:ssl\.PROTOCOL_(?:SSLv2|SSLv3|TLSv1|TLSv1_1)|ssl\.TLSVersion\.(?:SSLv3|TLSv1|TLSv1_1)|(?:py)?OpenSSL\.SSL\.(?:SSLv2|SSLv3|TLSv1|TLSv1_1)_METHOD)$/;

export default defineRule({
  id: 'security/obsolete-tls',
  title: 'Version of TLS that is broken or withdrawn',
  level: 'warning',
  why: 'SSL 2, SSL 3, TLS 1.0 and 1.1 have known attacks: what is sent can be read, or the other side be imitated.',
  fix: 'Use `ssl.create_default_context()`, and TLS 1.2 as the lowest version.',
  cwe: [327, 326, 295],
  languages: ['python', 'go'],
  flows: misuse('old-tls'),
  detect: anyOf(
    nodes(
      { python: ['attribute'] },
      (node) => {
        // To compare with one, or to name it, is not to use it.
        const parent = node.parent?.kind;
        if (
          parent === 'comparison_operator' ||
          parent === 'attribute' ||
          parent === 'dictionary' ||
          parent === 'pair'
        ) {
          return false;
        }
        if (/^maximum_version$/.test(node.parent?.child('left')?.child('attribute')?.text ?? '')) return false;
        return OBSOLETE.test(apiPath(node) ?? '');
      },
      ['sslv2', 'sslv3', 'tlsv1'],
    ),
    calls({ python: ['ssl.wrap_socket'] }, (call) => {
      const version = call.option('ssl_version');
      if (version !== null || call.option('cert_reqs') !== null) return false;
      return { at: call.node, message: 'This way of wrapping a socket checks no certificate and no name' };
    }),
  ),
  bad: [
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"crypto/tls"\n)\n\nfunc config() *tls.Config {\n	return &«tls.Config{MinVersion: tls.VersionTLS10}»\n}\n',
      },
    },
    'import ssl\ncontext = ssl.SSLContext(«ssl.PROTOCOL_TLSv1»)\n',
    'import ssl\ncontext = ssl.create_default_context()\ncontext.minimum_version = «ssl.TLSVersion.TLSv1_1»\n',
    'from OpenSSL import SSL\ncontext = SSL.Context(«SSL.SSLv3_METHOD»)\n',
    'import ssl\ndef connect(version=«ssl.PROTOCOL_SSLv3»):\n    pass\n',
    'import ssl\nsocket = «ssl.wrap_socket(plain)»\n',
  ],
  good: [
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"crypto/tls"\n)\n\nfunc config() *tls.Config {\n	return &tls.Config{MinVersion: tls.VersionTLS12}\n}\n',
      },
    },
    'import ssl\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\ncontext.minimum_version = ssl.TLSVersion.TLSv1_2\n',
    'import ssl\ncontext = ssl.create_default_context()\ncontext.options |= ssl.OP_NO_TLSv1\n',
    'import ssl\nif version == ssl.PROTOCOL_TLSv1:\n    raise ValueError\n',
  ],
});
