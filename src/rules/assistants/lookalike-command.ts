import { defineRule } from '../../analyze/rule.ts';
import { ASSISTANT_FILES } from './files.ts';

/** Letters of other scripts that look like Latin ones, and full-width forms of ASCII. */
const LOOKALIKE =
  /[\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04BB\u0501\u03BF\uFF0D-\uFF1A\uFF20-\uFF3A\uFF41-\uFF5A\u2010-\u2012\u2024\u2044\u2215]/;
const CODE =
  /```[^\n]{0,40}\n([\s\S]{0,8000}?)```|`([^`\n]{2,400})`|"(?:command|args|url|cwd)"\s*:\s*(?:"([^"\n]{1,400})"|\[([^\]]{1,800})\])/g;
const WORD = /[^\s"'`()[\]{},;|&<>]+/g;

export default defineRule({
  id: 'assistants/lookalike-command',
  title: 'A command or address with letters that only look right',
  level: 'error',
  why: 'A reviewer reads one name, the shell or the resolver gets another: a package or host of somebody else.',
  fix: 'Type the command again with ASCII letters.',
  cwe: [1007, 451],
  languages: 'any',
  paths: ASSISTANT_FILES,
  inTests: true,
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: [],
    scan(context) {
      if (!LOOKALIKE.test(context.text)) return;
      for (const block of context.text.matchAll(CODE)) {
        const inner = block[1] ?? block[2] ?? block[3] ?? block[4] ?? '';
        const from = block.index + block[0].indexOf(inner);
        for (const word of inner.matchAll(WORD)) {
          const latin = word[0].match(/[A-Za-z]/g)?.length ?? 0;
          const foreign = word[0].match(/[^\x20-\x7e]/g) ?? [];
          if (foreign.length === 0 || foreign.length > latin || !foreign.every((char) => LOOKALIKE.test(char)))
            continue;
          const start = from + word.index;
          context.report({ start, end: start + word[0].length, confidence: 'likely' });
        }
      }
    },
  },
  bad: [
    { after: { 'AGENTS.md': 'Install it: `npm i «l\u043Edash»`\n' } },
    { after: { '.mcp.json': '{"mcpServers":{"a":{"url":"«https://\u0430pi.acme.dev/mcp»"}}}' } },
  ],
  good: [
    { after: { 'AGENTS.md': 'Install it: `npm i lodash`. Пишите по-русски: `команда`.\n' } },
    { after: { 'CLAUDE.md': '```\n// counter (a set/\uFF0B button)\n```\n' } },
    { after: { 'CLAUDE.md': 'Use an en dash – in prose, and `a → b` in diagrams.\n' } },
  ],
});
