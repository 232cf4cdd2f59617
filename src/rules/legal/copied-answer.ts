import { defineRule } from '../../analyze/rule.ts';

const LINK = /stack(?:overflow|exchange)\.com\/(?:a|questions|q)\/\d{3,}[^\s)"'`>]*/iy;

export default defineRule({
  id: 'legal/copied-answer',
  title: 'Code that names an answer on Stack Overflow as its source',
  level: 'note',
  why: 'Answers there are under CC BY-SA: copied code asks for attribution and passes its licence on to what is made of it.',
  fix: 'Write it yourself from the idea, or keep the attribution and ask whether the licence fits.',
  cwe: [],
  languages: [
    'javascript',
    'typescript',
    'tsx',
    'python',
    'java',
    'go',
    'csharp',
    'ruby',
    'php',
    'rust',
    'c',
    'cpp',
    'kotlin',
    'swift',
    'shell',
  ],
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: ['stackoverflow.com/', 'stackexchange.com/'],
    scan(context, hits) {
      for (const hit of hits) {
        LINK.lastIndex = hit;
        const match = LINK.exec(context.text);
        const line = context.text.slice(context.text.lastIndexOf('\n', hit) + 1, hit);
        // A link in a comment that says where the code is from; a link in a text shown to people is content.
        if (
          match === null ||
          !/(?:\/\/|\/\*|\*|#|<!--).*(?:from|source|taken|copied|adapted|based|stolen|credit|via|thanks|see)?/i.test(
            line,
          )
        )
          continue;
        if (!/from|source|taken|copied|copy|adapted|based on|stolen|credit|via|thanks|borrowed|origin/i.test(line))
          continue;
        context.report({ start: hit, end: hit + match[0].length });
      }
    },
  },
  bad: [
    '// Taken from https://«stackoverflow.com/a/1234567/890»\nfunction shuffle(list) {}',
    '/* Source: https://«stackoverflow.com/questions/4321/how-to-do-it» */\nconst x = 1;',
  ],
  good: [
    '// Why this fails: https://stackoverflow.com/a/1234567\nfunction shuffle(list) {}',
    'const help = "See https://stackoverflow.com/questions/tagged/node";',
  ],
});
