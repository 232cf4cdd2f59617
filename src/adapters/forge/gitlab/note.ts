import type { Requester, Unanswered } from '../request.ts';
import { fields, text, whole } from '../shape.ts';

type Written = { readonly ok: true; readonly sentence: string } | Unanswered;

/** Writes one note, or brings the one that is there up to date: found by its first line and by its author. */
export async function writeNote(api: Requester, root: string, body: string, signal: AbortSignal): Promise<Written> {
  const mark = body.split('\n', 1)[0]!;
  const user = await api.get('user', signal);
  if (!user.ok) return user;
  const own = whole(fields(user.value).id);
  const notes = await api.all(`${root}/notes?per_page=100&sort=asc&order_by=created_at`, signal);
  if (!notes.ok) return notes;
  const standing = notes.items.map(fields).find(({ author, body: written, system }) => {
    return system !== true && whole(fields(author).id) === own && text(written)?.startsWith(mark);
  });
  const id = whole(standing?.id);
  if (id !== undefined) {
    if (standing?.body === body) return { ok: true, sentence: 'its note, which was up to date' };
    const edited = await api.send('PUT', `${root}/notes/${id}`, { body }, signal);
    return edited.ok ? { ok: true, sentence: 'its note, brought up to date' } : edited;
  }
  const created = await api.send('POST', `${root}/notes`, { body }, signal);
  return created.ok ? { ok: true, sentence: 'a note' } : created;
}
