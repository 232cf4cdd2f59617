import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/format-string',
  title: 'The format of a text is an untrusted value',
  level: 'note',
  why: 'Placeholders in the value use up the arguments that follow: the text then says something else, or hides what it should say.',
  fix: 'Write `%s` as the format and pass the value as an argument.',
  cwe: [134],
  languages: ['javascript', 'typescript', 'tsx', 'java'],
  detect: taint({ to: 'format' }),
  bad: [
    {
      after: {
        'src/Store.java':
          'import javax.servlet.http.*;\n\nclass Store {\n  String greet(HttpServletRequest request) {\n    return «String.format(request.getParameter("greeting"), "you")»;\n  }\n}\n',
      },
    },
    `const app = require("express")();
app.get("/", (req, res) => {
  «console.log("user " + req.query.name, address)»;
  res.end();
});`,
    `const app = require("express")();
const util = require("util");
app.get("/", (req, res) => {
  audit(«util.format(\`user \${req.query.name}: %s\`, action)»);
  res.end();
});`,
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import javax.servlet.http.*;\n\nclass Store {\n  String greet(HttpServletRequest request) {\n    return String.format("%s, you", request.getParameter("greeting"));\n  }\n}\n',
      },
    },
    `const app = require("express")();
app.get("/", (req, res) => {
  console.log("user %s", req.query.name, address);
  res.end();
});`,
    `const app = require("express")();
app.get("/", (req, res) => {
  console.log("user " + req.query.name);
  res.end();
});`,
  ],
});
