import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/server-without-timeouts',
  title: 'Server that waits for a client without end',
  level: 'note',
  why: 'A client that sends its request a byte at a time holds a connection for ever; a few hundred of them stop the server.',
  fix: 'Make an `http.Server` with `ReadHeaderTimeout` and, where answers are short, `WriteTimeout`.',
  cwe: [400, 770],
  languages: ['go'],
  detect: misuse('no-limit'),
  bad: [
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net/http"\n)\n\nfunc serve() error {\n	return «http.ListenAndServe("localhost:8080", nil)»\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net/http"\n)\n\nfunc serve() error {\n	server := &http.Server{Addr: "localhost:8080"}\n	return «server.ListenAndServe()»\n}\n',
      },
    },
  ],
  good: [
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net/http"\n	"time"\n)\n\nfunc server() *http.Server {\n	return &http.Server{Addr: "localhost:8080", ReadTimeout: time.Minute}\n}\n\nfunc serve() error {\n	return server().ListenAndServe()\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net/http"\n	"time"\n)\n\nfunc serve() error {\n	server := &http.Server{Addr: "localhost:8080", ReadHeaderTimeout: 5 * time.Second}\n	return server.ListenAndServe()\n}\n',
      },
    },
  ],
});
