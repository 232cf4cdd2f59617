import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { judge, type Verdict } from '../../guard/policy.ts';
import { type RequestReport, redact } from '../../guard/redact.ts';
import type { Route } from '../../guard/route.ts';
import { decodeBody, Refusal } from './body.ts';
import type { Desk, Draft } from './desk.ts';
import type { Session } from './sessions.ts';

export interface Outgoing {
  readonly body: Buffer;
  /** True where the body is not the one that came. */
  readonly isChanged: boolean;
  /** True where the answer may name something that was hidden. */
  readonly mayReturn: boolean;
}

/** Decides what of a request goes out; throws a refusal where nothing does. */
export async function prepare(
  request: IncomingMessage,
  route: Route,
  bytes: Buffer,
  session: Session,
  entry: Draft,
  desk: Desk,
): Promise<Outgoing> {
  const { options } = desk;
  const { endpoint } = route;
  const method = request.method ?? '';
  const asItIs: Outgoing = { body: bytes, isChanged: false, mayReturn: session.vault.size > 0 };
  entry.model = modelOf(undefined, route.target);
  if (options.detects) await lookAtAddress(route.target, entry, desk);
  if (bytes.length === 0) {
    const isQuestion = method === 'GET' || method === 'HEAD';
    if (endpoint?.isMessage === true && !isQuestion) throw new Refusal(400, 'empty_body', 'The request has no body.');
    if (!isQuestion && endpoint === null) throw unknownPath();
    await decide(NOTHING, route, session, entry, desk);
    return asItIs;
  }
  if (!isJson(request.headers['content-type'])) {
    if (endpoint === null) throw unknownPath();
    if (!endpoint.takesFiles) {
      throw new Refusal(
        415,
        'wrong_content_type',
        'The body must be JSON in UTF-8, sent with content-type: application/json.',
      );
    }
    entry.notScanned = { file: bytes.length };
    await decide({ ...NOTHING, unscanned: [{ what: 'file', bytes: bytes.length }] }, route, session, entry, desk);
    return asItIs;
  }
  if (!options.detects) {
    entry.notScanned = { 'detection is off': bytes.length };
    return asItIs;
  }
  const decoded = await decodeBody(bytes, request.headers['content-encoding'] ?? '', options.limits.body);
  if (!isUtf8(decoded)) throw new Refusal(400, 'invalid_utf8', 'The body is not valid UTF-8.');
  const report = await lookAt(decoded, session, desk);
  entry.model = modelOf(report.model, route.target);
  entry.notScanned = counted(report.unscanned.map(({ what, bytes: size }) => [what, size]));
  entry.scanned = report.scannedBytes + report.knownBytes - report.unscanned.reduce((sum, one) => sum + one.bytes, 0);
  entry.found = counted(report.found.map(({ sort }) => [sort, 1]));
  const verdict = await decide(report, route, session, entry, desk);
  if (verdict.action !== 'redact' || report.redacted === decoded) {
    const isStateless = endpoint !== null && endpoint.api !== 'openai-responses';
    return { ...asItIs, mayReturn: asItIs.mayReturn && (!isStateless || carries(decoded, session)) };
  }
  return { body: report.redacted, isChanged: true, mayReturn: true };
}

const NOTHING: Pick<RequestReport, 'found' | 'code' | 'unscanned' | 'labelled' | 'telling'> = {
  found: [],
  code: [],
  unscanned: [],
  labelled: 'public',
  telling: [],
};

function unknownPath(): Refusal {
  return new Refusal(
    404,
    'unknown_path',
    'The gateway knows no such path, and passes only what it can read there: GET, HEAD and JSON.',
  );
}

/** JSON, and no other character set than UTF-8. */
function isJson(type: string | undefined): boolean {
  const [media = '', ...parameters] = (type ?? '').toLowerCase().split(';');
  if (!/^\s*application\/(?:[\w.+-]+\+)?json\s*$/.test(media)) return false;
  return parameters.every((one) => !/^\s*charset\s*=/.test(one) || /=\s*"?utf-?8"?\s*$/.test(one));
}

/** The model in the body; Gemini has it in the path. */
function modelOf(inBody: string | undefined, target: string): string {
  return (/\/models\/([^/:?]+):/.exec(target)?.[1] ?? inBody ?? '').slice(0, 120);
}

