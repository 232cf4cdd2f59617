import { checkText, inOrder } from './policy-fault.ts';
import { type PolicyFileContent, policyFileSchema, policyWords } from './policy-schema.ts';
import { type PolicyFault, parsePolicyText } from './policy-text.ts';

export type GatewayConfig = NonNullable<PolicyFileContent['gateway']>;

/**
 * The `gateway` part of a policy file, or every fault in it with line and column. Import this lazily: it brings the parser along.
 */
export function readGatewayConfig(
  text: string,
): { readonly config: GatewayConfig } | { readonly faults: readonly PolicyFault[] } {
  const parsed = parsePolicyText(text);
  if ('faults' in parsed) return parsed;
  const checked = checkText(parsed, policyFileSchema, policyWords);
  if ('faults' in checked) return checked;
  const config = checked.content.gateway ?? {};
  const faults = wrongReferences(config).map(({ path, message }) => ({
    ...parsed.locate(['gateway', ...path]),
    message,
  }));
  return faults.length > 0 ? { faults: inOrder(faults) } : { config };
}

interface Wrong {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What the schema cannot see: addresses that are none, and names that nobody has. */
function wrongReferences(config: GatewayConfig): Wrong[] {
  const wrong: Wrong[] = [];
  const providers = config.upstreams === undefined ? ['anthropic', 'openai', 'gemini'] : Object.keys(config.upstreams);
  for (const [name, upstream] of Object.entries(config.upstreams ?? {})) {
    const url = typeof upstream === 'string' ? upstream : upstream.url;
    const at = ['upstreams', name, ...(typeof upstream === 'string' ? [] : ['url'])];
    if (!isAddress(url))
      wrong.push({ path: at, message: `${url} is no address that begins with https:// or http://.` });
    if (!/^[A-Za-z0-9][\w.-]*$/.test(name))
      wrong.push({ path: at, message: `${name} cannot be a name of an upstream: it is a step of a path.` });
  }
  const people = new Set((config.people ?? []).map(({ id }) => id));
  const teams = new Set((config.people ?? []).flatMap(({ team }) => team ?? []));
  for (const [i, { tokens = [] }] of (config.people ?? []).entries()) {
    for (const [k, token] of tokens.entries()) {
      if (/^sha256:[0-9a-f]{64}$/.test(token)) continue;
      wrong.push({
        path: ['people', i, 'tokens', k],
        message: 'A token stands here as sha256: and the 64 hex digits of its SHA-256, never as itself.',
      });
    }
  }
  for (const [i, rule] of (config.rules ?? []).entries()) {
    for (const [k, who] of (rule.who ?? []).entries()) {
      const [kind, id = ''] = who.split(/:(.*)/s);
      const isKnown =
        who === '*' ||
        who === 'anonymous' ||
        (kind === 'person' && people.has(id)) ||
        (kind === 'team' && teams.has(id));
      if (!isKnown)
        wrong.push({
          path: ['rules', i, 'who', k],
          message: `${who} is nobody: write person:ID or team:NAME of somebody under people, or anonymous.`,
        });
    }
    for (const [k, provider] of (rule.providers ?? []).entries()) {
      if (!providers.includes(provider))
        wrong.push({ path: ['rules', i, 'providers', k], message: `There is no upstream ${provider}.` });
    }
  }
  for (const [i, { each, name, money, tokens }] of (config.budgets ?? []).entries()) {
    if (money === undefined && tokens === undefined)
      wrong.push({ path: ['budgets', i], message: 'A budget needs tokens or money.' });
    if (money !== undefined && (config.prices ?? []).length === 0) {
      wrong.push({ path: ['budgets', i, 'money'], message: 'A budget of money needs prices.' });
    }
    if (name !== undefined && !(each === 'person' ? people : teams).has(name)) {
      wrong.push({ path: ['budgets', i, 'name'], message: `There is no ${each} ${name} under people.` });
    }
  }
  return wrong;
}

function isAddress(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text);
    return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
  } catch {
    return false;
  }
}
