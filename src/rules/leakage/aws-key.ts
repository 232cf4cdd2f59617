import { credential } from '../../analyze/token/credential.ts';
import { named, nearby, token } from '../../analyze/token/format.ts';
import { base32Bytes } from '../../lib/check-digit.ts';
import { fake } from '../../lib/fake.ts';

/** The account number stands in the first bytes of newer key ids; a number beyond twelve digits is no account. */
function namesAnAccount(key: string): 'unknown' | 'invalid' {
  const bytes = base32Bytes(key.slice(4));
  if (bytes === null) return 'invalid';
  const [a, b, c, d, e, f] = bytes as [number, number, number, number, number, number];
  const account = (a & 127) * 2 ** 33 + b * 2 ** 25 + c * 2 ** 17 + d * 2 ** 9 + e * 2 + (f >> 7);
  const old = key[4] === 'I' || key[4] === 'J';
  return account <= 999_999_999_999 || old ? 'unknown' : 'invalid';
}

const mixed = (value: string) => (/[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value) ? 'unknown' : null);
const starts = ['AKIA', 'ASIA', 'ABIA', 'ACCA'];

export default credential({
  id: 'leakage/aws-key',
  provider: 'AWS',
  revoke: 'in IAM',
  formats: [
    token({ name: 'AWS access key id', starts, body: /[A-Z2-7]{16}/, check: namesAnAccount, level: 'warning' }),
    nearby({
      name: 'AWS secret access key',
      keywords: starts.map((start) => start.toLowerCase()),
      anchor: /A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}/,
      value: /(?<![\w/+.-])[A-Za-z0-9/+]{40}(?![\w/+=.-])/,
      after: 250,
      check: mixed,
    }),
    named({
      name: 'AWS secret access key',
      names: ['secret_access_key', 'secretaccesskey', 'secret-access-key', 'aws_secret', 'awssecret', 'aws_sec'],
      value: /[A-Za-z0-9/+]{40}(?![/+=])/,
      level: 'error',
      check: mixed,
    }),
    token({ name: 'Amazon Bedrock key', starts: 'ABSK', body: /[A-Za-z0-9+/]{109,269}={0,2}/ }),
    token({
      name: 'Amazon Bedrock short-term key',
      starts: 'bedrock-api-key-',
      body: /YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/=_-]{0,4000}/,
      level: 'warning',
    }),
  ],
  bad: [
    `aws_access_key_id = «AKIA${fake('base32', 16, 'k')}»\naws_secret_access_key = «${fake('base64', 40)}»`,
    `const credentials = { secretAccessKey: '«${fake('base64', 40, 'c')}»' };`,
    `Credentials("«ASIA${fake('base32', 16, 'm')}»", "«${fake('base64', 40, 'n')}»")`,
  ],
  good: [
    `aws_access_key_id = AKIAIOSFODNN7${'EXAMPLE'}\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCY${'EXAMPLEKEY'}`,
    `const gene = "CTTAKIA${fake('upper', 16)}TTAG";`,
    'secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY',
    `{"secretAccessKeyDigest": "${fake('hex', 40)}"}`,
  ],
});
