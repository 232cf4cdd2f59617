import type { Clause } from '../clause.ts';
import analysisComplete from './analysis-complete.ts';
import completeAndClean from './complete-and-clean.ts';
import criticalAuthors from './critical-authors.ts';
import newFindings from './new-findings.ts';
import sourcesComplete from './sources-complete.ts';
import unreadFiles from './unread-files.ts';

/** Every clause that a policy may use, by id. */
export const allClauses: readonly Clause[] = [
  analysisComplete,
  completeAndClean,
  criticalAuthors,
  newFindings,
  sourcesComplete,
  unreadFiles,
];

/** Asked whatever a policy says: without complete facts no other clause means anything. */
export const unbendingClauses: readonly Clause[] = [analysisComplete, sourcesComplete];
