import { defineRule } from '../../analyze/rule.ts';
import { namedValue } from '../../analyze/token/named-value.ts';
import { isChosenPassword } from '../../analyze/token/password.ts';
import { fake } from '../../lib/fake.ts';

const NOUNS = new Set([
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'pass',
  'passwort',
  'pw',
  'userpass',
  'dbpass',
  'rootpass',
  'mypass',
]);

/** The last word says what the thing is: `passwordField` and `password_hash` are no passwords. */
function isName(words: readonly string[]): boolean {
  return NOUNS.has(words.at(-1) ?? '');
}

export default defineRule({
  id: 'leakage/hardcoded-password',
  title: 'Password written into the code',
  level: 'warning',
  why: 'Everybody who can read the code, now or in its history, can use the password, and changing it needs a release.',
  fix: 'Change the password, then read it from the environment or a secret store.',
  cwe: [259, 798],
  languages: 'any',
  inTests: true,
  detect: namedValue({
    keywords: ['pass', 'pwd', '_pw'],
    isName,
    isValue: isChosenPassword,
    label: 'Password',
    quietInTests: true,
  }),
  bad: [
    { after: { 'src/db.py': `connect(user="app", password="«Vq7!${fake('base62', 8)}»")` } },
    { after: { 'deploy/.env': `DB_PASSWORD=«${fake('base62', 14)}»\nDB_HOST=db.acme.dev` } },
    { after: { 'config/app.yaml': `database:\n  password: «Gr8-${fake('lower', 6)}#41»\n` } },
    { after: { 'src/Login.java': `String dbPassword = "«${fake('base62', 12, 'j')}»";` } },
    { after: { 'settings.xml': `<server><password>«${fake('base62', 16)}»</password></server>` } },
  ],
  good: [
    { after: { 'src/db.py': 'connect(user="app", password=os.environ["DB_PASSWORD"])' } },
    { after: { 'deploy/.env': 'DB_PASSWORD=changeme\nADMIN_PASSWORD=${ADMIN_PASSWORD}\nPASS=' } },
    {
      after: {
        'src/form.tsx': 'const passwordField = "login-form-password2";\n<input type="password" name="password1" />',
      },
    },
    { after: { 'src/auth.ts': `const passwordHash = "${fake('hex', 64)}";\nconst password: string = input.value;` } },
    { after: { 'config/app.yaml': 'password: "{{ vault_db_password }}"\npassword_file: /run/secrets/db1' } },
    { after: { 'conf/app.ini': 'reset_password = Změňte2 heslo\nold_password = Současné heslo' } },
    { after: { 'src/i18n.json': '{ "password": "Passwort", "resetPassword": "Reset your password" }' } },
  ],
});
