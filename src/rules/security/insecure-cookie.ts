import { calls } from '../../analyze/pattern/detectors.ts';
import { flipped } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';

export default defineRule({
  id: 'security/insecure-cookie',
  title: 'Cookie that is sent over plain HTTP on purpose',
  level: 'note',
  why: 'With `secure=False` the cookie travels readable over every plain connection, and whoever reads it can send it too.',
  fix: 'Set `secure=True`, from a setting where development runs without TLS.',
  cwe: [614],
  languages: ['python'],
  paths: ['!**/{dev,local,development,debug}*.py'],
  detect: calls(
    { python: ['*.set_cookie', '*.set_signed_cookie'] },
    (call) => call.optionLiteral('secure')?.value === false && call.option('secure')!.parent,
  ),
  repair: flipped,
  bad: [
    { after: { 'src/views.py': 'response.set_cookie("visitor", name, «secure=False», httponly=True)\n' } },
    { after: { 'src/views.py': 'response.set_signed_cookie("cart", value=cart, «secure=False»)\n' } },
  ],
  good: [
    { after: { 'src/views.py': 'response.set_cookie("visitor", name, secure=True, httponly=True)\n' } },
    { after: { 'src/views.py': 'response.set_cookie("visitor", name, secure=settings.TLS)\n' } },
    { after: { 'config/dev.py': 'response.set_cookie("visitor", name, secure=False)\n' } },
  ],
});
