import { defineRule } from '../../analyze/rule.ts';
import { isIdentifier, isPlaceholder } from '../../analyze/token/placeholder.ts';
import { isHex, rarity } from '../../analyze/token/rarity.ts';
import { fake } from '../../lib/fake.ts';
import { SETTINGS_FILES } from './files.ts';

const ENTRY =
  /"([A-Za-z_][\w-]{0,60}(?:TOKEN|KEY|SECRET|PASSWORD|PASS|CREDENTIALS?|AUTH|PAT|DSN)|Authorization|X-Api-Key|Api-Key)"\s{0,4}:\s{0,4}"(?:(?:Bearer|Basic|token)\s)?([^"\s\\]{12,400})"/gi;

export default defineRule({
  id: 'assistants/server-secret',
  title: 'A secret in the settings of a tool server',
  level: 'error',
  risk: 'leakage',
  why: 'The file is shared with everybody who has the repository, and the server’s program reads it too.',
  fix: 'Withdraw the secret, and let the settings name a variable: `${GITHUB_TOKEN}`.',
  cwe: [798, 522],
  languages: 'any',
  paths: SETTINGS_FILES,
  inTests: true,
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: ['token', 'key', 'secret', 'pass', 'credential', 'auth', '_pat', '_dsn'],
    yields: true,
    scan(context) {
      for (const match of context.text.matchAll(ENTRY)) {
        const value = match[2]!;
        if (isPlaceholder(value) || isIdentifier(value) || (rarity(value) < 4.8 && !isHex(value))) continue;
        const end = match.index + match[0].length - 1;
        context.report({
          start: end - value.length,
          end,
          masked: '********',
          message: `${match[1]} is written out (********)`,
          confidence: 'likely',
        });
      }
    },
  },
  bad: [
    { after: { '.mcp.json': `{"mcpServers":{"a":{"command":"a","env":{"ACME_TOKEN":"«${fake('base62', 40)}»"}}}}` } },
    {
      after: {
        '.cursor/mcp.json': `{"mcpServers":{"a":{"url":"https://a.dev","headers":{"Authorization":"Bearer «${fake('base62', 32)}»"}}}}`,
      },
    },
  ],
  good: [
    { after: { '.mcp.json': '{"mcpServers":{"a":{"command":"a","env":{"ACME_TOKEN":"${ACME_TOKEN}"}}}}' } },
    { after: { '.mcp.json': '{"mcpServers":{"a":{"command":"a","env":{"ACME_TOKEN":"your-token-goes-here"}}}}' } },
    {
      after: {
        '.vscode/settings.json':
          '{"editor.tokenColorCustomizations": {}, "workbench.action.key": "editor.action.rename"}',
      },
    },
  ],
});
