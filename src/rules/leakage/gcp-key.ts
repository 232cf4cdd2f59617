import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/gcp-key',
  provider: 'Google Cloud',
  revoke: 'in the console under APIs and services, Credentials',
  formats: [
    token({
      name: 'Google API key',
      starts: 'AIza',
      body: /[\w-]{35}(?!-)/,
      // Firebase's web configuration is public by design: its rules guard the data, not the key.
      publicNear: /authDomain|firebaseapp\.com|messagingSenderId|mobilesdk_app_id/,
    }),
    token({ name: 'Google OAuth client secret', starts: 'GOCSPX-', body: /[\w-]{28}(?!-)/ }),
    token({ name: 'Google OAuth access token', starts: 'ya29.', body: /[\w-]{40,800}/, level: 'warning' }),
  ],
  bad: [
    `maps.load({ key: "«AIza${fake('base62', 35)}»" })`,
    `client_secret: «GOCSPX-${fake('base62', 28)}»`,
    `Authorization: Bearer «ya29.${fake('base64url', 120, 'd')}»`,
  ],
  good: [
    'maps.load({ key: import.meta.env.VITE_MAPS_KEY })',
    `const key = "AIza${'Sy'.repeat(17)}x";`,
    `hash = "xAIza${fake('base62', 35)}"`,
  ],
});
