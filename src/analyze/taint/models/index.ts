import type { Model } from '../model.ts';
import { commandLinePython } from './command-line-python.ts';
import { databasesJavascript } from './databases-javascript.ts';
import { django } from './django.ts';
import { express } from './express.ts';
import { fastapi } from './fastapi.ts';
import { flask } from './flask.ts';
import { javascriptCore } from './javascript-core.ts';
import { languageModelsPython } from './language-models-python.ts';
import { nodeCore } from './node-core.ts';
import { pythonCore } from './python-core.ts';
import { databasesPython, httpClients, ldap, lxml, pyyaml } from './python-packages.ts';
import { aiohttpWeb, bottle, falcon, lambda, pyramid, sanic, tornado } from './web-python.ts';

/** Every built-in model. */
export const models: readonly Model[] = [
  pythonCore,
  flask,
  javascriptCore,
  nodeCore,
  express,
  databasesJavascript,
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
];
