import type { SyntaxNode } from '../../analyze/detector.ts';
import { apiPath } from '../../analyze/pattern/api-path.ts';
import { makingOf } from '../../analyze/pattern/built.ts';
import { calls } from '../../analyze/pattern/detectors.ts';
import { nearestValue } from '../../analyze/pattern/nearest.ts';
import { defineRule } from '../../analyze/rule.ts';

const ESCAPES =
  /^(?:html|markupsafe|flask|django\.utils\.html|cgi|bleach|nh3|werkzeug\.utils)\.(?:escape|conditional_escape|escapejs|clean|format_html|strip_tags)\(\)$|^(?:int|float|len|json\.dumps|django\.urls\.reverse|flask\.url_for|static|render_to_string)\(\)$/;
const isEscaped = (part: SyntaxNode) =>
  ESCAPES.test(apiPath(part) ?? '') || /^(?:\w+\.)*[A-Z][A-Z0-9_]+$/.test(part.text);

export default defineRule({
  id: 'security/markup-from-values',
  title: 'Values are declared to be markup',
  level: 'warning',
  why: 'What is marked as safe is not escaped any more: a value inside it can bring its own script.',
  fix: 'Keep the markup constant and hand the values over: `format_html("<b>{}</b>", name)`, `Markup("<b>%s</b>") % name`.',
  cwe: [79],
  languages: ['python'],
  detect: calls(
    {
      python: [
        'markupsafe.Markup',
        'flask.Markup',
        'jinja2.Markup',
        'django.utils.safestring.mark_safe',
        'django.utils.safestring.SafeString',
        'django.utils.safestring.SafeText',
        'django.utils.html.format_html',
        'django.utils.html.html_safe',
      ],
    },
    (call) => {
      const given = call.arguments[0];
      return given !== undefined && makingOf(nearestValue(given), isEscaped) === 'built' && given;
    },
  ),
  bad: [
    'from django.utils.safestring import mark_safe\ndef link(user):\n    return mark_safe(«f"<b>{user.name}</b>"»)\n',
    'from markupsafe import Markup\ndef row(cell):\n    text = "<td>" + cell + "</td>"\n    return Markup(«text»)\n',
    'from django.utils.html import format_html\ndef row(cell):\n    return format_html(«"<td>%s</td>" % cell.text»)\n',
  ],
  good: [
    'from django.utils.html import format_html\ndef link(user):\n    return format_html("<b>{}</b>", user.name)\n',
    'from markupsafe import Markup, escape\ndef row(cell):\n    return Markup("<td>" + escape(cell) + "</td>")\n',
    'from django.utils.safestring import mark_safe\nBREAK = mark_safe("<br>")\n',
  ],
});
