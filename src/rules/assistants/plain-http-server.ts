import { defineRule } from '../../analyze/rule.ts';
import { SETTINGS_FILES } from './files.ts';
import { reportMatches } from './settings.ts';

export default defineRule({
  id: 'assistants/plain-http-server',
  title: 'A tool server is reached without encryption',
  level: 'warning',
  why: 'Whoever sits on the way can read what the assistant sends and can change what the tools answer and say of themselves.',
  fix: 'Use `https://`.',
  cwe: [319],
  languages: 'any',
  paths: SETTINGS_FILES,
  inTests: true,
  detect: reportMatches([
    {
      keyword: 'http://',
      expression:
        /"(?:url|serverUrl|httpUrl|endpoint|baseUrl|sseUrl)"\s*:\s*"(?:http|ws):\/\/(?!(?:localhost|127\.|0\.0\.0\.0|\[::1\]|host\.docker\.internal|[\w-]+[:/"])(?:[:/"\d.]|$)?)[^"\n]{3,300}"/g,
    },
  ]),
  bad: [
    { after: { '.mcp.json': '{"mcpServers":{"a":{"type":"sse",«"url": "http://tools.acme.dev/sse"»}}}' } },
    { after: { '.cursor/mcp.json': '{"mcpServers":{"b":{«"url":"http://10.1.2.3:8080/mcp"»}}}' } },
  ],
  good: [
    { after: { '.mcp.json': '{"mcpServers":{"a":{"url":"https://tools.acme.dev/mcp"}}}' } },
    {
      after: {
        '.mcp.json': '{"mcpServers":{"a":{"url":"http://localhost:3000/mcp"},"b":{"url":"http://127.0.0.1/"}}}',
      },
    },
  ],
});
