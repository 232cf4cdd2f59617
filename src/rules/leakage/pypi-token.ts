import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

/** A PyPI token is a macaroon whose location is the index: it stands in the first bytes, in base 64. */
function macaroon(location: string): string {
  const bytes = [2, 1, location.length, ...Buffer.from(location), 2];
  return Buffer.from(bytes)
    .toString('base64url')
    .slice(0, Math.floor((bytes.length * 4) / 3));
}

const isMacaroon = (_token: string, body: string) => {
  const location = Buffer.from(body, 'base64url').toString('latin1', 3, 16);
  return location.startsWith('pypi.org') || location.startsWith('test.pypi.org') ? 'unknown' : null;
};

export default credential({
  id: 'leakage/pypi-token',
  provider: 'PyPI',
  revoke: 'in the account settings',
  formats: [token({ name: 'PyPI upload token', starts: 'pypi-', body: /AgE[\w-]{50,1000}/, check: isMacaroon })],
  bad: [
    `password = «pypi-${macaroon('pypi.org')}${fake('base64url', 130)}»`,
    `TWINE_PASSWORD=«pypi-${macaroon('test.pypi.org')}${fake('base64url', 90)}»`,
  ],
  good: [
    'password = pypi-AgEIcHlwaS5vcmc...',
    `pypi-${fake('base62', 100)}`,
    'uses: pypa/gh-action-pypi-publish@release/v1',
  ],
});
