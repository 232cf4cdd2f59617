import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/prototype-pollution',
  title: 'An untrusted name can reach the prototype that all objects share',
  level: 'error',
  why: 'A name such as `__proto__` leads from any object to the one that all others inherit from: what is written there appears everywhere in the program.',
  fix: 'Refuse `__proto__`, `constructor` and `prototype` as names, keep such tables in a `Map`, or make them with `Object.create(null)`.',
  cwe: [1321, 915],
  languages: ['javascript', 'typescript', 'tsx'],
  detect: taint({ to: 'prototype' }),
  bad: [
    `module.exports = function merge(target, source) {
  for (const key in source) {
    if (typeof target[key] === "object") merge(target[key], source[key]);
    else «target[key]» = source[key];
  }
  return target;
};`,
    `const app = require("express")();
const seats = {};
app.post("/seat", (req, res) => {
  «seats[req.body.row][req.body.place]» = req.body.name;
  res.end();
});`,
  ],
  good: [
    `module.exports = function merge(target, source) {
  for (const key in source) {
    if (key === "__proto__" || key === "constructor") continue;
    if (typeof target[key] === "object") merge(target[key], source[key]);
    else target[key] = source[key];
  }
  return target;
};`,
    `module.exports = function copy(target, source) {
  for (const key in source) target[key] = source[key];
  return target;
};`,
    `const app = require("express")();
const seats = Object.create(null);
app.post("/seat", (req, res) => {
  seats[req.body.row] = req.body.name;
  res.end();
});`,
    `const app = require("express")();
const seats = { a: {}, b: {} };
app.post("/seat", (req, res) => {
  if (!Object.hasOwn(seats, req.body.row)) return res.sendStatus(404);
  seats[req.body.row].name = req.body.name;
  res.end();
});`,
  ],
});
