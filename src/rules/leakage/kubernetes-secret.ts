import { defineRule } from '../../analyze/rule.ts';
import { isPlaceholder } from '../../analyze/token/placeholder.ts';
import { fake } from '../../lib/fake.ts';

const KIND = /^[ \t]*kind:[ \t]*["']?secret["']?[ \t]*(?:#.*)?$/im;
const DATA = /^([ \t]*)(data|stringData):[ \t]*$/im;
const ENTRY =
  /^([ \t]+)["']?([\w.-]+)["']?:[ \t]*(?:[|>][-+]?[ \t]*\n[ \t]+)?(["']?)([^\s"'#{][^\s"'#]{5,8000})\3[ \t]*$/gm;

/** Entries that say where and what, next to those that open it. */
const PLAIN =
  /^(?:type|provider|host(?:name)?|port|database|db(?:name)?|schema|region|endpoint|user(?:name)?|name|email|ca\.crt|tls\.crt|namespace)$/i;

/** The value as it will stand in the cluster; null where it is no base 64. */
function plain(value: string, encoded: boolean): string | null {
  if (!encoded) return value;
  return /^[A-Za-z0-9+/]{8,}={0,2}$/.test(value) ? Buffer.from(value, 'base64').toString('latin1') : null;
}

const manifest = (data: string) => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n${data}`;

export default defineRule({
  id: 'leakage/kubernetes-secret',
  title: 'Kubernetes Secret with its values in the repository',
  level: 'warning',
  why: 'Base 64 hides nothing: whoever reads the manifest has what the cluster guards.',
  fix: 'Change the values, and commit a sealed or external secret instead.',
  cwe: [798, 312],
  languages: ['yaml'],
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: ['secret'],
    yields: true,
    scan(context) {
      let from = 0;
      for (const part of context.text.split(/^(?=---)/m)) {
        reportValues(part, from);
        from += part.length;
      }
      function reportValues(part: string, offset: number): void {
        const block = KIND.test(part) ? DATA.exec(part) : null;
        if (block === null) return;
        const body = part.slice(block.index + block[0].length);
        const depth = block[1]!.length;
        for (const match of body.matchAll(ENTRY)) {
          // The block ends where the indentation goes back.
          if (/^[ \t]*[^\s#]/m.test(dedented(body.slice(0, match.index), depth))) break;
          if (match[1]!.length <= depth) break;
          const value = plain(match[4]!, /^data$/i.test(block[2]!));
          if (value === null || PLAIN.test(match[2]!) || isPlaceholder(value) || value.includes('{{')) continue;
          const end =
            offset + block.index + block[0].length + match.index + match[0].trimEnd().length - match[3]!.length;
          context.report({
            start: end - match[4]!.length,
            end,
            masked: '********',
            message: 'A value of a Kubernetes Secret (********)',
            confidence: 'likely',
          });
        }
      }
    },
  },
  bad: [
    {
      after: {
        'k8s/db.yaml': manifest(
          `type: Opaque\ndata:\n  password: «${Buffer.from(fake('base62', 15)).toString('base64')}»\n`,
        ),
      },
    },
    { after: { 'k8s/db.yaml': manifest(`stringData:\n  url: «${fake('base62', 20)}»\n`) } },
    {
      after: {
        'k8s/db.yml': `apiVersion: v1\ndata:\n  # rotated in May\n  key: "«${Buffer.from(fake('base62', 18)).toString('base64')}»"\nkind: Secret\n`,
      },
    },
  ],
  good: [
    { after: { 'k8s/db.yaml': manifest('stringData:\n  host: db-primary.acme.dev\n  username: application\n') } },
    { after: { 'k8s/db.yaml': manifest('data:\n  password: {{ .Values.password | b64enc }}\n') } },
    { after: { 'k8s/db.yaml': `kind: SealedSecret\nspec:\n  encryptedData:\n    password: ${fake('base62', 200)}\n` } },
    {
      after: {
        'k8s/map.yaml': `kind: ConfigMap\ndata:\n  motto: ${Buffer.from('a long motto here').toString('base64')}\n`,
      },
    },
  ],
});

/** Lines of the block that are no deeper than its head. */
function dedented(text: string, depth: number): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && line.length - line.trimStart().length <= depth)
    .join('\n');
}
