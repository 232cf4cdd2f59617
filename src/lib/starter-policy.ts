/** Where the team's policy lies; the one configuration file. */
export const POLICY_PATH = 'countersign.yaml';

/**
 * The policy file that `init` writes: it judges exactly as the built-in policy does, and shows in comments what a team
 * may say. Always the same text for one release, so that a change that brings it unaltered can be recognised.
 */
export function starterPolicy(): string {
  return `# yaml-language-server: $schema=node_modules/countersign/schemas/countersign.schema.json
# What may ship here. A change is judged by this file as it stands in the base of the change, never by its own copy.
# As written, it says what Countersign does without it; \`countersign check\` names the clause behind each reason.
version: 1

# Which code needs the most care; the first that matches decides, before the tiers that come built in.
# tiers:
#   - tier: critical
#     paths: [src/engine/]
#     why: it moves money
#   - tier: contained
#     paths: [tools/]

# Options of clauses, by id; off leaves one out.
# clauses:
#   new-findings: { warning: block }

# Levels (off, note, warning, error) by rule id or glob of ids; the last that matches decides.
# rules:
#   security/weak-randomness: note

# Findings that may stay for a while. Without owner, reason and end a waiver does not count.
# waivers:
#   - covers: security/weak-password-hash in legacy/**
#     owner: lead@example.org
#     reason: goes away with the rewrite
#     expires: 2030-12-31
`;
}
