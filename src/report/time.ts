import type { Change } from '../model/change.ts';

/** A commit may claim any time; beyond the year 9999 no reader follows. */
const LAST_TIME = Date.UTC(9999, 11, 31);

/** Time of the newest commit (ISO 8601), for formats that must name one and reports that were told none. */
export function newestTime(change: Change): string {
  const times = change.commits.map((commit) => Date.parse(commit.at)).filter((time) => !Number.isNaN(time));
  return new Date(times.reduce((latest, time) => Math.max(latest, time), 0)).toISOString();
}

/** `2026-01-02T03:04:05`, in UTC without saying so; the beginning of 1970 for what is no time. */
export function secondsOf(moment: string): string {
  const time = Date.parse(moment);
  return new Date(time >= 0 && time <= LAST_TIME ? time : 0).toISOString().slice(0, 19);
}
