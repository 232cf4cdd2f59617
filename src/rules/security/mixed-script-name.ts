import { defineRule } from '../../analyze/rule.ts';
import { isTextForPeople } from '../../analyze/token/placeholder.ts';
import { PARSED_LANGUAGES } from '../../model/language.ts';

/** Cyrillic and Greek letters that look like Latin ones, with at least one Latin letter in the same word. */
const ALONE =
  /[\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04BB\u0501\u0410\u0412\u0415\u041D\u0406\u0408\u041A\u041C\u041E\u0420\u0405\u0422\u0425\u03BF\u039F\u0391\u0392\u0395\u0397\u0399\u039A\u039C\u039D\u03A1\u03A4\u03A7\u0396]/;
const LOOKALIKE = new RegExp(ALONE.source, 'g');
const WORD_PART = /[\p{L}\p{N}_$]/u;

/** A word of another script is no disguise; one that only borrows lookalikes among Latin letters is. */
function isDisguise(word: string): boolean {
  const foreign = word.match(/[^\x20-\x7e]/g) ?? [];
  const latin = word.match(/[A-Za-z]/g)?.length ?? 0;
  return latin >= 2 && foreign.length <= latin && foreign.every((char) => ALONE.test(char));
}

/** Among words of that script a foreign letter is a typing error of somebody who writes in it. */
function inProse(text: string, start: number, end: number): boolean {
  const around = text.slice(Math.max(0, start - 60), start) + text.slice(end, end + 60);
  return (around.match(/[\u0370-\u04FF]/g)?.length ?? 0) >= 6;
}

/** A file that is written in the script, sentence after sentence: there a slip of the keyboard is likelier than a trick. */
function isWrittenIn(text: string): boolean {
  return (text.slice(0, 200_000).match(/[\u0370-\u04FF]{3,}/g)?.length ?? 0) >= 20;
}

export default defineRule({
  id: 'security/mixed-script-name',
  title: 'A name with letters of another script that look the same',
  level: 'error',
  why: 'Two names that look alike are two names: a reviewer reads the one, the program uses the other.',
  fix: 'Type the name again in one script.',
  cwe: [1007],
  languages: [...PARSED_LANGUAGES, 'kotlin', 'swift', 'shell', 'json', 'yaml', 'toml', 'dockerfile', 'terraform'],
  inTests: true,
  detect: {
    engine: 'token',
    scope: 'file',
    keywords: [],
    scan(context) {
      const { path, text } = context;
      if (isTextForPeople(path)) return;
      let level: { level?: 'note' } | null = null;
      LOOKALIKE.lastIndex = 0;
      for (let match = LOOKALIKE.exec(text); match !== null; match = LOOKALIKE.exec(text)) {
        let start = match.index;
        let end = start + 1;
        while (start > 0 && WORD_PART.test(text[start - 1]!)) start--;
        while (end < text.length && WORD_PART.test(text[end]!)) end++;
        LOOKALIKE.lastIndex = end;
        if (!isDisguise(text.slice(start, end)) || inProse(text, start, end)) continue;
        level ??= isWrittenIn(text) ? { level: 'note' } : {};
        context.report({ start, end, ...level });
      }
    },
  },
  bad: ['const «is\u0410dmin» = true;', 'import «rе\u0430ct» from "react";'.replace('е', '\u0435')],
  good: [
    'const имя = "файл"; // JSON-файл',
    'const Δx = 3; const μs = 1;',
    'const isAdmin = true;',
    { after: { 'src/locales/ru.json': '{ "cookie": "\u0421ookie", "ok": "O\u041a" }' } },
    'const text = "Создает файл tsconfig.js\u0441 в этой папке";',
  ],
});
