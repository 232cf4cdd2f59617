import type { Annotation, Publication } from '../../../model/forge.ts';
import type { Requester, Unanswered } from '../request.ts';
import { fields, whole } from '../shape.ts';

/** GitHub takes no more annotations in one request, and shows few of many. */
const PER_REQUEST = 50;
const MOST_ANNOTATIONS = 500;
const LONGEST_TITLE = 255;
const LONGEST_MESSAGE = 8_000;
const LONGEST_STATUS = 140;

const LEVELS = { error: 'failure', warning: 'warning', note: 'notice' } as const;

type Shown = { readonly ok: true; readonly sentence: string } | Unanswered;

/**
 * Shows the verdict as a check of the commit, with annotations in as many requests as they need. A review is neutral: a
 * person reviews anyway. A token that is no app's may not write checks; then it is a status, which has no annotations.
 */
export async function showCheck(
  api: Requester,
  repository: string,
  publication: Publication,
  signal: AbortSignal,
): Promise<Shown> {
  const { annotations, comment, head, title } = publication;
  const shown = annotations.slice(0, MOST_ANNOTATIONS).map(annotationOf);
  const batches: unknown[][] = [];
  for (let at = 0; at < shown.length; at += PER_REQUEST) batches.push(shown.slice(at, at + PER_REQUEST));
  const output = (batch: unknown[] = []) => ({
    title: title.slice(0, LONGEST_TITLE),
    summary: comment,
    annotations: batch,
  });
  const first = await api.send(
    'POST',
    `repos/${repository}/check-runs`,
    {
      name: 'Countersign',
      head_sha: head,
      status: 'completed',
      conclusion: conclusionOf(publication),
      output: output(batches[0]),
    },
    signal,
  );
  if (!first.ok) {
    if (first.status === 403 || first.status === 404) return showStatus(api, repository, publication, first, signal);
    return first;
  }
  const id = whole(fields(first.value).id);
  let written = batches[0]?.length ?? 0;
  for (const batch of batches.slice(1)) {
    if (id === undefined) break;
    const more = await api.send('PATCH', `repos/${repository}/check-runs/${id}`, { output: output(batch) }, signal);
    if (!more.ok) break;
    written += batch.length;
  }
  const left = annotations.length - written;
  const rest = left > 0 ? `; ${left} more could not be shown beside the code` : '';
  return { ok: true, sentence: `a check with ${written} annotation${written === 1 ? '' : 's'}${rest}` };
}

async function showStatus(
  api: Requester,
  repository: string,
  { outcome, empty, head, title }: Publication,
  refused: Unanswered,
  signal: AbortSignal,
): Promise<Shown> {
  const status = { context: 'countersign', state: empty || outcome !== 'block' ? 'success' : 'failure' };
  const body = { ...status, description: title.slice(0, LONGEST_STATUS) };
  const reply = await api.send('POST', `repos/${repository}/statuses/${head}`, body, signal);
  return reply.ok ? { ok: true, sentence: 'a status; this token may not write a check with annotations' } : refused;
}

function conclusionOf({ outcome, empty }: Publication): 'success' | 'neutral' | 'failure' {
  if (empty || outcome === 'ship') return 'success';
  return outcome === 'block' ? 'failure' : 'neutral';
}

function annotationOf({ path, startLine, endLine, level, title, message }: Annotation) {
  return {
    path,
    start_line: startLine,
    end_line: endLine,
    annotation_level: LEVELS[level],
    title: title.slice(0, LONGEST_TITLE),
    message: message.slice(0, LONGEST_MESSAGE),
  };
}
