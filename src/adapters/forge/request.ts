import { setTimeout as sleep } from 'node:timers/promises';
import { throttledFor } from './throttle.ts';

interface Answered {
  readonly ok: true;
  readonly status: number;
  readonly value: unknown;
  /** Path of the next page under the same API, where the forge named one. */
  readonly next: string | null;
}

/** Why there is no answer, as the end of a sentence; `status` is null where none came. */
export interface Unanswered {
  readonly ok: false;
  readonly status: number | null;
  readonly reason: string;
}

type Reply = Answered | Unanswered;

interface RequesterOptions {
  /** For people: `GitHub`. */
  readonly forge: string;
  /** Root of the API, https but on this machine; every request stays below it. */
  readonly api: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** What must never be printed, whatever an answer holds. */
  readonly secret: string;
  /** Waits; replaced in tests. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  readonly now?: () => number;
  /** Milliseconds for one request. */
  readonly timeout?: number;
}

/** What may be chosen of a forge beside its environment. */
export interface ForgeOptions extends Pick<RequesterOptions, 'wait' | 'now' | 'timeout'> {
  /** Names of checks (GitHub) or jobs (GitLab) that are tests. */
  readonly tests?: readonly string[];
}

export interface Requester {
  get(path: string, signal: AbortSignal): Promise<Reply>;
  send(method: 'POST' | 'PATCH' | 'PUT', path: string, body: unknown, signal: AbortSignal): Promise<Reply>;
  /** Every element of a list that comes in pages; one page that is missing means that there is no answer. */
  all(
    path: string,
    signal: AbortSignal,
  ): Promise<{ readonly ok: true; readonly items: readonly unknown[] } | Unanswered>;
}

const MOST_BYTES = 16 * 1024 * 1024;
const MOST_PAGES = 50;
const ATTEMPTS = 3;
/** Milliseconds that all requests of one run may wait for a rate limit together: a job has to end. */
const PATIENCE = 120_000;
const TIMEOUT = 20_000;

/** Asks one forge over https. Rejects only when the signal is aborted; all else is an answer or a reason. */
export function createRequester(options: RequesterOptions): Requester {
  const { forge, api, secret, timeout = TIMEOUT } = options;
  const now = options.now ?? Date.now;
  const wait = options.wait ?? ((milliseconds, signal) => sleep(milliseconds, undefined, { signal }));
  let patience = PATIENCE;
  const fault = (status: number | null, reason: string): Unanswered => ({
    ok: false,
    status,
    reason: secret === '' ? reason : reason.replaceAll(secret, '***'),
  });

  async function once(method: string, url: URL, body: string | undefined, signal: AbortSignal): Promise<Tried> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
    let response: Response | undefined;
    let text: string;
    try {
      const content = body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } };
      response = await fetch(url, {
        method,
        ...content,
        headers: { ...options.headers, ...content.headers },
        redirect: 'manual',
        signal: limited,
      });
      text = await bodyOf(response);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TooLarge) {
        await response?.body?.cancel().catch(() => undefined);
        return { reply: fault(null, `${forge} answered with more than 16 MB`) };
      }
      const reason = limited.aborted ? `${forge} did not answer in time` : `${forge} could not be reached`;
      return { reply: fault(null, reason), later: 1000 };
    }
    const { status } = response;
    const throttled = throttledFor(response, text, now());
    if (throttled !== null) return { reply: fault(status, `the rate limit of ${forge} is used up`), throttled };
    if (status >= 500) return { reply: fault(status, `${forge} answered ${status}`), later: 1000 };
    if (status >= 300 && status < 400) return { reply: fault(status, `${forge} wants the question asked elsewhere`) };
    const value = status === 204 ? null : jsonOf(text);
    if (status >= 400) return { reply: fault(status, `${forge} answered ${status}${messageIn(value)}`) };
    if (value === undefined) return { reply: fault(status, `${forge} answered with something that is not JSON`) };
    const next = nextOf(response, url, api);
    if (next === undefined) return { reply: fault(status, `${forge} names a next page that lies elsewhere`) };
    return { reply: { ok: true, status, value, next } };
  }

  /** Only a question is asked again after an error: a comment must not be written twice. */
  async function ask(method: string, path: string, body: unknown, signal: AbortSignal): Promise<Reply> {
    const url = new URL(path.replace(/^\/+/, ''), `${api.href.replace(/\/+$/, '')}/`);
    const text = body === undefined ? undefined : JSON.stringify(body);
    for (let attempt = 1; ; attempt++) {
      const { reply, throttled, later } = await once(method, url, text, signal);
      const pause = throttled ?? (method === 'GET' ? later : undefined);
      if (reply.ok || pause === undefined || attempt === ATTEMPTS) return reply;
      const milliseconds = throttled === undefined ? pause * attempt : pause;
      if (milliseconds > patience) return reply;
      patience -= milliseconds;
      await wait(milliseconds, signal);
    }
  }

  return {
    get: (path, signal) => ask('GET', path, undefined, signal),
    send: ask,
    async all(path, signal) {
      const items: unknown[] = [];
      let next: string | null = path;
      for (let page = 0; next !== null; page++) {
        if (page === MOST_PAGES) return fault(null, `${forge} has more than ${MOST_PAGES} pages of it`);
        const reply: Reply = await ask('GET', next, undefined, signal);
        if (!reply.ok) return reply;
        if (!Array.isArray(reply.value)) return fault(reply.status, `${forge} answered with something that is no list`);
        items.push(...(reply.value as unknown[]));
        next = reply.next;
      }
      return { ok: true, items };
    },
  };
}

interface Tried {
  readonly reply: Reply;
  /** Milliseconds that the forge wants to be left alone. */
  readonly throttled?: number;
  /** Milliseconds after which the same question may be answered. */
  readonly later?: number;
}

class TooLarge extends Error {}

async function bodyOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (Number(response.headers.get('content-length')) > MOST_BYTES) throw new TooLarge();
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).length;
    if (size > MOST_BYTES) throw new TooLarge();
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the forge says itself, cut and on one line: it may quote anything. */
function messageIn(value: unknown): string {
  const message = (value as { message?: unknown } | null | undefined)?.message;
  if (typeof message !== 'string' || message === '') return '';
  return ` (${message.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 200)})`;
}

/** The `next` of a Link header, null without one, undefined where it leaves the API that the token is for. */
function nextOf(response: Response, asked: URL, api: URL): string | null | undefined {
  const link = /<([^<>]{1,4000})>\s*;\s*rel="?next"?/.exec(response.headers.get('link') ?? '')?.[1];
  if (link === undefined) return null;
  if (!URL.canParse(link, asked.href)) return undefined;
  const url = new URL(link, asked);
  const root = `${api.href.replace(/\/+$/, '')}/`;
  return url.href.startsWith(root) ? url.href.slice(root.length) : undefined;
}
