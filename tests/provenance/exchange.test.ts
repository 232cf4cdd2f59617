import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { countersign } from './command.ts';
import { shape, started } from './story.ts';
import { linesOf, type Workshop } from './workshop.ts';

type Attributed = { contributor: string; tool?: string; basis: string; source?: string; model?: string };

async function blamed(shop: Workshop, path: string): Promise<Attributed[]> {
  const { out } = await countersign(shop.path, 'blame', path, '--format', 'json');
  return JSON.parse(out).attributions;
}

describe('import', () => {
  it('keeps what trailers declared when a forge squashes them away, and calls it declared', async () => {
    const shop = await started();
    shop.git('checkout', '-qb', 'feature');
    shop.person({ 'a.ts': linesOf('a', 4) });
    shop.commit('One\n\nCo-authored-by: Claude Opus 4.5 <noreply@anthropic.com>');
    shop.person({ 'b.ts': linesOf('b', 4) });
    shop.commit('Two', '--author=aider (aider) <ada@example.com>');
    shop.person({ 'c.ts': linesOf('c', 4) });
    shop.commit('Three');
    const { out } = await countersign(shop.path, 'provenance', 'import', '--from', 'trailers');
    expect(out).toBe('Imported the records of 2 commits.\n');
    shop.git('checkout', '-q', 'main');
    shop.git('merge', '-q', '--squash', 'feature');
    shop.commit('Squashed');
    await countersign(shop.path, 'provenance', 'recover');
    expect(await blamed(shop, 'a.ts')).toMatchObject([{ contributor: 'mixed', tool: 'claude', basis: 'declared' }]);
    expect(await blamed(shop, 'b.ts')).toMatchObject([{ contributor: 'ai', tool: 'aider', basis: 'declared' }]);
    expect(await blamed(shop, 'c.ts')).toMatchObject([{ contributor: 'unknown' }]);
    expect((await countersign(shop.path, 'provenance', 'export', '--to', 'git-ai')).out).toContain('Wrote 0 notes');
  });

  it('takes the commits of aider alone', async () => {
    const shop = await started();
    shop.person({ 'a.ts': linesOf('a', 4) });
    shop.commit('One\n\nCo-authored-by: aider (gpt-5) <aider@aider.chat>');
    shop.person({ 'b.ts': linesOf('b', 4) });
    shop.commit('Two\n\nCo-authored-by: Claude <noreply@anthropic.com>');
    expect((await countersign(shop.path, 'provenance', 'import', '--from', 'aider')).out).toContain('1 commits');
    expect(await blamed(shop, 'a.ts')).toMatchObject([{ tool: 'aider', model: 'gpt-5', basis: 'declared' }]);
  });

  it('reads the checkpoints of Entire: whole files that nobody else touched, or help', async () => {
    const shop = await started();
    shop.git('checkout', '-q', '--orphan', 'entire/checkpoints/v1');
    shop.git('rm', '-rqf', '.');
    const session = (human: number) => ({
      session_id: 'conversation',
      agent: 'Claude Code',
      files_touched: human === 0 ? ['a.ts'] : ['b.ts', 'gone.ts'],
      initial_attribution: { agent_lines: 4, human_added: human, human_modified: 0 },
    });
    shop.person({
      'ab/cdef012345/metadata.json': JSON.stringify({ checkpoint_id: 'abcdef012345', files_touched: ['a.ts'] }),
      'ab/cdef012345/0/metadata.json': JSON.stringify(session(0)),
      'ab/cdef012345/1/metadata.json': JSON.stringify(session(3)),
      'ab/cdef012345/2/metadata.json': '{"agent": "Gem',
    });
    shop.commit('Checkpoint');
    shop.git('checkout', '-q', 'main');
    shop.person({ 'a.ts': linesOf('a', 4), 'b.ts': linesOf('b', 4), 'c.ts': linesOf('c', 2) });
    shop.commit('Work\n\nEntire-Checkpoint: abcdef012345');
    shop.person({ 'd.ts': linesOf('d', 2) });
    shop.commit('More\n\nEntire-Checkpoint: 000000000000');
    const { out, err } = await countersign(shop.path, 'provenance', 'import', '--from', 'entire');
    expect(out).toBe('Imported the records of 1 commits.\n');
    expect(err).toContain('is not on the branch');
    expect(await blamed(shop, 'a.ts')).toMatchObject([{ contributor: 'ai', tool: 'claude', source: 'trace' }]);
    expect(await blamed(shop, 'b.ts')).toMatchObject([{ contributor: 'mixed', tool: 'claude', basis: 'declared' }]);
    expect(await blamed(shop, 'c.ts')).toMatchObject([{ contributor: 'unknown' }]);
  });

  it('reads coding sessions of Chainloop: line ranges go to the commits that brought the lines', async () => {
    const shop = await started();
    shop.person({ 'a.ts': linesOf('a', 4) });
    const one = shop.commit('One');
    shop.person({ 'a.ts': linesOf('up', 2) + linesOf('a', 4), 'b.ts': linesOf('b', 3) });
    const two = shop.commit('Two');
    const session = {
      schema_version: '0.1',
      agent: { name: 'claude-code' },
      session: { id: 'sess-1', started_at: '2026-01-15T10:00:00Z', duration_seconds: 9 },
      git_context: { start_commit: one, commits: [{ sha: one }, { sha: two }] },
      model: { primary: 'some-model' },
      code_changes: {
        files: [
          { path: 'a.ts', status: 'modified', attribution: 'ai', line_ranges: [{ start: 2, end: 4 }, { start: 9 }] },
          { path: 'b.ts', status: 'created', attribution: 'ai' },
          { path: 'base.ts', status: 'modified', attribution: 'human', line_ranges: [{ start: 1, end: 2 }] },
        ],
      },
    };
    writeFileSync(join(shop.path, 'session.json'), JSON.stringify({ schema: 'x', data: session }));
    writeFileSync(join(shop.path, 'other.json'), '[1]');
    const { out, err } = await countersign(
      shop.path,
      ...['provenance', 'import', 'session.json', 'other.json', '--from', 'chainloop'],
    );
    expect(out).toBe('Imported the records of 2 commits.\n');
    expect(err).toContain('other.json is not an AI_CODING_SESSION document');
    expect(shape(await shop.authors('a.ts'))).toBe('?*1 claude*3 ?*2');
    expect(await blamed(shop, 'b.ts')).toMatchObject([{ contributor: 'mixed', basis: 'declared', source: 'trace' }]);
    expect((await countersign(shop.path, 'provenance', 'import', '--from', 'chainloop')).code).toBe(2);
  });
});

