import type { Model } from '../model.ts';
import { javaCore } from './java-core.ts';
import { javaCrypto } from './java-crypto.ts';
import { directories, jdbc } from './java-data.ts';
import { javaClients, javaDeserializers, javaLogs } from './java-packages.ts';
import { javaEncoders, servlets } from './java-web.ts';
import { javaXml } from './java-xml.ts';
import { spring } from './spring.ts';

/** Every model of a package of Java. */
export const javaModels: readonly Model[] = [
  javaCore,
  servlets,
  javaEncoders,
  jdbc,
  directories,
  javaCrypto,
  javaXml,
  javaLogs,
  javaDeserializers,
  javaClients,
  spring,
];
