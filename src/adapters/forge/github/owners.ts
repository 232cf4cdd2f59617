import { type Ownership, ownedBy, readCodeOwners } from '../code-owners.ts';
import type { Requester, Unanswered } from '../request.ts';
import { fields, text } from '../shape.ts';

/** Where GitHub looks for it; the first that is there counts. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
const MOST_QUESTIONS = 40;

/** What each account owns by the CODEOWNERS file of the base. */
export interface Owners {
  of(login: string, signal: AbortSignal): Promise<readonly string[]>;
}

/** Reads the file as the base has it: that of the change itself gives nobody a say. */
export async function githubOwners(
  api: Requester,
  repository: string,
  base: string,
  signal: AbortSignal,
): Promise<Owners | Unanswered> {
  const read = await codeOwnersAt(api, repository, base, signal);
  if ('ok' in read) return read;
  const teams = [...new Set(read.lines.flatMap(({ owners }) => owners.filter((owner) => owner.includes('/'))))];
  let questions = MOST_QUESTIONS;
  // Whose members the token may not see: those who are asked about stay no owners.
  const hidden = new Set<string>();
  return {
    async of(login, inner) {
      const names = new Set([`@${login.toLowerCase()}`]);
      for (const team of teams) {
        const [organisation, slug] = team.slice(1).split('/');
        if (hidden.has(team)) continue;
        if (questions === 0 || organisation === undefined || slug === undefined) break;
        questions--;
        const path = ['orgs', organisation, 'teams', slug, 'memberships', login].map(encodeURIComponent).join('/');
        const reply = await api.get(path, inner);
        if (reply.ok && fields(reply.value).state === 'active') names.add(team);
        if (!reply.ok && reply.status !== 404) hidden.add(team);
      }
      return ownedBy(read.lines, names);
    },
  };
}

async function codeOwnersAt(
  api: Requester,
  repository: string,
  base: string,
  signal: AbortSignal,
): Promise<{ readonly lines: readonly Ownership[] } | Unanswered> {
  for (const place of PLACES) {
    const reply = await api.get(`repos/${repository}/contents/${place}?ref=${base}`, signal);
    if (!reply.ok && reply.status === 404) continue;
    if (!reply.ok) return reply;
    const { content, encoding } = fields(reply.value);
    if (encoding !== 'base64') continue;
    return { lines: readCodeOwners(Buffer.from(text(content) ?? '', 'base64').toString('utf8')) };
  }
  return { lines: [] };
}
