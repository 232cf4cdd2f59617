import { expect, test } from 'vitest';
import { inventoryOf } from './inventory.ts';
import { parseJsonWithComments } from './json-with-comments.ts';
import { lockedIn, lockText, pinsOf } from './lock.ts';
import { serversIn } from './servers.ts';
import { hooksIn, permissionsIn } from './settings.ts';

test('comments and last commas are read as editors write them, and strings are left alone', () => {
  expect(parseJsonWithComments('{ // a\n "a": "x // y", /* b */ "b": [1, 2, ], "c": "/*,}*/", }')).toEqual({
    a: 'x // y',
    b: [1, 2],
    c: '/*,}*/',
  });
  for (const broken of ['{', '', '"', '/*', '// ', '{"a": }']) expect(parseJsonWithComments(broken)).toBeUndefined();
});

test('servers are read in the notation of each assistant', () => {
  const names = (path: string, text: string) => serversIn(path, text).map(({ name, launch }) => `${name}: ${launch}`);
  expect(
    names('.mcp.json', '{"mcpServers":{"a":{"command":"npx","args":["x"]},"b":{"url":"https://b.dev"},"c":{}}}'),
  ).toEqual(['a: npx x', 'b: https://b.dev']);
  expect(names('.vscode/mcp.json', '{"servers":{"a":{"command":"x"}}}')).toEqual(['a: x']);
  expect(
    names('.vscode/settings.json', '{"servers":{"a":{"command":"x"}},"mcp":{"servers":{"b":{"command":"y"}}}}'),
  ).toEqual(['b: y']);
  expect(
    names(
      '.codex/config.toml',
      'model = "m"\n[mcp_servers.a]\ncommand = "npx"\nargs = ["-y", "x"]\n[mcp_servers.b]\nurl = "https://b.dev"\n[other]\ncommand = "z"\n',
    ),
  ).toEqual(['a: npx -y x', 'b: https://b.dev']);
  expect(names('opencode.json', '{"mcp":{"a":{"type":"local","command":["bun","x"]}}}')).toEqual(['a: bun x']);
});

test('the place of a server is that of its name', () => {
  const text = '{"x":"docs","mcpServers":{"docs":{"command":"a"}}}';
  const [server] = serversIn('.mcp.json', text);
  expect(text.slice(server!.start, server!.end)).toBe('"docs"');
});

test('hooks and permissions are read through every nesting that is in use', () => {
  expect(
    hooksIn(
      '{"hooks":{"Stop":[{"matcher":"*","hooks":[{"type":"command","command":"a"}]}],"afterEdit":[{"command":"b"}],"x":5}}',
    ),
  ).toEqual([
    { event: 'Stop', command: 'a' },
    { event: 'afterEdit', command: 'b' },
  ]);
  expect(permissionsIn('{"permissions":{"allow":["Read",7],"deny":["Bash"],"defaultMode":"plan"}}')).toEqual({
    mode: 'plan',
    allow: ['Read'],
    deny: ['Bash'],
    folders: [],
  });
  expect(permissionsIn('[]')).toMatchObject({ mode: null, allow: [] });
});

test('a pin changes with what runs, not with how it is written', () => {
  const pin = (text: string) => pinsOf('.mcp.json', text).get('server .mcp.json a');
  const first = pin('{"mcpServers":{"a":{"command":"x","args":["y"],"env":{"T":"1"}}}}');
  expect(pin('{\n "mcpServers": { "a": { "env": {"T": "2"}, "args": [ "y" ], "command": "x" } } }')).toBe(first);
  expect(pin('{"mcpServers":{"a":{"command":"x","args":["z"],"env":{"T":"1"}}}}')).not.toBe(first);
  const pins = pinsOf('.claude/skills/a/SKILL.md', 'text');
  expect(lockedIn(lockText(pins))).toEqual(pins);
  expect(lockedIn('{"version":2,"pins":{}}')).toBeNull();
  expect(lockedIn(undefined)).toBeNull();
});

test('the inventory says which assistants a repository speaks to', () => {
  const inventory = inventoryOf(
    new Map([
      ['.claude/agents/reviewer.md', ''],
      ['.github/prompts/fix.prompt.md', ''],
      ['AGENTS.md', ''],
      ['skills/ship/SKILL.md', ''],
    ]),
  );
  expect(inventory.assistants.map(({ name }) => name)).toEqual(['Claude Code', 'GitHub Copilot', 'any (AGENTS.md)']);
  expect(inventory.skills.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'agent reviewer',
    'command fix',
    'skill ship',
  ]);
});
