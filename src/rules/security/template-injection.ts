import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/template-injection',
  title: 'A template is made from an untrusted value',
  level: 'error',
  why: 'Template syntax in the value is carried out on the server, up to running programs.',
  fix: 'Keep the template constant and hand the value over as a variable.',
  cwe: [1336],
  languages: ['python'],
  detect: taint({ to: 'template' }),
  bad: [
    `from flask import Flask, request, render_template_string
app = Flask(__name__)
@app.route("/t")
def t():
    return «render_template_string("<p>" + request.args["m"] + "</p>")»`,
    `from flask import Flask, request
from jinja2 import Template
app = Flask(__name__)
@app.route("/t")
def t():
    template = «Template(request.form["layout"])»
    return "ok"`,
  ],
  good: [
    `from flask import Flask, request, render_template_string
app = Flask(__name__)
@app.route("/t")
def t():
    return render_template_string("<p>{{ m }}</p>", m=request.args["m"])`,
    `from flask import Flask, request
from jinja2 import Template
app = Flask(__name__)
PAGE = Template("<p>{{ m }}</p>")
@app.route("/t")
def t():
    text = PAGE.render(n=1)
    return "ok"`,
  ],
});
