import { type Endpoint, endpointOf, FAMILIES, type Family } from './api.ts';

/** Where requests go. */
export interface Upstream {
  readonly name: string;
  readonly url: URL;
  readonly family: Family;
}

export interface Route {
  readonly upstream: Upstream;
  /** Path and query to ask the upstream for. */
  readonly target: string;
  readonly endpoint: Endpoint | null;
}

/** The family that a name means; a name of one's own is an OpenAI-compatible server. */
export function familyOf(name: string): Family {
  return (
    FAMILIES.find((family) => name.toLowerCase().includes(family)) ??
    (/claude/i.test(name) ? 'anthropic' : /google/i.test(name) ? 'gemini' : 'openai')
  );
}

/**
 * The upstream for a request: the one whose name is the first step of the path, else by what the path asks for, else by the kind
 * of credential that comes along. Null where none fits. `header` gives a header by its lower-case name.
 */
export function routeOf(
  upstreams: readonly Upstream[],
  target: string,
  header: (name: string) => string | undefined,
): Route | null {
  const query = target.indexOf('?');
  const path = query < 0 ? target : target.slice(0, query);
  const named = upstreams.find(({ name }) => path === `/${name}` || path.startsWith(`/${name}/`));
  if (named !== undefined) {
    const rest = target.slice(named.name.length + 1);
    return routed(named, rest.startsWith('/') ? rest : `/${rest}`);
  }
  const family = endpointFamily(path, header);
  const upstream =
    upstreams.find((one) => one.family === family) ?? (upstreams.length === 1 ? upstreams[0] : undefined);
  return upstream === undefined ? null : routed(upstream, target);
}

function endpointFamily(path: string, header: (name: string) => string | undefined): Family | undefined {
  const isShared = /\/v1\/(?:files|models)(?:\/|$)/.test(path);
  const endpoint = isShared ? null : endpointOf(path);
  if (endpoint !== null) return endpoint.family;
  if (header('anthropic-version') !== undefined || header('x-api-key') !== undefined) return 'anthropic';
  if (header('x-goog-api-key') !== undefined) return 'gemini';
  return header('authorization') === undefined ? undefined : 'openai';
}

/** The upstream's own path comes first; a version that both name is not said twice. */
function routed(upstream: Upstream, target: string): Route {
  const base = upstream.url.pathname.replace(/\/+$/, '');
  const version = /\/v\d+(?:beta|alpha)?$/.exec(base)?.[0];
  const rest = version !== undefined && target.startsWith(`${version}/`) ? target.slice(version.length) : target;
  const query = rest.indexOf('?');
  const path = base + (query < 0 ? rest : rest.slice(0, query));
  const endpoint = endpointOf(path);
  return {
    upstream,
    target: base + rest,
    endpoint: endpoint === null || endpoint.isMessage ? endpoint : { ...endpoint, family: upstream.family },
  };
}
