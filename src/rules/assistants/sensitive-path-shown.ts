import { defineRule } from '../../analyze/rule.ts';
import { IGNORE_FILES } from './files.ts';

/** A line that takes a file with secrets out of what is ignored. */
const SHOWN =
  /^![^\n#]{0,100}(?:\.env(?!\.(?:example|sample|template|dist|defaults?)\b)(?:\.[\w*]+)?|id_(?:rsa|ed25519)|\.pem|\.p12|\.key|credentials(?:\.json)?|secrets?(?:\/|\.ya?ml|\.json)|\.aws|\.ssh|\.netrc|\.npmrc)(?:\/?\*{0,2})?[ \t]*$/gim;

export default defineRule({
  id: 'assistants/sensitive-path-shown',
  title: 'A file with secrets is shown to the assistant on purpose',
  level: 'warning',
  why: 'What the assistant may read goes to its provider, and an injected text can ask for it.',
  fix: 'Take the line out; hand a sample file to the assistant instead.',
  cwe: [200, 522],
  languages: 'any',
  paths: IGNORE_FILES,
  inTests: true,
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: [],
    scan(context) {
      for (const match of context.text.matchAll(SHOWN)) {
        const end = match.index + match[0].trimEnd().length;
        context.report({ start: match.index, end, confidence: 'likely' });
      }
    },
  },
  bad: [
    { after: { '.cursorignore': 'node_modules\n«!.env»\n' } },
    { after: { '.aiexclude': '*\n«!config/id_rsa»\n' } },
  ],
  good: [
    { after: { '.cursorignore': '.env*\n!.env.example\n*.pem\n!src/secrets.ts\n' } },
    { after: { '.gitignore': '!.env\n' } },
  ],
});
