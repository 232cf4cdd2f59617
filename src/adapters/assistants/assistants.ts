import { readClaude } from './claude.ts';
import { readCline } from './cline.ts';
import { readCodex } from './codex.ts';
import { readCopilot } from './copilot.ts';
import { readCursor } from './cursor.ts';
import { readGemini } from './gemini.ts';
import { readGeneric } from './generic.ts';
import { readOpenCode } from './opencode.ts';
import type { PayloadReader } from './payload.ts';
import { readWindsurf } from './windsurf.ts';

/** Readers by the name that the command line uses, and by the names people also write. */
export const PAYLOAD_READERS: ReadonlyMap<string, PayloadReader> = new Map([
  ['claude', readClaude],
  ['claude-code', readClaude],
  ['codex', readCodex],
  ['gemini', readGemini],
  ['gemini-cli', readGemini],
  ['copilot', readCopilot],
  ['copilot-cli', readCopilot],
  ['cursor', readCursor],
  ['windsurf', readWindsurf],
  ['cline', readCline],
  ['opencode', readOpenCode],
  ['generic', readGeneric],
]);
