import type { Model } from '../model.ts';

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
const each = (prefix: string, names: readonly string[]) => names.map((name) => `${prefix}${name}`);

/** Tornado: handlers are classes, their methods get the parts of the address. */
export const tornado: Model = {
  package: 'tornado',
  languages: ['python'],
  types: { 'tornado.websocket.WebSocketHandler': 'tornado.web.RequestHandler' },
  sources: {
    request: [
      ...each('tornado.web.RequestHandler.', [
        'get_argument()',
        'get_arguments()',
        'get_query_argument()',
        'get_query_arguments()',
        'get_body_argument()',
        'get_body_arguments()',
        'get_cookie()',
        'path_args',
        'path_kwargs',
      ]),
      ...each('tornado.web.RequestHandler.request.', [
        'body',
        'arguments',
        'query',
        'uri',
        'path',
        'headers',
        'files',
        'cookies',
        'query_arguments',
        'body_arguments',
        'host',
      ]),
    ],
  },
  methods: Object.fromEntries(
    [...VERBS, 'on_message'].map((verb) => [`tornado.web.RequestHandler.${verb}`, { others: 'request' } as const]),
  ),
  sinks: {
    html: ['tornado.web.RequestHandler.write(0)', 'tornado.web.RequestHandler.finish(0)'],
    redirect: ['tornado.web.RequestHandler.redirect(0)'],
    header: ['tornado.web.RequestHandler.set_header(1)', 'tornado.web.RequestHandler.add_header(1)'],
    template: ['tornado.template.Template(0)'],
  },
  cleans: { html: ['tornado.escape.xhtml_escape', 'tornado.escape.json_encode'], url: ['tornado.escape.url_escape'] },
  drops: ['tornado.web.RequestHandler.render'],
  bad: [
    'import tornado.web\nclass Main(tornado.web.RequestHandler):\n    def get(self):\n        «self.write("<b>" + self.get_argument("name"))»',
    'from tornado import web\nimport os\nclass Main(web.RequestHandler):\n    async def post(self, name):\n        «os.system("ls " + name)»',
    'from tornado.web import RequestHandler\nclass Base(RequestHandler):\n    pass\nclass Go(Base):\n    def get(self):\n        «self.redirect(self.get_argument("next"))»',
  ],
  good: [
    'import tornado.web, tornado.escape\nclass Main(tornado.web.RequestHandler):\n    def get(self):\n        self.write("<b>" + tornado.escape.xhtml_escape(self.get_argument("name")))',
    'import tornado.web\nclass Main(tornado.web.RequestHandler):\n    def get(self):\n        self.write({"name": self.get_argument("name")})',
  ],
};

/** aiohttp's server side. */
export const aiohttpWeb: Model = {
  package: 'aiohttp',
  languages: ['python'],
  parameters: { '~request@aiohttp': 'aiohttp.web.Request', 'web.Request': 'aiohttp.web.Request' },
  sources: {
    request: each('aiohttp.web.Request.', [
      'query',
      'rel_url',
      'match_info',
      'headers',
      'cookies',
      'query_string',
      'path',
      'post()',
      'json()',
      'text()',
      'read()',
      'multipart()',
    ]),
  },
  sinks: {
    html: ['aiohttp.web.Response(text, content_type=text/html)', 'aiohttp.web.Response(body, content_type=text/html)'],
    redirect: ['aiohttp.web.HTTPFound(0)', 'aiohttp.web.HTTPFound(location)', 'aiohttp.web.HTTPSeeOther(0)'],
    path: ['aiohttp.web.FileResponse(0)', 'aiohttp.web.FileResponse(path)'],
  },
  drops: ['aiohttp.web.json_response'],
  bad: [
    'from aiohttp import web\nasync def hi(request):\n    return «web.Response(text="<b>" + request.query["name"], content_type="text/html")»',
    'from aiohttp import web\nimport os\nasync def run(request: web.Request):\n    data = await request.json()\n    «os.system(data["cmd"])»',
  ],
  good: [
    'from aiohttp import web\nasync def hi(request):\n    return web.Response(text="hi " + request.query["name"])',
    'from aiohttp import web\nimport html\nasync def hi(request):\n    return web.Response(text="<b>" + html.escape(request.query["name"]), content_type="text/html")',
  ],
};

const BOTTLE = each('bottle.request.', [
  'query',
  'forms',
  'params',
  'json',
  'cookies',
  'headers',
  'body',
  'files',
  'url',
  'get_cookie()',
  'POST',
  'GET',
]);

