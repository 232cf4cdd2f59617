import type { Callback, Model } from '../model.ts';

const SCRIPT = ['javascript', 'typescript', 'tsx'] as const;
const VERBS = ['get', 'post', 'put', 'delete', 'patch', 'all'];

function each(names: readonly string[], make: (name: string) => string): string[] {
  return names.map(make);
}

function handled(paths: readonly string[], callback: Callback): Record<string, Callback> {
  return Object.fromEntries(paths.map((path) => [path, callback]));
}

const KOA: Callback = { at: '0+', parameters: ['koa.Context', ''] };

/** Koa and its routers. */
export const koa: Model = {
  package: 'koa',
  languages: SCRIPT,
  types: {
    'koa()': 'koa.Application',
    'koa-router()': 'koa.Router',
    '@koa/router()': 'koa.Router',
    'koa.Context.request': 'koa.Context',
    'koa.Context.response': 'koa.Context',
    'koa.Context.req': 'http.IncomingMessage',
    'koa.Context.res': 'http.ServerResponse',
  },
  sources: {
    request: each(
      'query querystring search params path url originalUrl href headers header hostname host body rawBody files cookies.get() get()'.split(
        ' ',
      ),
      (part) => `koa.Context.${part}`,
    ),
  },
  texts: [
    'koa.Context.params',
    'koa.Context.path',
    'koa.Context.url',
    'koa.Context.headers',
    'koa.Context.querystring',
  ],
  keeps: ['koa.Context.state'],
  callbacks: {
    ...handled(
      each([...VERBS, 'use', 'del', 'register'], (verb) => `koa.Router.${verb}`),
      KOA,
    ),
    'koa.Application.use': KOA,
  },
  parameters: {
    Context: 'koa.Context',
    'Koa.Context': 'koa.Context',
    ParameterizedContext: 'koa.Context',
    '~ctx&next': 'koa.Context',
  },
  sinks: {
    html: ['koa.Context.body='],
    redirect: ['koa.Context.redirect(0)'],
    header: ['koa.Context.set(1)'],
    path: ['koa-send(1)'],
  },
  bad: [
    'const Koa = require("koa");\nconst app = new Koa();\napp.use(async (ctx, next) => { «ctx.body» = "<p>" + ctx.query.name; });',
    'import Router from "@koa/router";\nconst router = new Router();\nrouter.get("/go", (ctx) => { «ctx.redirect(ctx.query.to)»; });',
  ],
  good: [
    'const Koa = require("koa");\nconst app = new Koa();\napp.use((ctx) => { ctx.body = { name: ctx.query.name }; });',
  ],
};

const FASTIFY: Callback = { at: '0+', parameters: ['fastify.Request', 'fastify.Reply'], returns: 'html' };

