import { credential } from '../../analyze/token/credential.ts';
import { marked, named, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

/** The storage emulator has one account with one key, the same on every machine. */
const notTheEmulator = (key: string) => (key.startsWith('Eby8vdM0') ? null : 'unknown');

export default credential({
  id: 'leakage/azure-key',
  provider: 'Azure',
  revoke: 'in the portal by regenerating it',
  formats: [
    named({
      name: 'Azure storage account key',
      names: ['accountkey', 'account_key', 'storage_key', 'storagekey', 'azure_storage'],
      value: /[A-Za-z0-9+/]{86}==/,
      level: 'error',
      check: notTheEmulator,
    }),
    named({
      name: 'Azure service bus or event hub key',
      names: ['sharedaccesskey', 'shared_access_key'],
      value: /[A-Za-z0-9+/]{43}=/,
      level: 'error',
    }),
    marked({
      name: 'Azure AD client secret',
      marker: 'Q~',
      expression: /[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![~.-])/,
      reach: 4,
    }),
    marked({
      name: 'Azure storage account key',
      marker: '+AStT',
      expression: /[A-Za-z0-9+/]{76}\+ASt[A-Za-z0-9+/]{6}==/,
      reach: 77,
    }),
    marked({
      name: 'Azure container registry key',
      marker: '+ACR',
      expression: /[A-Za-z0-9+/]{42}\+ACR[A-Za-z0-9]{6}/,
      reach: 43,
    }),
    marked({ name: 'Azure DevOps token', marker: 'AZDO', expression: /[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}/, reach: 77 }),
    marked({
      name: 'Azure AI services key',
      marker: 'JQQJ99',
      expression: /[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{10}[A-Za-z0-9]{16}/,
      reach: 53,
    }),
    token({
      name: 'Azure shared access signature',
      starts: 'sig=',
      body: /[A-Za-z0-9%+/]{43,60}(?:=|%3D)/i,
      level: 'warning',
    }),
  ],
  bad: [
    `DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=«${fake('base64', 86)}==»;EndpointSuffix=core.windows.net`,
    `AZURE_CLIENT_SECRET=«${fake('base62', 3)}8Q~${fake('base62', 34)}»`,
    `https://acme.blob.core.windows.net/c?sv=2022-11-02&se=2030-01-01&«sig=${fake('base62', 43)}%3D»`,
  ],
  good: [
    `AccountName=devstoreaccount1;AccountKey=Eby8vdM0${'2xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw'}==;`,
    'AccountKey=<your-account-key>;EndpointSuffix=core.windows.net',
    '.left~.right8Q~.sidebar{transform:none}',
  ],
});
