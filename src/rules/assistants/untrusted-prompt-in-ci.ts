import { defineRule } from '../../analyze/rule.ts';

/** What somebody outside can write: issues, comments, pull requests, branch names, commit messages. */
const UNTRUSTED =
  /\$\{\{\s*(?:toJSON\()?github\.(?:event\.(?:issue|pull_request|comment|review|review_comment|discussion|head_commit|workflow_run)\.(?:(?:head|author|user|label|head_commit)\.){0,2}(?:body|title|message|ref|label|name|email|head_branch|description)|event\.(?:issue|pull_request|comment|discussion)|head_ref)\s*\)?\s*\}\}/g;
const AGENT =
  /uses:\s*["']?(?:anthropics\/claude-code|openai\/codex|google-github-actions\/run-gemini|google-gemini\/gemini|actions\/ai-inference|cursor[\w-]*\/|[\w-]+\/(?:[\w-]*(?:claude|codex|gemini|copilot|aider|openhands|llm|gpt)[\w-]*))[\w/.-]*@|\b(?:claude|codex|gemini|aider|cursor-agent|copilot)\s+(?:-p\b|--print\b|exec\b|--message\b|--prompt\b|--yolo\b|-i\b)/i;
/** Keys under which an agent's action takes what it shall do. */
const PROMPT =
  /^\s*-?\s*(?:direct_prompt|prompt|prompt_file|custom_instructions|system_prompt|claude_args|instructions|input|run|task|message)\s*:/;

/** The key whose value the place stands in: on its line, or above it with less indentation. */
function keyAbove(text: string, at: number): string {
  const lines = text.slice(Math.max(0, at - 4000), at).split('\n');
  const own = lines.pop()!;
  if (/^\s*-?\s*[\w-]+\s*:/.test(own)) return own;
  const depth = own.length - own.trimStart().length;
  for (const line of lines.reverse()) {
    if (line.trim() !== '' && line.length - line.trimStart().length < depth) return line;
  }
  return '';
}

const workflow = (prompt: string) =>
  `on: issues\njobs:\n  triage:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n        with:\n          prompt: |\n            ${prompt}\n`;

export default defineRule({
  id: 'assistants/untrusted-prompt-in-ci',
  title: 'Text from outside stands in an agent’s prompt in CI',
  level: 'error',
  why: 'Whoever opens an issue or names a branch gives orders to an agent that holds the workflow’s token and secrets.',
  fix: 'Hand the text over as data in a file, give the job no write token, and let the agent use read-only tools.',
  cwe: [1427, 94],
  languages: ['yaml'],
  paths: ['.github/workflows/*', '**/action.{yml,yaml}'],
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: ['github.event.', 'github.head_ref'],
    scan(context) {
      const { text } = context;
      if (!AGENT.test(text)) return;
      for (const match of text.matchAll(UNTRUSTED)) {
        if (!PROMPT.test(keyAbove(text, match.index))) continue;
        // A shell line is meant only where the agent is called in it.
        const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
        if (/^\s*-?\s*run\s*:/.test(keyAbove(text, match.index)) && !AGENT.test(line)) continue;
        context.report({ start: match.index, end: match.index + match[0].length, confidence: 'likely' });
      }
    },
  },
  bad: [
    { after: { '.github/workflows/triage.yml': workflow('Triage this issue: «${{ github.event.issue.body }}»') } },
    {
      after: {
        '.github/workflows/fix.yml':
          'jobs:\n  a:\n    steps:\n      - run: claude -p "Fix «${{ github.event.comment.body }}»"\n',
      },
    },
  ],
  good: [
    {
      after: {
        '.github/workflows/triage.yml': workflow('Triage issue ${{ github.event.issue.number }} with `gh issue view`.'),
      },
    },
    {
      after: {
        '.github/workflows/ci.yml':
          'jobs:\n  a:\n    steps:\n      - env:\n          TITLE: ${{ github.event.issue.title }}\n        run: echo "$TITLE"\n',
      },
    },
  ],
});
