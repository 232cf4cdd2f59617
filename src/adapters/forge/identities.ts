import type { Change } from '../../model/change.ts';

/**
 * Who wrote the change, by account of a forge. A forge names people by account and git by address, so that an author who
 * approves from another name of the same person is found: by the forge's own link, and by addresses that hold the account.
 */
export class Authors {
  readonly #accounts = new Map<string, string>();

  constructor(change: Pick<Change, 'commits'>) {
    for (const { author, committer, trailers = [] } of change.commits) {
      for (const { email } of [author, committer]) this.#addAddress(email);
      for (const { key, value } of trailers) {
        const email = /^co-authored-by$/i.test(key) ? /<([^<>]+)>\s*$/.exec(value)?.[1] : undefined;
        if (email !== undefined) this.#addAddress(email);
      }
    }
  }

  /** The forge says that this account has this address. */
  add(account: string, email: string): void {
    this.#accounts.set(account.toLowerCase(), email);
  }

  /** The address under which the account wrote a part of the change; else undefined. */
  of(account: string): string | undefined {
    return this.#accounts.get(account.toLowerCase());
  }

  /** `123+name@users.noreply.github.com` and `123-name@users.noreply.gitlab.com` belong to the account `name`. */
  #addAddress(email: string): void {
    const account = /^(?:\d+[+-])?([^@+]+)@users\.noreply\.[^@]+$/i.exec(email)?.[1];
    if (account !== undefined) this.add(account, email);
  }
}
