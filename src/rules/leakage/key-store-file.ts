import { defineRule } from '../../analyze/rule.ts';

/** Containers of private keys and passwords: PKCS #12, Java and BouncyCastle key stores, KeePass, Apple and age. */
const KEY_STORE = /\.(?:p12|pfx|jks|keystore|bks|jceks|kdbx?|keychain(?:-db)?)$/i;
/** Key stores that hold other people's certificates only, and those that every development tool makes anew. */
const PUBLIC_STORE = /(?:^|[/._-])(?:trust(?:store|ed)?|cacerts|ca-?bundle|debug)(?:[._-]|$)/i;

export default defineRule({
  id: 'leakage/key-store-file',
  title: 'Key store in the repository',
  level: 'warning',
  why: 'The file holds private keys or passwords behind one password, which anybody who has the file can guess at leisure.',
  fix: 'Replace the keys that are in it, take the file out of the history, and hand it to the program from a secret store.',
  cwe: [312, 321],
  languages: ['binary', 'text'],
  inTests: true,
  detect: {
    engine: 'token',
    scope: 'change',
    run(view) {
      for (const { path, status, isTest } of view.files) {
        if (status === 'deleted' || !KEY_STORE.test(path) || PUBLIC_STORE.test(path)) continue;
        view.report(path, { start: 0, end: 0, confidence: 'likely', ...(isTest && { level: 'note' as const }) });
      }
    },
  },
  bad: [{ after: { 'deploy/client.p12': '«»x' } }, { after: { 'android/release.keystore': '«»x' } }],
  good: [
    { after: { 'conf/truststore.jks': 'x' } },
    { after: { 'android/debug.keystore': 'x' } },
    { after: { 'src/keystore.ts': 'export const path = "client.p12";' } },
    { before: { 'deploy/client.p12': 'x' }, after: {} },
  ],
});