/** Bottle. */
export const bottle: Model = {
  package: 'bottle',
  languages: ['python'],
  types: { 'bottle.Bottle()': 'bottle.app', 'bottle.default_app()': 'bottle.app' },
  sources: { request: BOTTLE },
  decorators: Object.fromEntries(
    ['route', 'get', 'post', 'put', 'delete', 'patch'].flatMap((verb) => [
      [`bottle.${verb}()`, { others: 'request', returns: 'html' } as const],
      [`bottle.app.${verb}()`, { others: 'request', returns: 'html' } as const],
    ]),
  ),
  sinks: {
    redirect: ['bottle.redirect(0)'],
    path: ['bottle.static_file(root)'],
    template: ['bottle.SimpleTemplate(0)'],
    header: ['bottle.response.set_header(1)', 'bottle.response.add_header(1)'],
  },
  cleans: { html: ['bottle.html_escape', 'bottle.template', 'bottle.html_quote'] },
  stops: ['bottle.abort'],
  bad: [
    'from bottle import route, request\n@route("/hi/<name>")\ndef hi(name):\n    «return "<b>" + name»',
    'import bottle, os\napp = bottle.Bottle()\n@app.post("/run")\ndef run():\n    «os.system(bottle.request.forms.get("cmd"))»\n    return "ok"',
  ],
  good: [
    'from bottle import route, html_escape\n@route("/hi/<name>")\ndef hi(name):\n    return "<b>" + html_escape(name)',
    'from bottle import route, template\n@route("/hi/<name>")\ndef hi(name):\n    return template("<b>{{name}}</b>", name=name)',
  ],
};

const PYRAMID = each('pyramid.request.Request.', [
  'params',
  'GET',
  'POST',
  'matchdict',
  'json_body',
  'body',
  'cookies',
  'headers',
  'path',
  'url',
]);

/** Pyramid. */
export const pyramid: Model = {
  package: 'pyramid',
  languages: ['python'],
  parameters: { '~request@pyramid': 'pyramid.request.Request' },
  sources: { request: PYRAMID },
  decorators: { 'pyramid.view.view_config()': { parameters: ['pyramid.request.Request'] } },
  sinks: {
    html: ['pyramid.response.Response(0)', 'pyramid.response.Response(body)'],
    redirect: ['pyramid.httpexceptions.HTTPFound(0)', 'pyramid.httpexceptions.HTTPFound(location)'],
  },
  bad: [
    'from pyramid.view import view_config\nfrom pyramid.response import Response\n@view_config(route_name="hi")\ndef hi(request):\n    return «Response("<b>" + request.params["name"])»',
  ],
  good: [
    'from pyramid.view import view_config\n@view_config(route_name="hi", renderer="json")\ndef hi(request):\n    return {"name": request.params["name"]}',
  ],
};

/** Sanic. */
export const sanic: Model = {
  package: 'sanic',
  languages: ['python'],
  types: { 'sanic.Blueprint()': 'sanic.Sanic()' },
  parameters: { '~request@sanic': 'sanic.Request' },
  sources: {
    request: each('sanic.Request.', [
      'args',
      'form',
      'json',
      'body',
      'files',
      'headers',
      'cookies',
      'path',
      'url',
      'query_string',
      'raw_args',
    ]),
  },
  decorators: Object.fromEntries(
    ['route', ...VERBS].map((verb) => [
      `sanic.Sanic().${verb}()`,
      { parameters: ['sanic.Request'], others: 'request' } as const,
    ]),
  ),
  sinks: {
    html: ['sanic.response.html(0)', 'sanic.html(0)'],
    redirect: ['sanic.response.redirect(0)', 'sanic.redirect(0)'],
    path: ['sanic.response.file(0)', 'sanic.file(0)'],
  },
  drops: ['sanic.response.json', 'sanic.response.text', 'sanic.json', 'sanic.text'],
  bad: [
    'from sanic import Sanic, response\napp = Sanic("a")\n@app.get("/hi")\nasync def hi(request):\n    return «response.html("<b>" + request.args.get("name"))»',
  ],
  good: [
    'from sanic import Sanic, response\napp = Sanic("a")\n@app.get("/hi")\nasync def hi(request):\n    return response.text("hi " + request.args.get("name"))',
  ],
};

/** Falcon: resources are classes of the program with methods named after verbs. */
export const falcon: Model = {
  package: 'falcon',
  languages: ['python'],
  parameters: { '~req@falcon': 'falcon.Request', '~resp@falcon': 'falcon.Response' },
  sources: {
    request: each('falcon.Request.', [
      'params',
      'media',
      'get_param()',
      'stream',
      'bounded_stream',
      'headers',
      'cookies',
      'get_header()',
      'get_media()',
      'path',
      'uri',
    ]),
  },
  bad: [
    'import falcon, os\nclass Run:\n    def on_post(self, req, resp):\n        «os.system("ls " + req.get_param("name"))»',
  ],
  good: [
    'import falcon\nclass Hi:\n    def on_get(self, req, resp):\n        resp.media = {"name": req.get_param("name")}',
  ],
};

/** Functions in the cloud, which are called with an event and its context. */
export const lambda: Model = {
  package: 'aws-lambda',
  languages: ['python'],
  parameters: { '~event&context': 'lambda.event', '~event&_context': 'lambda.event' },
  sources: { request: ['lambda.event'] },
  bad: [
    'import os\ndef handler(event, context):\n    «os.system("ls " + event["queryStringParameters"]["name"])»',
    'import json, pickle, base64\ndef lambda_handler(event, context):\n    body = json.loads(event["body"])\n    return «pickle.loads(base64.b64decode(body["state"]))»',
  ],
  good: [
    'import subprocess\ndef handler(event, context):\n    subprocess.run(["ls", "--", event["name"]])',
    'def on_event(event):\n    import os\n    os.system("ls")',
  ],
};
