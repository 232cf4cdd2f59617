/** What is waited where a forge says "too many" and not for how long. */
const UNNAMED = 60_000;

/**
 * Milliseconds that a forge wants to be left alone, null where it does not. GitHub says 403 or 429 with `retry-after`
 * (secondary limits) or with nothing left until `x-ratelimit-reset`; GitLab says 429 with `retry-after` or `ratelimit-reset`.
 */
export function throttledFor(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  body: string,
  now: number,
): number | null {
  if (status !== 403 && status !== 429) return null;
  const after = headers.get('retry-after');
  if (after !== null) {
    const wait = /^\d{1,9}$/.test(after.trim()) ? Number(after) * 1000 : Date.parse(after) - now;
    return Number.isFinite(wait) ? Math.max(0, wait) : UNNAMED;
  }
  const remaining = headers.get('x-ratelimit-remaining') ?? headers.get('ratelimit-remaining');
  const reset = Number(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset') ?? Number.NaN);
  if (remaining === '0' && Number.isFinite(reset)) return Math.max(0, reset * 1000 - now);
  if (status === 429 || /secondary rate limit|abuse detection/i.test(body.slice(0, 2000))) return UNNAMED;
  return null;
}