/** What SPDX 2.3 asks of the parts that are used, in our own words. */
const text = { type: 'string', minLength: 1 };
const reference = { type: 'string', pattern: '^SPDXRef-[a-zA-Z0-9.-]+$' };
const pointer = {
  type: 'object',
  required: ['reference'],
  properties: { reference, offset: { type: 'integer', minimum: 1 }, lineNumber: { type: 'integer', minimum: 1 } },
  additionalProperties: false,
};
const object = (properties: Record<string, object>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  additionalProperties: false,
});
const list = (items: object) => ({ type: 'array', minItems: 1, items });
const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' };
const SPDX = object({
  spdxVersion: { const: 'SPDX-2.3' },
  dataLicense: { const: 'CC0-1.0' },
  SPDXID: { const: 'SPDXRef-DOCUMENT' },
  name: text,
  documentNamespace: { type: 'string', pattern: '^[a-z]+:[^#\\s]+$' },
  creationInfo: object({ created: time, creators: list({ type: 'string', pattern: '^Tool: \\S+-\\S+$' }) }),
  relationships: list(
    object({ spdxElementId: reference, relationshipType: { const: 'DESCRIBES' }, relatedSpdxElement: reference }),
  ),
  files: list(
    object({
      SPDXID: reference,
      fileName: { type: 'string', pattern: '^\\./' },
      checksums: list(
        object({ algorithm: { const: 'SHA1' }, checksumValue: { type: 'string', pattern: '^[0-9a-f]{40}$' } }),
      ),
      licenseConcluded: text,
      licenseInfoInFiles: list(text),
      copyrightText: text,
    }),
  ),
  snippets: list(
    object({
      SPDXID: reference,
      name: text,
      snippetFromFile: reference,
      ranges: list(object({ startPointer: pointer, endPointer: pointer })),
      licenseConcluded: text,
      licenseInfoInSnippets: list(text),
      copyrightText: text,
      annotations: list(
        object({ annotationDate: time, annotationType: { const: 'OTHER' }, annotator: text, comment: text }),
      ),
    }),
  ),
});

describe('export', () => {
  it('says as SPDX snippets which lines are of assistants, in lines and bytes', async () => {
    const shop = await started();
    await shop.assistant('claude', { 'src/a b.ts': linesOf('a', 2) });
    shop.commit('One');
    shop.person({ 'src/a b.ts': `const p = 1;\n${linesOf('a', 2)}` });
    shop.commit('Two');
    await countersign(shop.path, 'provenance', 'record');
    const { out } = await countersign(shop.path, 'provenance', 'export', '--to', 'spdx');
    const document = JSON.parse(out);
    const ajv = new Ajv();
    expect(ajv.validate(SPDX, document), ajv.errorsText()).toBe(true);
    const [snippet] = document.snippets;
    const content = Buffer.from(shop.read('src/a b.ts'));
    const [bytes, lines] = snippet.ranges;
    expect([lines.startPointer.lineNumber, lines.endPointer.lineNumber]).toEqual([2, 3]);
    const cut = content.subarray(bytes.startPointer.offset - 1, bytes.endPointer.offset).toString();
    expect(cut).toBe(linesOf('a', 2));
    expect(snippet.annotations[0].comment).toContain('claude');
    expect(document.snippets).toHaveLength(1);
    expect((await countersign(shop.path, 'provenance', 'export', '--to', 'spdx')).out).toBe(out);
  });
});
