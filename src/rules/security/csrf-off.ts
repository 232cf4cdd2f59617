import { functionAround } from '../../analyze/pattern/around.ts';
import { anyOf, calls, nodes, settings } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

/** Calls from machines carry no cookie of a browser: a signature or a key of their own is what counts there. */
const FOR_MACHINES = /signature|hmac|webhook|verify_|api_?key|authoriz|bearer|token/i;

export default defineRule({
  id: 'security/csrf-off',
  title: 'Protection against forged requests is switched off',
  level: 'warning',
  why: 'Another site can make the browser of a user who is logged in send this request, in the user’s name.',
  fix: 'Leave the check on; for machines that cannot send a token, check a signature or a key of their own instead.',
  cwe: [352],
  languages: ['python', 'java'],
  flows: misuse('csrf-off'),
  paths: ['!**/{dev,local,development,debug,testing}*.py'],
  detect: anyOf(
    nodes(
      { python: ['decorator'] },
      (node) => {
        const named = node.namedChildren[0]?.text ?? '';
        if (
          !/^(?:csrf_exempt|(?:\w+\.)*csrf_exempt|csrf\.exempt|\w*csrf\w*\.exempt)$/i.test(named) &&
          !/^method_decorator\(\s*csrf_exempt\b/.test(named)
        ) {
          return false;
        }
        const definition = node.parent?.child('definition');
        return !FOR_MACHINES.test(definition?.text.slice(0, 5000) ?? '') && { at: node, level: 'note' as const };
      },
      ['csrf'],
    ),
    settings({ python: ['WTF_CSRF_ENABLED', 'WTF_CSRF_CHECK_DEFAULT', 'CSRF_ENABLED'] }, ({ value, node }) => {
      if (literalOf(value)?.value !== false) return false;
      return (
        !/TESTING\s*=\s*True/.test(node.parent?.text.slice(0, 2000) ?? '') &&
        !/test/i.test(functionAround(node).child('name')?.text ?? '') &&
        node
      );
    }),
    calls({ python: ['pyramid.view.view_config', '*.add_view', '*.set_default_csrf_options'] }, (call) => {
      const off = ['require_csrf', 'check_csrf', 'check_origin'].find(
        (name) => call.optionLiteral(name)?.value === false,
      );
      return off !== undefined && call.option(off)!.parent;
    }),
  ),
  bad: [
    {
      after: {
        'src/Store.java':
          'import org.springframework.security.config.annotation.web.builders.HttpSecurity;\n\nclass Store {\n  void configure(HttpSecurity http) throws Exception {\n    «http.csrf().disable()»;\n  }\n}\n',
      },
    },
    {
      after: {
        'src/Store.java':
          'import org.springframework.security.config.annotation.web.builders.HttpSecurity;\n\nclass Store {\n  void configure(HttpSecurity http) throws Exception {\n    http.csrf(csrf -> «csrf.disable()»);\n  }\n}\n',
      },
    },
    'from django.views.decorators.csrf import csrf_exempt\n«@csrf_exempt»\ndef transfer(request):\n    move(request.POST["to"], request.POST["amount"])\n',
    'app.config["WTF_CSRF_ENABLED"] = False\n'.replace(/^.*$/m, '«$&»'),
    'app.config.update(SECRET_KEY=key, «WTF_CSRF_ENABLED=False»)\n',
    'from pyramid.view import view_config\n@view_config(route_name="pay", «require_csrf=False»)\ndef pay(request):\n    pass\n',
    '«@csrf.exempt»\n@app.route("/pay", methods=["POST"])\ndef pay():\n    move()\n',
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import org.springframework.security.config.annotation.web.builders.HttpSecurity;\n\nclass Store {\n  void configure(HttpSecurity http) throws Exception {\n    http.csrf(csrf -> csrf.ignoringRequestMatchers("/hooks/**"));\n  }\n}\n',
      },
    },
    'def transfer(request):\n    move(request.POST["to"])\n',
    'app.config["WTF_CSRF_ENABLED"] = True\n',
    'app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)\n',
    'from django.views.decorators.csrf import csrf_exempt\n@csrf_exempt\ndef hook(request):\n    verify_signature(request.body, request.headers["X-Signature"])\n',
  ],
});
