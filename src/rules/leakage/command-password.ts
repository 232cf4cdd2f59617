import { defineRule } from '../../analyze/rule.ts';
import type { Candidate, SecretFormat } from '../../analyze/token/format.ts';
import { isChosenPassword } from '../../analyze/token/password.ts';
import { secrets } from '../../analyze/token/secret.ts';
import { fake } from '../../lib/fake.ts';

/** Programs that take a password on the command line, and how. */
const COMMANDS: readonly (readonly [keyword: string, form: RegExp])[] = [
  ['sshpass', /sshpass\s+-p\s*(["']?)([^\s"']{4,120})\1/y],
  ['mysql', /mysql(?:dump|admin|import)?\s[^\n|;]{0,200}?\s-p(["']?)([^\s"'-][^\s"']{3,120})\1/y],
  ['pgpassword=', /PGPASSWORD=(["']?)([^\s"']{4,120})\1/y],
  ['mysql_pwd=', /MYSQL_PWD=(["']?)([^\s"']{4,120})\1/y],
  ['innobackupex', /innobackupex\s[^\n|;]{0,200}?--password=(["']?)([^\s"']{4,120})\1/y],
  ['docker login', /docker login\s[^\n|;]{0,200}?(?:-p|--password)[ =](["']?)([^\s"']{4,120})\1/y],
  ['net use', /net use\s+\S+\s+\S+\s+(["']?)(?!\/)([^\s"'/*]{4,120})\1\s+\/user:/iy],
  ['identified by', /identified by\s+(?:values\s+|password\s+)?(["']?)([^"'\s;\\)]{4,120})\1/iy],
  ['with password', /with (?:encrypted )?password\s+(["'])([^"'\s]{4,120})\1/iy],
  ['convertto-securestring', /ConvertTo-SecureString\s+(?:-String\s+)?(["'])([^"'\n]{4,120})\1\s+-AsPlainText/iy],
  ['redis-cli', /redis-cli\s[^\n|;]{0,120}?-a\s+(["']?)([^\s"']{4,120})\1/y],
  ['htpasswd', /htpasswd\s+-\w*b\w*\s+\S+\s+\S+\s+(["']?)([^\s"']{4,120})\1/y],
];

const command: SecretFormat = {
  name: 'Password on a command line',
  keywords: COMMANDS.map(([keyword]) => keyword),
  distinctive: true,
  find(text, hit): Candidate | null {
    for (const [keyword, form] of COMMANDS) {
      if (text.slice(hit, hit + keyword.length).toLowerCase() !== keyword) continue;
      form.lastIndex = hit;
      const match = form.exec(text);
      const password = match?.[2] ?? '';
      if (match === null || /^[$%@<{[]|^-|\$\(/.test(password) || !isChosenPassword(password)) continue;
      const start = hit + match[0].lastIndexOf(password);
      return { start, end: start + password.length, body: password, verdict: 'unknown' };
    }
    return null;
  },
};

export default defineRule({
  id: 'leakage/command-password',
  title: 'Password on a command line',
  level: 'warning',
  why: 'The command stands in the repository, and every process on the machine can read the arguments of another.',
  fix: 'Change the password, and let the program read it from a file, a prompt or the environment.',
  cwe: [214, 798],
  languages: 'any',
  detect: { ...secrets(command), yields: true },
  bad: [
    `sshpass -p '«${fake('base62', 12)}»' ssh deploy@acme.dev`,
    `mysqldump -h db.acme.dev -u app -p«${fake('base62', 10)}» shop > a.sql`,
    `CREATE USER 'app'@'%' IDENTIFIED BY '«${fake('base62', 14)}»';`,
  ],
  good: [
    'sshpass -p "$DEPLOY_PASSWORD" ssh deploy@acme.dev',
    'mysql -u root -p shop < a.sql; mysqladmin -u root -ppassword ping',
    "CREATE USER app WITH PASSWORD 'changeme'; ALTER USER app IDENTIFIED BY :password;",
  ],
});
