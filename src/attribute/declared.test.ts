import { describe, expect, it } from 'vitest';
import type { Commit, Person } from '../model/change.ts';
import { declaredBy, declaredTools } from './declared.ts';

const ANN: Person = { name: 'Ann', email: 'ann@company.example' };
const commit = (author: Person = ANN, committer: Person = author): Commit => ({
  sha: '0'.repeat(40),
  author,
  committer,
  at: '2026-01-01T00:00:00Z',
});
const said = (trailers: string, author?: Person) => declaredBy(commit(author), `Title\n\nBody.\n\n${trailers}\n`);

describe('what a commit declares', () => {
  it.each([
    ['Co-Authored-By: Claude <noreply@anthropic.com>', { tool: 'claude' }],
    ['Co-Authored-By: Claude Opus 4.5 <noreply@anthropic.com>', { tool: 'claude', model: 'Claude Opus 4.5' }],
    ['co-authored-by: Cursor <CursorAgent@cursor.com>', { tool: 'cursor' }],
    ['Made-with: Cursor', { tool: 'cursor' }],
    ['Co-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>', { tool: 'copilot' }],
    ['Co-authored-by: aider (gpt-4o) <aider@aider.chat>', { tool: 'aider', model: 'gpt-4o' }],
    ['Assisted-by: Claude:claude-opus-4-6 coccinelle sparse', { tool: 'claude', model: 'claude-opus-4-6' }],
    ['Assisted-by: Crush <crush@charm.land>', { tool: 'crush' }],
    ['Assisted-by: ChatGPT', { tool: 'chatgpt' }],
    ['Generated-by: Claude Code', { tool: 'claude' }],
    ['AI-assisted: yes', {}],
    ['Claude-Session: https://claude.ai/code/s1', { tool: 'claude', session: 'https://claude.ai/code/s1' }],
    ['🤖 Generated with [Claude Code](https://claude.com/claude-code)', { tool: 'claude' }],
    [
      '🤖 Generated with [Claude Code](https://claude.com/claude-code)\n\nCo-Authored-By: Claude Sonnet 5 <noreply@anthropic.com>',
      { tool: 'claude', model: 'Claude Sonnet 5' },
    ],
    [
      'Claude-Session: s1\nCo-Authored-By: Claude Sonnet 5 <noreply@anthropic.com>',
      { tool: 'claude', model: 'Claude Sonnet 5', session: 's1' },
    ],
  ])('reads help, not lines, from %s', (trailers, expected) => {
    expect(said(trailers)).toEqual({ contributor: 'mixed', source: 'trailer', ...expected });
  });

  it.each([
    'Co-authored-by: Claude Dupont <claude@company.example>',
    'Co-authored-by: Devin <devin@company.example>',
    'Co-authored-by: HonkingGoose <34918129+HonkingGoose@users.noreply.github.com>',
    'Co-authored-by: Piotr <piotr@droidsonroids.pl>',
    'Co-authored-by: X <x+claude-code@company.example>',
    'Co-authored-by: X <noreply@anthropic.com.company.example>',
    'Co-authored-by: noreply@anthropic.com <x@company.example>',
    'Reviewed-by: Claude <noreply@anthropic.com>',
    'Assisted-by: Claude',
    'Assisted-by: Devin',
    'Assisted-by: Claude Dupont <claude@company.example>',
    'Generated-by: protoc 3.21',
    'AI-assisted: no',
    'Made-with: Cursor and love',
    'This follows what Claude said about 🤖 Generated with [Claude Code](https://claude.com/claude-code)',
    'Co-Authored-By: Claude <noreply@anthropic.com>\n\nThat trailer is no longer written.',
  ])('takes nothing from %s', (trailers) => {
    expect(said(trailers)).toBeUndefined();
  });

  it('takes nothing from a message that talks about assistants', () => {
    const message = 'Block Claude, Copilot and cursoragent@cursor.com\n\nnoreply@anthropic.com is no person.\n';
    expect(declaredBy(commit(), message)).toBeUndefined();
  });

  it('gives the whole commit to an assistant that is its author', () => {
    const devin = { name: 'x', email: '158243242+devin-ai-integration[bot]@users.noreply.github.com' };
    expect(said('Co-authored-by: Ann <ann@company.example>', devin)).toEqual({
      contributor: 'ai',
      source: 'author',
      tool: 'devin',
    });
    expect(said('Closes: #1', { name: 'Ann (aider)', email: ANN.email })).toMatchObject({
      contributor: 'ai',
      tool: 'aider',
    });
  });

  it('does not take a person by name, nor changes that aider only committed', () => {
    expect(said('Closes: #1', { name: 'Claude', email: 'claude@company.example' })).toBeUndefined();
    expect(declaredBy(commit(ANN, { name: 'Ann (aider)', email: ANN.email }), 'Title\n')).toBeUndefined();
  });

  it('names a bot as tool without calling it a person or an AI', () => {
    const bot = { name: 'dependabot[bot]', email: '49699333+dependabot[bot]@users.noreply.github.com' };
    expect(said('Closes: #1', bot)).toEqual({ contributor: 'unknown', source: 'author', tool: 'dependabot' });
  });

  it('keeps control characters and endless names away from the terminal', () => {
    const { model } = said(`Co-authored-by: aider (${'\u001b[31m'}${'m'.repeat(9999)}) <aider@aider.chat>`) ?? {};
    expect(model?.length).toBeLessThanOrEqual(120);
    expect(model).not.toContain('\u001b');
  });

  it('lists every tool that is named', () => {
    const message = 'T\n\nMade-with: Cursor\nCo-authored-by: Claude <noreply@anthropic.com>\n';
    expect([...declaredTools(commit(), message)]).toEqual(['cursor', 'claude']);
  });
});