/** Fastify. */
export const fastify: Model = {
  package: 'fastify',
  languages: SCRIPT,
  types: {
    'fastify()': 'fastify.Instance',
    'fastify.fastify()': 'fastify.Instance',
    'fastify.default()': 'fastify.Instance',
    'fastify.Reply.code()': 'fastify.Reply',
    'fastify.Reply.status()': 'fastify.Reply',
    'fastify.Reply.type()': 'fastify.Reply',
    'fastify.Reply.header()': 'fastify.Reply',
  },
  sources: {
    request: each(
      'query body params headers cookies url originalUrl hostname'.split(' '),
      (part) => `fastify.Request.${part}`,
    ),
  },
  texts: ['fastify.Request.params', 'fastify.Request.headers', 'fastify.Request.url'],
  keeps: ['fastify.Request'],
  callbacks: {
    ...handled(
      each(VERBS, (verb) => `fastify.Instance.${verb}`),
      FASTIFY,
    ),
    ...handled(['fastify.Instance.addHook'], { at: '1', parameters: ['fastify.Request', 'fastify.Reply'] }),
    'fastify.Instance.register': { at: '0', parameters: ['fastify.Instance', ''] },
    'fastify.Instance.route': { at: '0:handler', parameters: ['fastify.Request', 'fastify.Reply'], returns: 'html' },
  },
  parameters: {
    FastifyRequest: 'fastify.Request',
    FastifyReply: 'fastify.Reply',
    FastifyInstance: 'fastify.Instance',
    '~request&reply': 'fastify.Request',
    '~reply&request': 'fastify.Reply',
    '~req&reply': 'fastify.Request',
    '~reply&req': 'fastify.Reply',
  },
  sinks: {
    redirect: ['fastify.Reply.redirect(*)'],
    path: ['fastify.Reply.sendFile(0)'],
    header: ['fastify.Reply.header(1)'],
  },
  drops: ['fastify.Reply.redirect', 'fastify.Reply.view', 'fastify.Reply.sendFile', 'fastify.Reply.send'],
  bad: [
    'const app = require("fastify")();\nconst { exec } = require("child_process");\napp.post("/", async (request, reply) => { «exec("ls " + request.body.dir)»; });',
    'import Fastify from "fastify";\nconst app = Fastify();\napp.route({ method: "GET", url: "/", handler: (req, reply) => { «reply.redirect(req.query.to)»; } });',
    'module.exports = async function (fastify, opts) {};\nconst fs = require("fs");\nconst app = require("fastify")();\napp.get("/f", (req, reply) => { reply.send(«fs.createReadStream("/srv/" + req.query.f)»); });',
  ],
  good: [
    'const app = require("fastify")();\napp.get("/", async (request, reply) => { reply.send({ name: request.query.name }); });',
  ],
};

const HAPI: Callback = { at: '0:handler', parameters: ['hapi.Request', 'hapi.Toolkit'], returns: 'html' };

/** hapi. */
export const hapi: Model = {
  package: 'hapi',
  languages: SCRIPT,
  types: {
    'hapi.Server()': 'hapi.Server',
    'hapi.server()': 'hapi.Server',
    '@hapi/hapi.Server()': 'hapi.Server',
    '@hapi/hapi.server()': 'hapi.Server',
    'hapi.Toolkit.response()': 'hapi.Response',
    'hapi.Response.header()': 'hapi.Response',
    'hapi.Response.code()': 'hapi.Response',
    'hapi.Response.type()': 'hapi.Response',
    'hapi.Request.raw.req': 'http.IncomingMessage',
    'hapi.Request.raw.res': 'http.ServerResponse',
  },
  sources: {
    request: each('payload query params headers path url state hostname'.split(' '), (part) => `hapi.Request.${part}`),
  },
  callbacks: {
    'hapi.Server.route': HAPI,
    'hapi.Server.ext': { at: '1', parameters: ['hapi.Request', 'hapi.Toolkit'] },
  },
  parameters: {
    '~request&h': 'hapi.Request',
    '~h&request': 'hapi.Toolkit',
    '~req&h': 'hapi.Request',
    '~h&req': 'hapi.Toolkit',
  },
  sinks: {
    html: ['hapi.Toolkit.response(0)'],
    redirect: ['hapi.Toolkit.redirect(0)'],
    path: ['hapi.Toolkit.file(0)'],
    header: ['hapi.Response.header(1)'],
  },
  drops: ['hapi.Toolkit.response', 'hapi.Toolkit.redirect', 'hapi.Toolkit.view', 'hapi.Toolkit.file'],
  bad: [
    'const Hapi = require("@hapi/hapi");\nconst server = Hapi.server({ port: 3000 });\nserver.route({ method: "GET", path: "/", handler: (request, h) => «"<p>" + request.query.name»  });'.replace(
      '»  }',
      '» }',
    ),
    'const server = new (require("hapi").Server)();\nserver.route({ handler: function (request, h) { return «h.redirect(request.query.to)»; } });',
  ],
  good: [
    'const Hapi = require("@hapi/hapi");\nconst server = Hapi.server({ port: 3000 });\nserver.route({ method: "GET", path: "/", handler: (request, h) => ({ name: request.query.name }) });',
  ],
};

