import { describe, expect, it } from 'vitest';
import { createLedger, UseReader } from './budget.ts';

const ann = { person: 'ann', team: 'pay', by: 'token' } as const;
const bo = { person: 'bo', team: 'pay', by: 'token' } as const;
const monday = new Date('2026-11-16T10:00:00Z');
const sunday = new Date('2026-11-22T23:59:00Z');

describe('createLedger', () => {
  it('counts tokens for each person, and begins anew with each period', () => {
    const ledger = createLedger([{ each: 'person', per: 'week', tokens: 100 }], []);
    ledger.spend(ann, 'm', { input: 60, output: 40 }, monday);
    expect(ledger.refusal(ann, 'm', sunday)).toBe('ann has used 100 of 100 tokens a week.');
    expect(ledger.refusal(bo, 'm', sunday)).toBeNull();
    expect(ledger.refusal(ann, 'm', new Date('2026-11-23T00:00:00Z'))).toBeNull();
  });

  it('counts money for a team by the price of each model, and knows no free model', () => {
    const ledger = createLedger(
      [{ each: 'team', name: 'pay', per: 'month', money: 1 }],
      [{ models: ['big-*'], input: 10, output: 50 }],
    );
    expect(ledger.refusal(ann, 'small', monday)).toMatch(/no price for small/);
    ledger.spend(ann, 'big-1', { input: 50_000, output: 0 }, monday);
    expect(ledger.refusal(bo, 'big-1', monday)).toBeNull();
    ledger.spend(bo, 'big-1', { input: 0, output: 10_000 }, monday);
    expect(ledger.refusal(ann, 'big-1', monday)).toBe('pay has used 1.00 of 1.00 a month.');
    expect(ledger.refusal({ person: 'eve', by: 'nothing' }, 'big-1', monday)).toBeNull();
  });
});

describe('UseReader', () => {
  const read = (text: string, size: number) => {
    const reader = new UseReader();
    for (let at = 0; at < text.length; at += size) reader.push(Buffer.from(text.slice(at, at + size)));
    return reader.use;
  };

  it.each([
    ['{"usage":{"input_tokens":12,"cache_read_input_tokens":100,"output_tokens":7}}', { input: 112, output: 7 }],
    ['{"usage":{"prompt_tokens": 12,"completion_tokens": 7,"total_tokens":19}}', { input: 12, output: 7 }],
    [
      '{"usageMetadata":{"promptTokenCount":12,"candidatesTokenCount":5,"thoughtsTokenCount":2}}',
      { input: 12, output: 7 },
    ],
    [
      'data: {"usage":{"input_tokens":12,"output_tokens":1}}\n\ndata: {"usage":{"output_tokens":7}}\n\n',
      { input: 12, output: 7 },
    ],
    ['{"text":"say \\"output_tokens\\": 999"}', null],
  ])('reads %s however it is cut', (text, use) => {
    for (const size of [1, 7, 1_000]) expect(read(text, size)).toEqual(use);
  });
});
