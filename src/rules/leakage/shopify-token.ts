import { credential } from '../../analyze/token/credential.ts';
import { token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

const body = /[0-9a-fA-F]{32}/;

export default credential({
  id: 'leakage/shopify-token',
  provider: 'Shopify',
  revoke: 'by rotating it in the app settings',
  formats: [
    token({ name: 'Shopify access token', starts: 'shpat_', body }),
    token({ name: 'Shopify custom app token', starts: 'shpca_', body }),
    token({ name: 'Shopify private app password', starts: 'shppa_', body }),
    token({ name: 'Shopify shared secret', starts: 'shpss_', body }),
  ],
  bad: [`shopify_token = "«shpat_${fake('hex', 32)}»"`, `SHARED_SECRET: «shpss_${fake('hex', 32)}»`],
  good: ['shopify_token = ENV["SHOPIFY_TOKEN"]', `token: shpat_${'0'.repeat(32)}`, `shpat_${fake('hex', 12)}`],
});
