import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/open-cross-origin',
  title: 'Any website may read the answers',
  level: 'note',
  why: 'With `*` as the allowed origin every page that a user opens can call this server and read what it says.',
  fix: 'Name the origins that are meant; `*` is for data that everybody may read.',
  cwe: [942, 346],
  languages: ['java', 'go'],
  detect: misuse('any-origin'),
  bad: [
    {
      after: {
        'src/Store.java':
          'import org.springframework.web.cors.CorsConfiguration;\n\nclass Store {\n  void allow(CorsConfiguration config) {\n    «config.addAllowedOrigin("*")»;\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net/http"\n)\n\nfunc allow(w http.ResponseWriter, r *http.Request) {\n	«w.Header().Set("Access-Control-Allow-Origin", "*")»\n}\n',
      },
    },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import org.springframework.web.cors.CorsConfiguration;\n\nclass Store {\n  void allow(CorsConfiguration config) {\n    config.addAllowedOrigin("https://app.example.com");\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"net/http"\n)\n\nfunc allow(w http.ResponseWriter, r *http.Request) {\n	w.Header().Set("Access-Control-Allow-Origin", "https://app.example.com")\n}\n',
      },
    },
  ],
});