const HONO: Callback = { at: '0+', parameters: ['hono.Context', ''] };

/** Hono, and Elysia-like contexts by name. */
export const hono: Model = {
  package: 'hono',
  languages: SCRIPT,
  types: {
    'hono.Hono()': 'hono.Application',
    'hono.Application.basePath()': 'hono.Application',
    'hono.Context.req': 'hono.Request',
  },
  sources: {
    request: each(
      'query() queries() param() header() json() text() parseBody() formData() body() url path valid() raw'.split(' '),
      (part) => `hono.Request.${part}`,
    ),
  },
  texts: ['hono.Request.query()', 'hono.Request.param()', 'hono.Request.header()', 'hono.Request.text()'],
  callbacks: handled(
    each([...VERBS, 'use', 'on', 'route().get'], (verb) => `hono.Application.${verb}`),
    HONO,
  ),
  parameters: { 'Context@hono': 'hono.Context' },
  sinks: {
    html: ['hono.Context.html(0)'],
    redirect: ['hono.Context.redirect(0)'],
    header: ['hono.Context.header(1)'],
  },
  drops: ['hono.Context.json', 'hono.Context.text', 'hono.Context.html', 'hono.Context.redirect'],
  bad: [
    'import { Hono } from "hono";\nconst app = new Hono();\napp.get("/", (c) => «c.html("<p>" + c.req.query("name") + "</p>")»);',
    'import { Hono } from "hono";\nimport { exec } from "node:child_process";\nconst app = new Hono();\napp.post("/", async (c) => { const body = await c.req.json(); «exec("ls " + body.dir)»; return c.text("ok"); });',
  ],
  good: ['import { Hono } from "hono";\nconst app = new Hono();\napp.get("/", (c) => c.text(c.req.query("name")));'],
};

/** Next.js and what takes the web's own Request: route handlers, API pages, server actions. */
export const next: Model = {
  package: 'next',
  languages: ['typescript', 'javascript', 'tsx'],
  types: {
    'next.Request.nextUrl': 'next.Url',
    'next/server.NextResponse': 'NextResponse',
    'next/headers.cookies()': 'next.Cookies',
    'next/router.useRouter()': 'next.Router',
    'next/navigation.useRouter()': 'next.Router',
    'next.Router.query': 'next.Query',
  },
  sources: {
    request: [
      ...each('json() text() formData() url headers body nextUrl cookies'.split(' '), (part) => `next.Request.${part}`),
      ...each('query body cookies headers url'.split(' '), (part) => `next.ApiRequest.${part}`),
      'next/headers.headers()',
      'next/headers.cookies()',
    ],
    browser: [
      'next/navigation.useSearchParams()',
      'next/router.useRouter().query',
      'next.Query',
      'next/navigation.useParams()?',
    ],
  },
  keeps: ['next.ApiRequest'],
  parameters: {
    NextRequest: 'next.Request',
    'Request@next/server': 'next.Request',
    NextApiRequest: 'next.ApiRequest',
    NextApiResponse: 'express.Response',
    GetServerSidePropsContext: 'next.ApiRequest',
  },
  sinks: {
    html: ['NextResponse(0)?'],
    redirect: [
      'NextResponse.redirect(0)',
      'NextResponse.rewrite(0)?',
      'Response.redirect(0)',
      'next/navigation.redirect(0)',
      'next/navigation.permanentRedirect(0)',
      'next.Router.push(0)?',
      'next.Router.replace(0)?',
    ],
  },
  bad: [
    'import { NextRequest, NextResponse } from "next/server";\nexport async function GET(request: NextRequest) {\n  const to = request.nextUrl.searchParams.get("to");\n  return «NextResponse.redirect(to)»;\n}',
    'import type { NextApiRequest, NextApiResponse } from "next";\nimport { execSync } from "child_process";\nexport default function handler(req: NextApiRequest, res: NextApiResponse) {\n  «execSync(`convert ${req.query.file}`)»;\n  res.status(200).json({});\n}',
  ],
  good: [
    'import { NextRequest, NextResponse } from "next/server";\nexport async function GET(request: NextRequest) {\n  return NextResponse.redirect(new URL("/login", request.url));\n}',
  ],
};

