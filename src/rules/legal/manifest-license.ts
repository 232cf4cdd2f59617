import { expressionStrength } from '../../analyze/license/expression.ts';
import { defineRule } from '../../analyze/rule.ts';

const MANIFEST =
  /(?:^|\/)(?:package\.json|composer\.json|Cargo\.toml|pyproject\.toml|setup\.cfg|pom\.xml|[\w.-]+\.(?:gemspec|podspec|nuspec|csproj))$/;
const FIELD =
  /^[ \t]*(?:"license"[ \t]*:|(?:\w+\.)?license[ \t]*=|<PackageLicenseExpression>|<license type="expression">)[ \t]*(?:\{[ \t]*text[ \t]*=[ \t]*)?["']?([\w.+() -]{2,60}?)(?:["'<,}]|$)/m;

/** The licence that a manifest states, with its place. */
function stated(text: string): { value: string; start: number; end: number } | null {
  const match = FIELD.exec(text);
  if (match === null) return null;
  const start = match.index + match[0].indexOf(match[1]!, match[0].search(/[:=>]/));
  return { value: match[1]!, start, end: start + match[1]!.length };
}

export default defineRule({
  id: 'legal/manifest-license',
  title: 'The licence in the package manifest changes',
  level: 'warning',
  why: 'Registries, scanners and users go by this field: a wrong one gives or takes rights that the licence file does not.',
  fix: 'Keep the field as the licence file says, or change both with the consent of those who decide.',
  cwe: [],
  languages: 'any',
  detect: {
    engine: 'license',
    scope: 'change',
    run(view) {
      for (const { path, before, after } of view.files) {
        if (before === undefined || after === undefined || !MANIFEST.test(path)) continue;
        const old = stated(before.text);
        const now = stated(after.text);
        if (old === null || now === null || same(old.value, now.value)) continue;
        const { start, end } = now;
        view.report(path, {
          start,
          end,
          message: `The stated licence goes from ${old.value} to ${now.value}`,
          confidence: 'likely',
        });
      }
    },
  },
  bad: [
    {
      before: { 'package.json': '{\n  "name": "a",\n  "license": "MIT"\n}\n' },
      after: { 'package.json': '{\n  "name": "a",\n  "license": "«GPL-3.0-only»"\n}\n' },
    },
    {
      before: { 'Cargo.toml': '[package]\nlicense = "Apache-2.0"\n' },
      after: { 'Cargo.toml': '[package]\nlicense = "«UNLICENSED»"\n' },
    },
  ],
  good: [
    {
      before: { 'package.json': '{\n  "version": "1.0.0",\n  "license": "MIT"\n}\n' },
      after: { 'package.json': '{\n  "version": "1.0.1",\n  "license": "MIT"\n}\n' },
    },
    { after: { 'package.json': '{\n  "license": "MIT"\n}\n' } },
    {
      before: { 'Cargo.toml': '[package]\nlicense = "MIT/Apache-2.0"\n' },
      after: { 'Cargo.toml': '[package]\nlicense = "MIT OR Apache-2.0"\n' },
    },
  ],
});

/** `MIT/Apache-2.0` is the old spelling of `MIT OR Apache-2.0`; `GPL-3.0` of `GPL-3.0-only`. */
function same(a: string, b: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/\//g, ' OR ')
      .replace(/-only\b|[()]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase();
  return plain(a) === plain(b) || (plain(a).startsWith('see license') && expressionStrength(b) === null);
}
