/** How a body is to be read, and in what form an error is told. */
type Api = 'anthropic' | 'openai-chat' | 'openai-responses' | 'gemini' | 'unknown';
/** Whose manners an upstream has. */
export const FAMILIES = ['anthropic', 'openai', 'gemini'] as const;
export type Family = (typeof FAMILIES)[number];

export interface Endpoint {
  readonly api: Api;
  readonly family: Family;
  /** True where the body is a message to a model, as JSON. */
  readonly isMessage: boolean;
  /** True where a body that is no JSON (an upload) belongs there. */
  readonly takesFiles: boolean;
}

const ENDPOINTS: readonly (readonly [RegExp, Api, Family, ('message' | 'files')?])[] = [
  [/\/v1\/messages(?:\/count_tokens)?$/, 'anthropic', 'anthropic', 'message'],
  [/\/v1\/(?:messages\/batches|complete|organizations)(?:\/|$)/, 'anthropic', 'anthropic'],
  [/\/chat\/completions$/, 'openai-chat', 'openai', 'message'],
  [/\/responses(?:\/compact|\/input_tokens)?$/, 'openai-responses', 'openai', 'message'],
  [/\/responses\/[^/]+(?:\/\w+)?$/, 'openai-responses', 'openai'],
  [/:(?:stream)?[gG]enerateContent$/, 'gemini', 'gemini', 'message'],
  [/:(?:countTokens|embedContent|batchEmbedContents)$/, 'gemini', 'gemini', 'message'],
  [/\/upload\/v1(?:beta|alpha)?\//, 'gemini', 'gemini', 'files'],
  [/^\/v1(?:beta|alpha)\/|\/models\/[^/]+:/, 'gemini', 'gemini'],
  [/\/v1\/files(?:\/|$)/, 'unknown', 'openai', 'files'],
  [
    /\/(?:audio\/(?:transcriptions|translations)|images\/(?:edits|variations)|uploads(?:\/[^/]+(?:\/parts)?)?)$/,
    'unknown',
    'openai',
    'files',
  ],
  [
    /\/v1\/(?:embeddings|completions|moderations|images|audio|batches|fine_tuning|assistants|threads|vector_stores|conversations|realtime|evals)(?:\/|$)/,
    'unknown',
    'openai',
  ],
];

/** What is asked for, by the path alone (without its query); null where no provider has such a path. */
export function endpointOf(path: string): Endpoint | null {
  for (const [form, api, family, what] of ENDPOINTS) {
    if (form.test(path)) return { api, family, isMessage: what === 'message', takesFiles: what === 'files' };
  }
  return null;
}

const ANTHROPIC_TYPES: ReadonlyMap<number, string> = new Map([
  [400, 'invalid_request_error'],
  [401, 'authentication_error'],
  [403, 'permission_error'],
  [404, 'not_found_error'],
  [413, 'request_too_large'],
  [429, 'rate_limit_error'],
  [503, 'overloaded_error'],
  [504, 'timeout_error'],
]);
const GEMINI_STATUS: ReadonlyMap<number, string> = new Map([
  [400, 'INVALID_ARGUMENT'],
  [401, 'UNAUTHENTICATED'],
  [403, 'PERMISSION_DENIED'],
  [404, 'NOT_FOUND'],
  [413, 'INVALID_ARGUMENT'],
  [415, 'INVALID_ARGUMENT'],
  [429, 'RESOURCE_EXHAUSTED'],
  [503, 'UNAVAILABLE'],
  [504, 'DEADLINE_EXCEEDED'],
]);

/** An error as this provider would say it, so that its clients show the sentence. `code` is ours: `blocked_by_policy`. */
export function errorBody(family: Family, status: number, code: string, message: string): object {
  switch (family) {
    case 'anthropic': {
      const type = ANTHROPIC_TYPES.get(status) ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
      return { type: 'error', error: { type, message, code } };
    }
    case 'gemini': {
      const name = GEMINI_STATUS.get(status) ?? (status >= 500 ? 'INTERNAL' : 'INVALID_ARGUMENT');
      return { error: { code: status, message, status: name, details: [{ reason: code }] } };
    }
    case 'openai': {
      const type = status >= 500 ? 'server_error' : status === 429 ? 'rate_limit_error' : 'invalid_request_error';
      return { error: { message, type, param: null, code } };
    }
  }
}
