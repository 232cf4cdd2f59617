import type { Model } from '../model.ts';
import { flask } from './flask.ts';
import { pythonCore } from './python-core.ts';

/** Every built-in model. */
export const models: readonly Model[] = [pythonCore, flask];