/** Where a detector crashed or took too long, nobody looked: the request ends there. */
async function closed<T>(look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    const why =
      error instanceof Error && error.name === 'ScanTimeout' ? 'a detector took too long' : 'a detector failed';
    throw new Refusal(
      500,
      'not_scanned',
      `The request was not sent, since it could not be checked for secrets: ${why}.`,
    );
  }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function lookAt(
  body: Buffer,
  { id, vault, recent }: Session,
  { options, units, hide, labelOf }: Desk,
): Promise<RequestReport> {
  const report = await closed(() =>
    redact(body, { vault, recent, scan: options.scan, cache: units, cacheScope: id, hide, labelOf }),
  );
  if (!('fault' in report)) return report;
  throw new Refusal(400, 'invalid_json', `The body is not valid JSON: ${report.fault} (byte ${report.at}).`);
}

/** Long addresses carry more than a question: a secret there cannot be hidden and put back, so it is refused. */
async function lookAtAddress(target: string, entry: Draft, { options }: Desk): Promise<void> {
  const query = target.indexOf('?');
  // The provider's own key and the names of pages belong there.
  const words =
    query < 0
      ? ''
      : target.slice(query + 1).replace(/(?:^|&)(?:key|access_token|alt|after|before|cursor|page_?token)=[^&]*/gi, '');
  const text = `${query < 0 ? target : target.slice(0, query)} ${words}`;
  if (text.length < 64) return;
  const reports = await closed(() => options.scan([text, unescaped(text)]));
  if (reports.every(({ matches }) => matches.every(({ sort }) => options.policy.detect[sort] === 'allow'))) return;
  entry.action = 'block';
  entry.because = 'Its address contains what must not go out.';
  throw new Refusal(
    403,
    'blocked_by_policy',
    "Blocked by the gateway's policy. The address of the request contains what must not go out.",
  );
}

/** The policy's verdict on a request; throws a refusal where it does not go out. */
async function decide(
  { found, code, unscanned, labelled, telling }: typeof NOTHING,
  { upstream }: Route,
  session: Session,
  entry: Draft,
  { options }: Desk,
): Promise<Verdict> {
  const budget = options.ledger.refusal(entry.who, entry.model, options.now());
  if (budget !== null) {
    entry.action = 'block';
    entry.because = budget;
    throw new Refusal(429, 'budget_used_up', `The gateway's budget is used up: ${budget}`);
  }
  const verdict = judge(
    {
      caller: entry.who,
      upstream,
      model: entry.model,
      sorts: found.map(({ sort }) => sort),
      labelled,
      code: code.map(({ source }) => source),
      unscanned: unscanned.map(({ what }) => what),
    },
    options.policy,
  );
  entry.dataClass = verdict.dataClass;
  entry.action = verdict.action;
  entry.because = verdict.because;
  if (verdict.action === 'ask') return asked(verdict, telling, session, entry, options.ask);
  if (verdict.action === 'block') {
    const where = [...new Set(found.map(({ place }) => place))].slice(0, 3).filter((place) => place !== '');
    const at = where.length === 0 ? '' : ` Look at ${where.join(', ')}.`;
    throw new Refusal(403, 'blocked_by_policy', `Blocked by the gateway's policy. ${verdict.because}${at}`);
  }
  return verdict;
}

/** A yes counts for the messages that were asked about, so that a conversation is asked about once. */
async function asked(
  verdict: Verdict,
  telling: readonly string[],
  { agreed }: Session,
  entry: Draft,
  ask: Desk['options']['ask'],
): Promise<Verdict> {
  if (telling.length > 0 && telling.every((key) => agreed.has(key))) return verdict;
  const to = entry.model === '' ? entry.provider : `${entry.model} at ${entry.provider}`;
  if (
    ask !== undefined &&
    (await ask(`${entry.who.person} (${entry.tool}) to ${to}. ${verdict.because} Send it as it is?`))
  ) {
    for (const key of telling) agreed.add(key);
    return verdict;
  }
  entry.action = 'block';
  const why =
    ask === undefined
      ? 'Somebody has to be asked, and the gateway has no terminal to ask on.'
      : 'Nobody agreed to it at the gateway.';
  throw new Refusal(403, 'blocked_by_policy', `Blocked by the gateway's policy. ${verdict.because} ${why}`);
}

/** Whether a placeholder stands in the body, as where it came back in a tool's arguments. */
function carries(body: Buffer, { vault }: Session): boolean {
  return vault.size > 200 || vault.live.placeholders.some((placeholder) => body.includes(placeholder));
}

function counted(pairs: readonly (readonly [string, number])[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [name, count] of pairs) sums.set(name, (sums.get(name) ?? 0) + count);
  return Object.fromEntries(sums);
}
