import type { Report } from '../../model/report.ts';
import { exitCodeOf, type FailOn } from '../exit-code.ts';
import { coverageOf, type NotRun } from '../not-run.ts';
import { artifactOf, messageOf } from './result.ts';

const DESCRIPTIONS = {
  'analysis/failed': 'An analyzer failed.',
  'analysis/partial': 'Something was understood only in part.',
  'analysis/skipped': 'Something was left out.',
  'analysis/scope': 'A budget ended the search for far-away code; this is not held against the change.',
  'analysis/not-applicable': 'No analyzer applies to these files.',
} as const;

type NotificationId = keyof typeof DESCRIPTIONS;
const IDS = Object.keys(DESCRIPTIONS) as NotificationId[];

/** What a notification can be about. */
export const notificationDescriptors: readonly object[] = IDS.map((id) => ({
  id,
  shortDescription: { text: DESCRIPTIONS[id] },
  fullDescription: { text: DESCRIPTIONS[id] },
  help: { text: 'What was not looked at says nothing: no finding there does not mean that there is none.' },
}));

/** The run as an invocation: what did not run is told here, since no result can. */
export function invocationOf({ run, decision }: Report, failOn: FailOn | undefined): object {
  const coverage = coverageOf(run);
  const notifications = coverage.notRun.map((entry) =>
    notification(
      `analysis/${entry.status}`,
      entry.touchesChange ? (entry.status === 'failed' ? 'error' : 'warning') : 'note',
      sentence(entry),
      entry.paths,
    ),
  );
  if (coverage.filesWithoutAnalyzer.length > 0) {
    const text = DESCRIPTIONS['analysis/not-applicable'];
    notifications.push(notification('analysis/not-applicable', 'note', text, coverage.filesWithoutAnalyzer));
  }
  if (coverage.filesReadInPart.length > 0) {
    const text = `Not every analyzer applies to these files: not ${coverage.notApplying.join(', ')}.`;
    notifications.push(notification('analysis/not-applicable', 'note', text, coverage.filesReadInPart));
  }
  return {
    executionSuccessful: !coverage.notRun.some((entry) => entry.status === 'failed' && entry.touchesChange),
    exitCode: exitCodeOf(decision, failOn),
    exitCodeDescription: decision.empty ? 'nothing to judge' : decision.outcome,
    toolExecutionNotifications: notifications,
  };
}

function notification(id: NotificationId, level: string, text: string, paths: readonly string[]): object {
  return {
    descriptor: { id, index: IDS.indexOf(id) },
    level,
    message: messageOf(text),
    ...(paths.length === 0
      ? {}
      : { locations: paths.map((path) => ({ physicalLocation: { artifactLocation: artifactOf(path) } })) }),
  };
}

function sentence(entry: NotRun): string {
  const what = entry.touchesChange ? 'It touches the change.' : 'It does not touch the change.';
  return `${entry.analyzers.join(', ')}: ${entry.reason}. ${what}`;
}
