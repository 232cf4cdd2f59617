import { describe, expect, it } from 'vitest';
import { fileGrammars } from '../../adapters/grammars/files.ts';
import { parseMarked } from '../../lib/marked.ts';
import { createParser } from '../../parse/parser.ts';
import { flowsIn } from './flows-in.ts';
import { models } from './models/index.ts';

const parser = createParser(fileGrammars());
const HEAD = 'const { exec } = require("child_process");\nconst app = require("express")();\n';

/** Where flows end in a handler with this body, after these definitions. */
async function ends(definitions: string, body: string): Promise<{ found: string[]; marked: string[] }> {
  const { text, spans } = parseMarked(`${HEAD}${definitions}\napp.get("/", (req, res) => { ${body} });`);
  const { flows } = await flowsIn([{ path: 'example.js', language: 'javascript', text }], parser, models);
  return {
    found: flows.map(({ start, end }) => text.slice(start, end)).sort(),
    marked: spans.map(({ start, end }) => text.slice(start, end)).sort(),
  };
}

describe('calls as JavaScript makes them', () => {
  it.each([
    ['follows a value into a callback that unknown code calls', '', 'later([req.query.x], (x) => { «exec(x)»; });'],
    [
      'keeps an object that a callback closes over',
      '',
      'const o = {}; o.c = req.query.x; connect((db) => { «exec(o.c)»; });',
    ],
    [
      'follows call, apply and bind',
      'function run(c) { «exec(c)»; }',
      'run.call(null, req.query.x); run.apply(null, [req.query.y]); run.bind(null)(req.query.z);',
    ],
    [
      'finds methods in the prototype of what a plain function makes',
      'function Job(c) { this.c = c; }\nJob.prototype.start = function () { «exec(this.c)»; };',
      'new Job(req.query.x).start();',
    ],
    [
      'gives what a promise was resolved with',
      '',
      'new Promise((done) => { setTimeout(() => done(req.query.x), 5); }).then((c) => { «exec(c)»; });',
    ],
    ['copies what Object.assign copies', '', 'const o = Object.assign({}, req.query); «exec(o.c)»;'],
    [
      'gives the entries and values of an object',
      '',
      'for (const [k, v] of Object.entries({ a: req.query.x })) «exec(v)»; Object.values({ b: req.query.y }).forEach((v) => «exec(v + "")»);',
    ],
  ])('%s', async (_, definitions, body) => {
    const { found, marked } = await ends(definitions, body);
    expect(found).toEqual(marked);
  });

  it.each([
    [
      'tells own names of a known object from untrusted ones',
      'for (const k of Object.keys({ a: req.query.x })) exec(k);',
    ],
    ['is silent where the base of a path of its own stands first', 'fetch(`${base}/users/${req.query.id}`);'],
    [
      'reads the address of a request alone out of its options',
      'require("axios")({ url: "http://a.example/", data: req.body });',
    ],
  ])('%s', async (_, body) => {
    expect((await ends('', body)).found).toEqual([]);
  });
});
