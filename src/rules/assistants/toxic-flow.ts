import { objectOf, parseJsonWithComments, textsOf } from '../../analyze/assistants/json-with-comments.ts';
import { serversIn } from '../../analyze/assistants/servers.ts';
import { permissionsIn } from '../../analyze/assistants/settings.ts';
import { defineRule } from '../../analyze/rule.ts';
import { SETTINGS_FILES } from './files.ts';

/** The three legs: text that strangers can write, what they should not see, and a way to carry it out. */
const LEGS: readonly (readonly [leg: string, form: RegExp])[] = [
  [
    'text from strangers',
    /^WebFetch$|^WebSearch$|(?:fetch|browser|playwright|puppeteer|web.?search|brave|tavily|firecrawl|rss|reddit|gmail|mail|slack|discord|jira|zendesk|intercom)(?!.*domain:)/i,
  ],
  [
    'private data',
    /postgres|mysql|sqlite|mongo|database|\bdb\b|gmail|mail|drive|notion|confluence|salesforce|stripe|onepassword|1password|vault|filesystem|^Read\((?:~|\/\/)/i,
  ],
  [
    'a way out',
    /^WebFetch$|(?:fetch|browser|playwright|puppeteer|http|gmail|mail|slack|discord|webhook)(?!.*domain:)|^Bash\((?:curl|wget|nc|scp|ssh)\b/i,
  ],
];

/** What runs without a question: allowed tools, and servers whose every tool is approved. */
function unasked(path: string, text: string): string[] {
  const { allow } = permissionsIn(text);
  const root = objectOf(parseJsonWithComments(text));
  const all = { ...objectOf(root.mcpServers), ...objectOf(root.servers) };
  const approved = serversIn(path, text).flatMap(({ name, launch }) => {
    const server = objectOf(Object.hasOwn(all, name) ? all[name] : undefined);
    const tools = [...textsOf(server.autoApprove), ...textsOf(server.alwaysAllow)];
    return server.trust === true || tools.length > 0 ? [`${name} ${launch}`] : [];
  });
  return [
    ...allow.filter((rule) =>
      /^(?:mcp__|WebFetch$|WebSearch$|Bash\((?:curl|wget|nc|scp|ssh)\b|Read\((?:~|\/\/))/.test(rule),
    ),
    ...approved,
  ];
}

export default defineRule({
  id: 'assistants/toxic-flow',
  title: 'Unasked, the assistant can carry private data to strangers',
  level: 'warning',
  why: 'A page or a message that it reads can tell it to fetch private data with one tool and send it off with another, and nothing asks in between.',
  fix: 'Let one of the three ask first: reading from strangers, reading private data, or sending; narrow fetching to named domains.',
  cwe: [200, 1427],
  languages: 'any',
  paths: SETTINGS_FILES,
  inTests: true,
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: ['"allow"', 'autoapprove', 'alwaysallow', '"trust"'],
    scan(context) {
      const entries = unasked(context.path, context.text);
      const legs = LEGS.map(([leg, form]) => ({ leg, entry: entries.find((entry) => form.test(entry)) }));
      if (legs.some(({ entry }) => entry === undefined)) return;
      const at = context.text.search(/"(?:permissions|autoApprove|alwaysAllow|trust)"/);
      const end = context.text.indexOf('"', at + 1) + 1;
      const message = `Unasked: ${legs.map(({ leg, entry }) => `${leg} (${entry!.split(' ')[0]})`).join(', ')}`;
      context.report({ start: at, end, message: message.slice(0, 300), confidence: 'likely' });
    },
  },
  bad: [
    {
      after: {
        '.claude/settings.json': '{«"permissions"»:{"allow":["WebFetch","mcp__postgres__query","Bash(npm test)"]}}',
      },
    },
    {
      after: {
        '.gemini/settings.json':
          '{"mcpServers":{"mail":{"command":"gmail-mcp",«"trust"»:true},"web":{"command":"fetch-mcp","trust":true}}}',
      },
    },
  ],
  good: [
    {
      after: {
        '.claude/settings.json': '{"permissions":{"allow":["WebFetch(domain:docs.acme.dev)","mcp__postgres__query"]}}',
      },
    },
    {
      after: {
        '.claude/settings.json': '{"permissions":{"allow":["WebFetch","Bash(npm test)","mcp__playwright__click"]}}',
      },
    },
    {
      after: {
        '.mcp.json':
          '{"mcpServers":{"mail":{"command":"gmail-mcp"},"web":{"command":"fetch-mcp"},"db":{"command":"postgres-mcp"}}}',
      },
    },
  ],
});
