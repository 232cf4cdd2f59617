import { canonicalJson } from '../lib/canonical-json.ts';

export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
export const STATEMENT_MEDIA_TYPE = 'application/vnd.in-toto+json';

/** What a statement speaks of: here a commit and its tree, by the ids that git gives them. */
export interface Subject {
  readonly name: string;
  readonly digest: Readonly<Record<string, string>>;
}

/** An in-toto Statement, version 1. */
export interface Statement {
  readonly _type: typeof STATEMENT_TYPE;
  readonly subject: readonly Subject[];
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
}

/** The bytes to be signed: one spelling for each statement, so that two who attest the same agree. */
export function statementBytes(statement: Statement): Uint8Array {
  return Buffer.from(canonicalJson(statement), 'utf8');
}

/** The statement in signed bytes, or one sentence on what is wrong with it. */
export function readStatement(payload: Uint8Array): Statement | { readonly fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return { fault: 'What was signed is not JSON.' };
  }
  if (!isObject(value) || value._type !== STATEMENT_TYPE)
    return { fault: 'What was signed is no in-toto Statement v1.' };
  const { subject, predicateType, predicate } = value;
  if (typeof predicateType !== 'string' || predicateType === '')
    return { fault: 'The statement has no predicateType.' };
  if (!isObject(predicate)) return { fault: 'The statement has no predicate.' };
  if (!Array.isArray(subject) || subject.length === 0) return { fault: 'The statement has no subject.' };
  for (const one of subject as unknown[]) {
    const digest = isObject(one) ? one.digest : undefined;
    if (!isObject(digest) || Object.keys(digest).length === 0) return { fault: 'A subject has no digest.' };
    if (Object.values(digest).some((id) => typeof id !== 'string' || !/^[0-9a-f]{40,128}$/.test(id))) {
      return { fault: 'A subject has a digest that is none.' };
    }
  }
  return value as unknown as Statement;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
