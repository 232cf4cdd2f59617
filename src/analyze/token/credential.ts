import { defineRule, type Example, type RuleSpec } from '../rule.ts';
import type { SecretFormat } from './format.ts';
import { secrets } from './secret.ts';

interface CredentialSpec {
  readonly id: string;
  /** Whose keys these are. */
  readonly provider: string;
  /** Where a key is withdrawn, as the end of a sentence: `in the account's API settings`. */
  readonly revoke?: string;
  readonly formats: readonly SecretFormat[];
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
}

/** The rule about one provider's keys: what is the same for all of them is said here once. */
export function credential({ id, provider, revoke, formats, bad, good }: CredentialSpec): RuleSpec {
  return defineRule({
    id,
    title: `Credential for ${provider} in the code`,
    level: 'error',
    why: `Whoever reads the repository, now or in its history, can act at ${provider} in your name.`,
    fix: `Withdraw the key${revoke ? ` ${revoke}` : ` at ${provider}`}, then read the new one from the environment or a secret store.`,
    cwe: [798],
    languages: 'any',
    inTests: true,
    detect: secrets(...formats),
    bad,
    good,
  });
}
