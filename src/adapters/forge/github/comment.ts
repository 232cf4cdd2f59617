import type { Requester, Unanswered } from '../request.ts';
import { fields, text, whole } from '../shape.ts';

/** The name of the account behind the token that a job gets, which may not ask for its own name. */
const JOB_ACCOUNT = 'github-actions[bot]';

type Written = { readonly ok: true; readonly sentence: string } | Unanswered;

/**
 * Writes one comment, or brings the one that is there up to date. It is found by its first line and by its author: a
 * stranger's comment that begins alike is left alone.
 */
export async function writeComment(
  api: Requester,
  repository: string,
  pull: number,
  body: string,
  signal: AbortSignal,
): Promise<Written> {
  const mark = body.split('\n', 1)[0]!;
  const comments = await api.all(`repos/${repository}/issues/${pull}/comments?per_page=100`, signal);
  if (!comments.ok) return comments;
  const user = await api.get('user', signal);
  const own = ((user.ok ? text(fields(user.value).login) : undefined) ?? JOB_ACCOUNT).toLowerCase();
  const standing = comments.items.map(fields).find((comment) => {
    const by = text(fields(comment.user).login)?.toLowerCase();
    return by === own && text(comment.body)?.startsWith(mark);
  });
  const id = whole(standing?.id);
  if (id !== undefined) {
    if (standing?.body === body) return { ok: true, sentence: 'its comment, which was up to date' };
    const edited = await api.send('PATCH', `repos/${repository}/issues/comments/${id}`, { body }, signal);
    return edited.ok ? { ok: true, sentence: 'its comment, brought up to date' } : edited;
  }
  const created = await api.send('POST', `repos/${repository}/issues/${pull}/comments`, { body }, signal);
  return created.ok ? { ok: true, sentence: 'a comment' } : created;
}
