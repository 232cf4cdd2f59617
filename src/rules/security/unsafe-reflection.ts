import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/unsafe-reflection',
  title: 'Class or method is chosen by an untrusted value',
  level: 'warning',
  why: 'Whoever names the class decides which code runs, also code that was never meant to be reached.',
  fix: 'Look the name up in a table of the classes that are meant.',
  cwe: [470],
  languages: ['java'],
  detect: taint({ to: 'reflection' }),
  bad: [
    {
      after: {
        'src/Store.java':
          'import javax.servlet.http.*;\n\nclass Store {\n  Object call(HttpServletRequest request) throws Exception {\n    String name = request.getParameter("action");\n    return «Store.class.getMethod(name)».invoke(this);\n  }\n}\n',
      },
    },
    {
      after: {
        'src/Store.java':
          'import javax.servlet.http.*;\n\nclass Store {\n  Object make(HttpServletRequest request) throws Exception {\n    return «Class.forName(request.getParameter("kind"))».getConstructor().newInstance();\n  }\n}\n',
      },
    },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          '\nclass Store {\n  Object make(String version) throws Exception {\n    return Class.forName("com.example.Store" + 2).getConstructor().newInstance();\n  }\n}\n',
      },
    },
    {
      after: {
        'src/Store.java':
          'import java.util.Map;\nimport javax.servlet.http.*;\n\nclass Store {\n  private static final Map<String, String> KINDS = Map.of("a", "com.example.A");\n\n  Object make(HttpServletRequest request) throws Exception {\n    String name = KINDS.get(request.getParameter("kind"));\n    return name == null ? null : Class.forName(name).getConstructor().newInstance();\n  }\n}\n',
      },
    },
  ],
});
