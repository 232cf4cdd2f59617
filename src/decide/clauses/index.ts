import type { Clause } from '../clause.ts';
import aiLimits from './ai-limits.ts';
import analysisComplete from './analysis-complete.ts';
import approvals from './approvals.ts';
import approvedAssistants from './approved-assistants.ts';
import completeAndClean from './complete-and-clean.ts';
import criticalAuthors from './critical-authors.ts';
import declaredAssistance from './declared-assistance.ts';
import expression from './expression.ts';
import knownAuthors from './known-authors.ts';
import newFindings from './new-findings.ts';
import noAi from './no-ai.ts';
import requiredSafeguards from './required-safeguards.ts';
import sourcesComplete from './sources-complete.ts';
import unreadFiles from './unread-files.ts';

/** Every clause that a policy may use, by id. */
export const allClauses: readonly Clause[] = [
  aiLimits,
  analysisComplete,
  approvals,
  approvedAssistants,
  completeAndClean,
  criticalAuthors,
  declaredAssistance,
  expression,
  knownAuthors,
  newFindings,
  noAi,
  requiredSafeguards,
  sourcesComplete,
  unreadFiles,
];

/** Asked whatever a policy says: without complete facts no other clause means anything. */
export const unbendingClauses: readonly Clause[] = [analysisComplete, sourcesComplete];
