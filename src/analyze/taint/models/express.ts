import type { Model } from '../model.ts';

const VERBS = [
  'get',
  'post',
  'put',
  'delete',
  'patch',
  'all',
  'use',
  'del',
  'route().all',
  'options',
  'head',
  'route().get',
  'route().post',
  'route().put',
  'route().delete',
];
const HANDLER = { at: '0+', parameters: ['express.Request', 'express.Response', ''], errorsAt: 4 } as const;

/** Express, and what is written like it: Connect, Polka, restify. */
export const express: Model = {
  package: 'express',
  languages: ['javascript', 'typescript', 'tsx'],
  types: {
    ...Object.fromEntries(
      [
        'express',
        'express.Router',
        'express.default',
        'connect',
        'polka',
        'restify.createServer',
        'restana',
        'router',
      ].map((maker) => [`${maker}()`, 'express.Application']),
    ),
    ...Object.fromEntries(
      ['status', 'type', 'set', 'header', 'contentType', 'cookie', 'attachment', 'vary', 'append', 'links'].map(
        (name) => [`express.Response.${name}()`, 'express.Response'],
      ),
    ),
    'express.Application.use()': 'express.Application',
    // The page that a visitor came from is chosen by the browser.
    ...Object.fromEntries(
      ['get', 'header'].flatMap((name) =>
        ['Referer', 'Referrer', 'referer', 'referrer'].map((header) => [
          `express.Request.${name}(${header})`,
          'http.Referrer',
        ]),
      ),
    ),
    'express.Application.route()': 'express.Application',
    'express.Request.res': 'express.Response',
    'express.Response.req': 'express.Request',
  },
  sources: {
    request: [
      'query',
      'body',
      'params',
      'cookies',
      'signedCookies',
      'headers',
      'rawHeaders',
      'url',
      'originalUrl',
      'path',
      'hostname',
      'host',
      'subdomains',
      'files',
      'file',
      'rawBody',
      'get()',
      'header()',
      'param()',
      'accepts()?',
    ].map((part) => `express.Request.${part}`),
  },
  texts: ['params', 'headers', 'url', 'originalUrl', 'path', 'hostname', 'get()', 'header()', 'rawBody'].map(
    (part) => `express.Request.${part}`,
  ),
  keeps: ['express.Request', 'express.Response.locals'],
  callbacks: {
    ...Object.fromEntries(VERBS.map((verb) => [`express.Application.${verb}`, HANDLER])),
    'express.Application.param': {
      at: '0+',
      parameters: ['express.Request', 'express.Response', '', 'source:request'],
    },
    'express.Request.on': { at: '1', others: 'request' },
  },
  parameters: {
    Request: 'express.Request',
    'express.Request': 'express.Request',
    'Express.Request': 'express.Request',
    Response: 'express.Response',
    'express.Response': 'express.Response',
    '~req&res': 'express.Request',
    '~res&req': 'express.Response',
    '~request&response': 'express.Request',
    '~response&request': 'express.Response',
    '~req&next': 'express.Request',
    '~res&next': 'express.Response',
    '~_req&res': 'express.Request',
    '~res&_req': 'express.Response',
    '~req&resp': 'express.Request',
    '~resp&req': 'express.Response',
    '~request&res': 'express.Request',
    '~res&request': 'express.Response',
  },
  sinks: {
    html: ['express.Response.send(0)', 'express.Response.write(0)', 'express.Response.end(0)'],
    redirect: [
      'express.Response.redirect(0)',
      'express.Response.redirect(1)',
      'express.Response.location(0)',
      'express.Response.setHeader(1, 0=Location)',
      'express.Response.set(1, 0=Location)',
      'express.Response.header(1, 0=Location)',
    ],
    path: [
      'express.Response.sendfile(0)',
      'express.Response.sendFile(0)',
      'express.Response.download(0)',
      'express.Response.render(0)',
    ],
    header: [
      'express.Response.setHeader(0)',
      'express.Response.set(0)',
      'express.Response.append(0)',
      'express.Response.header(0)',
    ],
  },
  drops: [
    'express.Response.json',
    'express.Response.jsonp',
    'express.Response.render',
    'express.Response.sendStatus',
    'express.Response.send',
    'express.Response.redirect',
  ],
  bad: [
    'const express = require("express");\nconst app = express();\napp.get("/x", (req, res) => { «res.send("<p>" + req.query.name + "</p>")»; });',
    'import { Router } from "express";\nconst router = Router();\nrouter.post("/go", async function (req, res, next) { const { url } = req.body; «res.redirect(url)»; });',
    'const app = require("express")();\nfunction page(name) { return `<h1>${name}</h1>`; }\napp.get("/", (req, res) => «res.status(200).send(page(req.params.name))»);',
  ],
  good: [
    'const express = require("express");\nconst escapeHtml = require("escape-html");\nconst app = express();\napp.get("/x", (req, res) => { res.send("<p>" + escapeHtml(req.query.name) + "</p>"); });',
    'const app = require("express")();\nconst PAGES = new Set(["/home", "/about"]);\napp.get("/go", (req, res) => { const to = req.query.to; if (!PAGES.has(to)) return res.sendStatus(400); res.redirect(to); });',
    'const app = require("express")();\napp.get("/x", (req, res) => { res.json({ name: req.query.name }); });',
  ],
};
