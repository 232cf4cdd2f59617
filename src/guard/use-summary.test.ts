import { expect, test } from 'vitest';
import type { UseLine } from './use-record.ts';
import { useGroups } from './use-summary.ts';

const line = (part: Partial<UseLine>): UseLine => ({
  version: 1,
  previous: '',
  at: '2026-11-22T10:00:00.000Z',
  who: { person: 'ann', by: 'token' },
  tool: 'claude-cli/2.0',
  provider: 'anthropic',
  model: 'm',
  api: 'anthropic',
  status: 200,
  action: 'allow',
  because: '',
  dataClass: 'public',
  found: {},
  scanned: 10,
  notScanned: {},
  bytesIn: 10,
  bytesOut: 10,
  tokens: { input: 3, output: 2 },
  sent: null,
  milliseconds: 5,
  ...part,
});

test('adds up who uses what, with the most sensitive class and what was not scanned', () => {
  const groups = useGroups([
    line({}),
    line({
      who: { person: 'bo', by: 'token' },
      action: 'redact',
      dataClass: 'secret',
      found: { secret: 2 },
      at: '2026-11-23T10:00:00.000Z',
    }),
    line({ tool: 'codex/1', notScanned: { image: 7 }, tokens: null }),
    line({ provider: '', action: 'refused' }),
  ]);
  expect(groups).toEqual([
    {
      tool: 'claude-cli/2.0',
      provider: 'anthropic',
      model: 'm',
      people: 2,
      requests: 2,
      tokens: { input: 6, output: 4 },
      actions: { allow: 1, redact: 1 },
      dataClass: 'secret',
      found: { secret: 2 },
      notScannedBytes: 0,
      first: '2026-11-22T10:00:00.000Z',
      last: '2026-11-23T10:00:00.000Z',
    },
    expect.objectContaining({ tool: 'codex/1', requests: 1, notScannedBytes: 7, tokens: { input: 0, output: 0 } }),
  ]);
});
