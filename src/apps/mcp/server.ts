import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { VERSION } from '../../lib/version.ts';
import { QUOTING } from '../../report/quoted.ts';
import type { Desk } from './desk.ts';
import { addTool } from './tool.ts';
import { checkChange } from './tools/check-change.ts';
import { explainRule } from './tools/explain-rule.ts';
import { packageReal } from './tools/package-real.ts';
import { policyHere } from './tools/policy-here.ts';
import { reviewPlan } from './tools/review-plan.ts';
import { whoWrote } from './tools/who-wrote.ts';

const INSTRUCTIONS = `Countersign judges changes to this repository. Ask policy_here before you edit, check_change when you are done, explain_rule for a finding that you do not understand, package_real before you add a dependency. ${QUOTING}`;

/** The server with its tools; none of them writes, runs anything of the repository, or reaches a network. */
export function createServer(desk: Desk): McpServer {
  const server = new McpServer({ name: 'countersign', version: VERSION }, { instructions: INSTRUCTIONS });
  addTool(server, desk, checkChange);
  addTool(server, desk, explainRule);
  addTool(server, desk, policyHere);
  addTool(server, desk, whoWrote);
  addTool(server, desk, packageReal);
  addTool(server, desk, reviewPlan);
  return server;
}
