import type { Model } from '../model.ts';
import { databasesJavascript } from './databases-javascript.ts';
import { express } from './express.ts';
import { flask } from './flask.ts';
import { javascriptCore } from './javascript-core.ts';
import { nodeCore } from './node-core.ts';
import { pythonCore } from './python-core.ts';
import { databasesPython, httpClients, ldap, lxml, pyyaml } from './python-packages.ts';

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
];
