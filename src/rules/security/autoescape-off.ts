import { fileSays, functionAround } from '../../analyze/pattern/around.ts';
import { anyOf, calls } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

/** Templates of programs, configurations and mails in plain text must not be escaped for HTML. */
const makesText = fileSays(
  /\.(?:py|ya?ml|toml|conf|cfg|ini|sh|sql|txt|tex|rst|md|c|h|rs|go|java|ts|js)\.(?:j2|jinja2?|tmpl)\b/,
);

export default defineRule({
  id: 'security/autoescape-off',
  title: 'Templates put values into pages unescaped',
  level: 'warning',
  why: 'Every value in every template can then bring its own markup and script.',
  fix: 'Make the environment with `autoescape=select_autoescape()`, and mark the few values that are markup.',
  cwe: [79, 116],
  languages: ['python'],
  detect: anyOf(
    calls(
      { python: ['jinja2.Environment', 'jinja2.sandbox.SandboxedEnvironment', 'jinja2.environment.Environment'] },
      (call) => {
        const option = call.option('autoescape');
        if (option !== null) return call.optionLiteral('autoescape')?.value === false && option.parent;
        if (call.node.child('arguments')?.text.includes('**')) return false;
        return !makesText(call.node) && { at: call.node, level: 'note' as const };
      },
    ),
    calls({ python: ['django.template.Context', 'django.template.Engine', 'tornado.template.Loader'] }, (call) => {
      const off = call.optionLiteral('autoescape');
      return (off?.value === false || off?.value === null) && call.option('autoescape')!.parent;
    }),
    calls({ python: ['flask.render_template'] }, (call) => {
      // Only these endings are escaped by default; a text mail is no page.
      const name = call.literal(0)?.value;
      const hasValues = call.node.child('arguments')?.namedChildren.some(({ kind }) => kind === 'keyword_argument');
      if (typeof name !== 'string' || hasValues !== true || /\.(?:html?|xml|xhtml|svg)$/.test(name)) return false;
      return (
        !/mail|message|notif/i.test(name + (functionAround(call.node).child('name')?.text ?? '')) && {
          at: call.node,
          level: 'note' as const,
        }
      );
    }),
    calls({ python: ['mako.template.Template', 'mako.lookup.TemplateLookup'] }, (call) => {
      return call.option('default_filters') === null && { at: call.node, level: 'note' as const };
    }),
  ),
  bad: [
    'from flask import render_template\ndef show(name):\n    return «render_template("page.txt", name=name)»\n',
    'from jinja2 import Environment\nenv = Environment(loader=loader, «autoescape=False»)\n',
    'import jinja2\nenv = «jinja2.Environment(loader=jinja2.FileSystemLoader("templates"))»\n',
    'from mako.template import Template\npage = «Template(filename="page.html")»\n',
  ],
  good: [
    'from flask import render_template\ndef show(name):\n    return render_template("page.html", name=name)\n',
    'from jinja2 import Environment, select_autoescape\nenv = Environment(loader=loader, autoescape=select_autoescape())\n',
    'import jinja2\nenv = jinja2.Environment(loader=loader)\nout = env.get_template("nginx.conf.j2").render(name=name)\n',
    'from mako.template import Template\npage = Template(filename="page.html", default_filters=["h"])\n',
  ],
});
