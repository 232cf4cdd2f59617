import { LOCK_PATH, lockedIn, pinsOf } from '../../analyze/assistants/lock.ts';
import { serversIn } from '../../analyze/assistants/servers.ts';
import { defineRule } from '../../analyze/rule.ts';
import { ASSISTANT_FILES } from './files.ts';

const lock = JSON.stringify({
  version: 1,
  pins: {
    'server .mcp.json docs': pinsOf('.mcp.json', '{"mcpServers":{"docs":{"command":"docs-mcp"}}}').get(
      'server .mcp.json docs',
    ),
  },
});

export default defineRule({
  id: 'assistants/changed-tool',
  title: 'A tool is not what it was when it was pinned',
  level: 'warning',
  why: 'A server, hook or skill that was looked at once and changed later runs with the trust that the first one earned.',
  fix: 'Look at what changed, then pin again: `countersign assistants audit --pin`.',
  cwe: [494, 829],
  languages: 'any',
  paths: [...ASSISTANT_FILES, LOCK_PATH],
  inTests: true,
  detect: {
    engine: 'token',
    scope: 'change',
    run(view) {
      const locked = lockedIn(view.files.find(({ path }) => path === LOCK_PATH)?.after?.text);
      for (const file of view.files) {
        if (file.path === LOCK_PATH || file.after === undefined) continue;
        const now = pinsOf(file.path, file.after.text);
        // Without a lock in sight a change is measured against what stood there before.
        const before = locked ?? (file.before === undefined ? null : pinsOf(file.path, file.before.text));
        if (before === null) continue;
        const servers = serversIn(file.path, file.after.text);
        for (const [id, digest] of now) {
          const known = before.get(id);
          if (known === undefined || known === digest || (locked === null && !id.startsWith('server '))) continue;
          const server = servers.find(({ name }) => id === `server ${file.path} ${name}`);
          const what = locked === null ? 'is not what it was before' : 'is not what was pinned';
          const message = `${id.replace(/^(\w+) .*? ?([^ ]+)$/, (_, kind: string, name: string) => `The ${kind} ${name}`)} ${what}`;
          const level = locked === null ? { level: 'note' as const } : {};
          view.report(file.path, {
            start: server?.start ?? 0,
            end: server?.end ?? 0,
            message,
            confidence: 'likely',
            ...level,
          });
        }
      }
    },
  },
  bad: [
    {
      after: {
        '.countersign/tools.lock.json': lock,
        '.mcp.json': '{"mcpServers":{«"docs"»:{"command":"docs-mcp","args":["--upload"]}}}',
      },
    },
    {
      before: { '.mcp.json': '{"mcpServers":{"docs":{"command":"docs-mcp"}}}' },
      after: { '.mcp.json': '{"mcpServers":{«"docs"»:{"command":"other-mcp"}}}' },
    },
  ],
  good: [
    {
      after: {
        '.countersign/tools.lock.json': lock,
        '.mcp.json': '{ "mcpServers": { "docs": { "command": "docs-mcp" } } }',
      },
    },
    {
      before: { '.mcp.json': '{"mcpServers":{"docs":{"command":"docs-mcp"}}}' },
      after: { '.mcp.json': '{"mcpServers":{"docs":{"command":"docs-mcp"},"more":{"command":"more-mcp"}}}' },
    },
  ],
});