/** NestJS: what decorators hand to methods of controllers. */
export const nest: Model = {
  package: '@nestjs/common',
  languages: ['typescript'],
  types: {},
  parameters: {
    '@Query': 'source:request',
    '@Param': 'source:request',
    '@Body': 'source:request',
    '@Headers': 'source:request',
    '@Cookies': 'source:request',
    '@UploadedFile': 'source:request',
    '@UploadedFiles': 'source:request',
    '@Req': 'express.Request',
    '@Request': 'express.Request',
    '@Res': 'express.Response',
    '@Response': 'express.Response',
    '@Args': 'source:request',
    '@MessageBody': 'source:request',
    '@Payload': 'source:request',
  },
  bad: [
    'import { Controller, Get, Query } from "@nestjs/common";\nimport { exec } from "child_process";\n@Controller("x")\nexport class X {\n  @Get()\n  run(@Query("dir") dir: string) {\n    «exec("ls " + dir)»;\n  }\n}',
    'import { Controller, Post, Body } from "@nestjs/common";\nimport { readFileSync } from "fs";\n@Controller("x")\nexport class X {\n  @Post()\n  read(@Body() body: ReadBody) {\n    return «readFileSync("/srv/" + body.name)»;\n  }\n}',
  ],
  good: [
    'import { Controller, Get, Query } from "@nestjs/common";\nimport { exec } from "child_process";\n@Controller("x")\nexport class X {\n  @Get()\n  run(@Query("n") n: number) {\n    exec("head -n " + n);\n  }\n}',
  ],
};

/** Functions in a cloud: events of AWS Lambda, Vercel, Firebase. */
export const cloudFunctions: Model = {
  package: 'cloud functions',
  languages: SCRIPT,
  sources: {
    request: each(
      'queryStringParameters multiValueQueryStringParameters pathParameters body headers rawQueryString rawPath path queryString arguments Records params'.split(
        ' ',
      ),
      (part) => `lambda.Event.${part}`,
    ),
  },
  texts: [
    'lambda.Event.queryStringParameters',
    'lambda.Event.pathParameters',
    'lambda.Event.headers',
    'lambda.Event.body',
  ],
  parameters: {
    '~event&context': 'lambda.Event',
    APIGatewayProxyEvent: 'lambda.Event',
    APIGatewayProxyEventV2: 'lambda.Event',
    APIGatewayEvent: 'lambda.Event',
    VercelRequest: 'express.Request',
    VercelResponse: 'express.Response',
  },
  callbacks: {
    'firebase-functions.https.onRequest': { at: '0', parameters: ['express.Request', 'express.Response'] },
    'firebase-functions.https.onCall': { at: '0', parameters: ['source:request', ''] },
    'firebase-functions/v2/https.onRequest': { at: '0+', parameters: ['express.Request', 'express.Response'] },
    '@google-cloud/functions-framework.http': { at: '1', parameters: ['express.Request', 'express.Response'] },
    'aws-lambda.handler': { at: '0', parameters: ['lambda.Event', ''] },
  },
  bad: [
    'const { exec } = require("child_process");\nexports.handler = async (event, context) => { «exec("ls " + event.queryStringParameters.dir)»; };',
    'const vm = require("vm");\nexports.handler = async function (event, context) { const body = JSON.parse(event.body); return «vm.runInNewContext(body.code)»; };',
  ],
  good: [
    'const { execFile } = require("child_process");\nexports.handler = async (event, context) => { execFile("ls", [String(event.queryStringParameters.dir)]); };',
  ],
};
