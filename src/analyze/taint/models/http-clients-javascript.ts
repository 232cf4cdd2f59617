import type { Model } from '../model.ts';
import { handles } from './handler-example.ts';

const SCRIPT = ['javascript', 'typescript', 'tsx'] as const;
const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request'];

function methodsOf(name: string, methods: readonly string[] = METHODS): string[] {
  return [
    `${name}(0)`,
    `${name}(0.url|uri|baseURL|host|hostname)`,
    ...methods.flatMap((one) => [`${name}.${one}(0)`, `${name}.${one}(0.url|uri|baseURL)`]),
  ];
}

/** Clients that fetch an address. */
export const httpClientsJavascript: Model = {
  package: 'javascript http clients',
  languages: SCRIPT,
  types: {
    'axios.create()': 'axios',
    'axios.default': 'axios',
    'got.extend()': 'got',
    'request.defaults()': 'request',
    'request-promise.defaults()': 'request-promise',
    'puppeteer.launch()': 'puppeteer.Browser',
    'puppeteer.connect()': 'puppeteer.Browser',
    'puppeteer-core.launch()': 'puppeteer.Browser',
    'puppeteer.Browser.newPage()': 'browser.Page',
    'puppeteer.Browser.createIncognitoBrowserContext().newPage()': 'browser.Page',
    ...Object.fromEntries(
      ['chromium', 'firefox', 'webkit'].flatMap((kind) =>
        ['playwright', '@playwright/test', 'playwright-core'].map((name) => [
          `${name}.${kind}.launch()`,
          'playwright.Browser',
        ]),
      ),
    ),
    'playwright.Browser.newContext()': 'playwright.Context',
    'playwright.Browser.newPage()': 'browser.Page',
    'playwright.Context.newPage()': 'browser.Page',
    'phantom.create().createPage()': 'browser.Page',
    'chrome-remote-interface()': 'chrome.Client',
  },
  sinks: {
    url: [
      ...[
        'axios',
        'got',
        'request',
        'request-promise',
        'request-promise-native',
        'node-fetch',
        'cross-fetch',
        'isomorphic-fetch',
        'ky',
        'needle',
        'superagent',
        'undici',
        'bent',
        'phin',
        'wreck',
        'follow-redirects.http',
        'follow-redirects.https',
        'ofetch.ofetch',
        'urllib',
        'nodejs-wget',
        'download',
        'needle.default',
      ].flatMap((name) => methodsOf(name)),
      'needle(1)',
      'needle.request(1)',
      'superagent(1)',
      'undici.fetch(0)',
      'undici.stream(0)',
      'node-fetch.default(0)',
      'ws(0)?',
      'websocket.client().connect(0)',
      'browser.Page.goto(0)',
      'browser.Page.open(0)',
      'browser.Page.openUrl(0)',
      'chrome.Client.Page.navigate(0.url)',
      'chrome.Client.Page.navigate(0)',
      'wkhtmltopdf(0)',
      'wkhtmltoimage.generate(0)',
      'jsdom.JSDOM.fromURL(0)',
    ],
    code: [
      'browser.Page.evaluate(0)',
      'browser.Page.evaluateHandle(0)',
      'browser.Page.evaluateOnNewDocument(0)',
      'browser.Page.addScriptTag(0.content)',
      'browser.Page.addInitScript(0)',
      'browser.Page.evaluateJavaScript(0)',
      'playwright.Context.addInitScript(0)',
      'chrome.Client.Runtime.evaluate(0.expression)',
      'chrome.Client.Runtime.compileScript(0.expression)',
    ],
    html: ['browser.Page.setContent(0)?', 'browser.Page.property(1)?'],
  },
  drops: [
    'browser.Page.goto',
    'undici.request',
    'undici.fetch',
    'fetch',
    'node-fetch',
    'axios',
    'got',
    'request',
  ].concat(METHODS.flatMap((method) => ['axios', 'got', 'request'].map((name) => `${name}.${method}`))),
  bad: [
    handles('await «require("axios").get(req.query.url)»;'),
    handles('«axios({ url: req.body.url, method: "post" })»;', 'const axios = require("axios").create();\n'),
    handles('«got(`https://${req.query.host}/status`)»;', 'const got = require("got");\n'),
    handles('«request({ uri: req.query.u }, () => {})»;', 'const request = require("request");\n'),
    handles(
      'const b = await puppeteer.launch(); const page = await b.newPage(); await «page.goto(req.query.url)»;',
      'const puppeteer = require("puppeteer");\n',
    ),
    handles('await «fetch(req.query.url)»;'),
  ],
  good: [
    handles('await require("axios").post("https://api.example/x", { url: req.query.url });'),
    handles('await fetch("https://api.example/x?q=" + req.query.q);'),
    handles('const u = new URL(req.query.url); if (u.hostname !== "api.example") return res.end(); await fetch(u);'),
  ],
};
