import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';
import { fakeJson } from '../../lib/fake-token.ts';

function decoded(part: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** A header that names its algorithm; the well-known example of every tutorial and keys for anonymous use are silent. */
function opensSomething(jwt: string): 'unknown' | null {
  const [head, body] = jwt.split('.');
  const header = decoded(head);
  if (header === null || typeof header.alg !== 'string') return null;
  const claims = decoded(body);
  if (claims === null) return 'unknown';
  const subject = `${String(claims.sub ?? '')} ${String(claims.name ?? '')} ${String(claims.iss ?? '')}`;
  return claims.role === 'anon' || /1234567890|John Doe|example/i.test(subject) ? null : 'unknown';
}

export default credential({
  id: 'leakage/jwt',
  provider: 'the service that issued the token',
  formats: [
    token({
      name: 'JSON web token',
      starts: 'eyJ',
      body: /[\w-]{12,2000}\.eyJ[\w-]{10,6000}\.[\w-]{10,1400}={0,2}/,
      check: opensSomething,
      level: 'warning',
    }),
  ],
  bad: [
    `headers["Authorization"] = "Bearer «${fakeJson({ alg: 'HS256', typ: 'JWT' })}.${fakeJson({ sub: 'u-73', role: 'admin' })}.${fake('base64url', 43)}»"`,
    `TOKEN=«${fakeJson({ alg: 'RS256', kid: 'k1' })}.${fakeJson({ iss: 'auth.acme.dev', scope: 'write' })}.${fake('base64url', 342)}»`,
  ],
  good: [
    `const example = "${fakeJson({ alg: 'HS256', typ: 'JWT' })}.${fakeJson({ sub: '1234567890', name: 'John Doe' })}.${fake('base64url', 43)}";`,
    `ANON_KEY=${fakeJson({ alg: 'HS256' })}.${fakeJson({ iss: 'supabase', role: 'anon' })}.${fake('base64url', 43)}`,
    `const cursor = "${fakeJson({ after: 'u-73', order: 'name' })}";`,
  ],
});
