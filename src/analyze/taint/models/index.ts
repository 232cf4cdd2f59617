import type { Model } from '../model.ts';
import { browser, jquery } from './browser.ts';
import { checksJavascript } from './checks-javascript.ts';
import { commandLinePython } from './command-line-python.ts';
import { databasesJavascript } from './databases-javascript.ts';
import { django } from './django.ts';
import { express } from './express.ts';
import { fastapi } from './fastapi.ts';
import { filesJavascript } from './files-javascript.ts';
import { flask } from './flask.ts';
import { goModels } from './go.ts';
import { httpClientsJavascript } from './http-clients-javascript.ts';
import { javaModels } from './java.ts';
import { javascriptCore } from './javascript-core.ts';
import { languageModelsJavascript } from './language-models-javascript.ts';
import { languageModelsPython } from './language-models-python.ts';
import { logsJavascript, messagingJavascript } from './messaging-javascript.ts';
import { nodeCore } from './node-core.ts';
import { parsersJavascript } from './parsers-javascript.ts';
import { pythonCore } from './python-core.ts';
import { databasesPython, httpClients, ldap, lxml, mongoPython, pyyaml } from './python-packages.ts';
import { shellsJavascript, templatesJavascript } from './shells-javascript.ts';
import { cloudFunctions, fastify, hapi, hono, koa, nest, next } from './web-javascript.ts';
import { aiohttpWeb, bottle, falcon, lambda, pyramid, sanic, tornado } from './web-python.ts';

/** Every built-in model. */
export const models: readonly Model[] = [
  pythonCore,
  flask,
  javascriptCore,
  nodeCore,
  express,
  koa,
  fastify,
  hapi,
  hono,
  next,
  nest,
  cloudFunctions,
  browser,
  jquery,
  databasesJavascript,
  httpClientsJavascript,
  shellsJavascript,
  templatesJavascript,
  parsersJavascript,
  filesJavascript,
  checksJavascript,
  languageModelsJavascript,
  messagingJavascript,
  logsJavascript,
  pyyaml,
  lxml,
  ldap,
  httpClients,
  databasesPython,
  django,
  fastapi,
  tornado,
  aiohttpWeb,
  bottle,
  pyramid,
  sanic,
  falcon,
  lambda,
  commandLinePython,
  languageModelsPython,
  mongoPython,
  ...javaModels,
  ...goModels,
];
