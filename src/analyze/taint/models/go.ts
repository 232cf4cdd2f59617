import type { Model } from '../model.ts';
import { goCore } from './go-core.ts';
import { goCrypto } from './go-crypto.ts';
import { goDatabases, goFrameworks, goHttp } from './go-web.ts';

/** Every model of a package of Go. */
export const goModels: readonly Model[] = [goCrypto, goCore, goHttp, goFrameworks, goDatabases];
