import { CountersignError } from '../../model/error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The root of an API. Throws `usage/bad-argument` for what a token must not be sent to: plain http but on this machine. */
export function apiAt(address: string, variable: string): URL {
  const fault = (why: string) => new CountersignError('usage/bad-argument', `${variable} ${why}.`);
  if (!URL.canParse(address)) throw fault('is not an address');
  const url = new URL(address);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) throw fault('must begin with https://');
  if (url.username !== '' || url.password !== '') throw fault('must not hold a password');
  return url;
}

/** The first of these variables that is set; an empty one is not. */
export function variable(env: Environment, ...names: readonly string[]): string | undefined {
  return names.map((name) => env[name]).find((value) => value !== undefined && value !== '');
}

/** As `variable`; throws `usage/bad-argument` when none is set. */
export function required(env: Environment, forge: string, ...names: readonly string[]): string {
  const value = variable(env, ...names);
  if (value !== undefined) return value;
  const sentence = `${names.join(' or ')} is not set: --forge ${forge} is for a CI job of that forge.`;
  throw new CountersignError('usage/bad-argument', sentence);
}
