/** Where the team's policy lies; the one configuration file. */
export const POLICY_PATH = 'countersign.yaml';

/** The policy file that `init` writes: it says what the built-in policy says, so that changing it is editing, not inventing. */
export function starterPolicy(): string {
  return `# yaml-language-server: $schema=https://countersign.dev/schemas/policy-v1.json
version: 1
`;
}
