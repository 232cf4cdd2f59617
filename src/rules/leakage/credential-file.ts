import { defineRule } from '../../analyze/rule.ts';
import { isPlaceholder, isStockPassword } from '../../analyze/token/placeholder.ts';
import { fake } from '../../lib/fake.ts';

interface FileForm {
  readonly path: RegExp;
  /** The last group is the secret. */
  readonly entry: RegExp;
  /** The secret is `user:password` in base 64. */
  readonly encoded?: boolean;
}

/** Files that tools keep passwords in, with the notation of each. */
const FORMS: readonly FileForm[] = [
  { path: /(?:^|\/)[._]netrc$/, entry: /\bpassword\s+(\S{4,200})/g },
  {
    path: /(?:^|\/)\.?pgpass(?:\.conf)?$/,
    entry: /^[^#:\n]{1,200}:[^:\n]{1,20}:[^:\n]{1,80}:[^:\n]{1,80}:([^\n]{4,200})$/gm,
  },
  {
    path: /(?:^|\/)\.?docker(?:cfg|\/config\.json)$|(?:^|\/)\.dockerconfigjson$/,
    entry: /"auth"\s*:\s*"([A-Za-z0-9+/]{8,400}={0,2})"/g,
    encoded: true,
  },
  { path: /(?:^|\/)nuget\.config$/i, entry: /<add\s+key="(?:ClearText)?Password"\s+value="([^"\n]{4,200})"/gi },
  { path: /(?:^|\/)\.?(?:my\.cnf|mylogin\.cnf)$/, entry: /^\s*password\s*=\s*["']?([^\s"'#]{4,200})/gm },
  {
    path: /(?:^|\/)\.?(?:s3cfg|boto)$/,
    entry: /^\s*(?:secret_key|aws_secret_access_key|gs_secret_access_key)\s*=\s*(\S{16,200})/gm,
  },
  { path: /(?:^|\/)settings\.xml$/, entry: /<server>[\s\S]{0,400}?<password>([^<\s]{4,200})<\/password>/g },
];

export default defineRule({
  id: 'leakage/credential-file',
  title: 'Password in a file in which a tool keeps its passwords',
  level: 'error',
  why: 'The file is made for one person’s machine: in the repository it signs everybody in as that person.',
  fix: 'Change the password, take the file out of the repository, and add it to .gitignore.',
  cwe: [260, 522],
  languages: 'any',
  paths: [
    '.netrc',
    '_netrc',
    '*pgpass*',
    '**/.docker/config.json',
    '.dockercfg',
    '.dockerconfigjson',
    '[nN][uU][gG][eE][tT].[cC][oO][nN][fF][iI][gG]',
    '*my.cnf',
    '*mylogin.cnf',
    '.s3cfg',
    '.boto',
    'settings.xml',
  ],
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: [],
    scan(context) {
      for (const { path, entry, encoded } of FORMS) {
        if (!path.test(context.path)) continue;
        for (const match of context.text.matchAll(entry)) {
          const secret = match[1]!;
          const decoded = encoded ? Buffer.from(secret, 'base64').toString('latin1') : secret;
          const password = encoded ? decoded.slice(decoded.indexOf(':') + 1) : secret;
          if (isPlaceholder(password) || isStockPassword(password) || /^%.*%$|^\{.*\}$/.test(password)) continue;
          const start = match.index + match[0].lastIndexOf(secret);
          context.report({ start, end: start + secret.length, masked: '********', confidence: 'likely' });
        }
      }
    },
  },
  bad: [
    { after: { '.netrc': `machine git.acme.dev login svc password «${fake('base62', 14)}»\n` } },
    {
      after: {
        'home/.docker/config.json': `{"auths":{"r.acme.dev":{"auth":"«${Buffer.from(`svc:${fake('base62', 12)}`).toString('base64')}»"}}}`,
      },
    },
    { after: { 'NuGet.Config': `<add key="ClearTextPassword" value="«${fake('base62', 12)}»" />` } },
  ],
  good: [
    { after: { '.netrc': 'machine git.acme.dev login svc password ${NETRC_PASSWORD}\n' } },
    { after: { 'nuget.config': '<add key="ClearTextPassword" value="%NUGET_PASSWORD%" />' } },
    { after: { 'docs/netrc.md': `machine git.acme.dev login svc password ${fake('base62', 14)}\n` } },
  ],
});
