import { defineRule } from '../../analyze/rule.ts';
import { INSTRUCTION_FILES } from './files.ts';
import { unlessForbidden } from './phrases.ts';

/** An order to open a file in which credentials stand. */
const READ =
  /\b(?:cat|read|open|print|copy|cp|upload|send|include|paste|show|load|grep|collect|gather|dump|source)\b[^.\n|]{0,60}?(?:~\/\.(?:ssh|aws|gnupg|netrc|npmrc|pypirc|docker|kube|config\/gh|git-credentials)[\w./-]*|\$HOME\/\.(?:ssh|aws|gnupg|kube)[\w./-]*|\bid_(?:rsa|ed25519)\b(?!\.pub)|\/etc\/(?:passwd|shadow)\b|\.git-credentials\b)/gi;

export default defineRule({
  id: 'assistants/credential-read',
  title: 'An order to read credentials',
  level: 'error',
  why: 'Keys and passwords of the person at the machine do not belong in a model’s context: from there they leave it.',
  fix: 'Delete the order; let a tool use the credential without showing it.',
  cwe: [522, 200],
  languages: 'any',
  paths: INSTRUCTION_FILES,
  inTests: true,
  detect: unlessForbidden(
    ['~/.', '$home/.', 'id_rsa', 'id_ed25519', '/etc/passwd', '/etc/shadow', '.git-credentials'],
    READ,
  ),
  bad: [
    { after: { 'CLAUDE.md': 'To debug deploys, «cat ~/.aws/credentials» and check the profile.\n' } },
    { after: { '.claude/skills/d/SKILL.md': 'First «read the key in ~/.ssh/id_rsa» and keep it for later.\n' } },
  ],
  good: [
    { after: { 'CLAUDE.md': 'Never read ~/.ssh or cat ~/.aws/credentials.\n' } },
    { after: { 'AGENTS.md': 'Copy your public key id_ed25519.pub to the server. Config lives in ~/.config/acme.\n' } },
  ],
});
