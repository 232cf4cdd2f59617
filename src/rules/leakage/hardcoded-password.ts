import { defineRule } from '../../analyze/rule.ts';
import { namedValue } from '../../analyze/token/named-value.ts';
import { isIdentifier, isPlaceholder, isStockPassword } from '../../analyze/token/placeholder.ts';
import { rarity } from '../../analyze/token/rarity.ts';
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

/** What somebody chose or generated: not a word, a name, a label, a path or a stand-in. */
function isValue(value: string, name: string): boolean {
  if (value.length < 6 || value.length > 128 || /\s.*\s|\s$|^\s/.test(value)) return false;
  if (isPlaceholder(value) || isStockPassword(value) || isIdentifier(value)) return false;
  if (value.toLowerCase() === name.toLowerCase() || /passw|secret|pwd|credential|encrypt|token/i.test(value))
    return false;
  if (/^[\w$]+(?:[.:][\w$]+)+$|[(){}[\]<>]|^--?\w|^[@:&*]|[,;]$/.test(value)) return false;
  // A digest of a password is not the password; `String?` and `Password!` are types and labels.
  if (
    /^(?:\{\w+\})?\$(?:2[abxy]?|argon2\w*|[156]|apr1|pbkdf2[\w-]*|scrypt|y)\$|^\{S?SHA\d*\}|^[A-Z][A-Za-z]+[?!]?$/.test(
      value,
    )
  )
    return false;
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9_ -]/].filter((one) => one.test(value)).length;
  return (
    classes >= 2 &&
    (rarity(value) >= 5 || (classes >= 3 && /[^A-Za-z0-9_ .-]|\d/.test(value)) || /^[a-z]+\d{2,}$/i.test(value))
  );
}

export default defineRule({
  id: 'leakage/hardcoded-password',
  title: 'Password written into the code',
  level: 'warning',
  why: 'Everybody who can read the code, now or in its history, can use the password, and changing it needs a release.',
  fix: 'Change the password, then read it from the environment or a secret store.',
  cwe: [259, 798],
  languages: 'any',
  detect: namedValue({ keywords: ['pass', 'pwd', '_pw'], isName, isValue, label: 'Password' }),
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
