import { describe, expect, it } from 'vitest';
import { type AccessPolicy, ANONYMOUS, DEFAULT_POLICY, judge, pathLabels, type RequestFacts } from './policy.ts';

const facts: RequestFacts = {
  caller: ANONYMOUS,
  upstream: { name: 'openai' },
  model: 'gpt-x',
  sorts: [],
  labelled: 'public',
  code: [],
  unscanned: [],
};
const ann = { person: 'ann', team: 'pay', by: 'token' } as const;
const policy = (part: Partial<AccessPolicy>): AccessPolicy => ({ ...DEFAULT_POLICY, ...part });
const action = (part: Partial<RequestFacts>, of: Partial<AccessPolicy> = {}) =>
  judge({ ...facts, ...part }, policy(of)).action;

describe('judge', () => {
  it('without configuration hides secrets, blocks confidential code, and lets the rest pass', () => {
    expect(action({})).toBe('allow');
    expect(action({ sorts: ['card', 'secret'] })).toBe('redact');
    expect(action({ code: ['vault'] })).toBe('block');
    expect(action({ unscanned: ['image'] })).toBe('allow');
  });

  it('takes the strictest of what is found', () => {
    const detect = { secret: 'block', card: 'ask', iban: 'redact', email: 'allow' } as const;
    expect(action({ sorts: ['email'] }, { detect })).toBe('allow');
    expect(action({ sorts: ['email', 'iban'] }, { detect })).toBe('redact');
    expect(action({ sorts: ['iban', 'card'] }, { detect })).toBe('ask');
    expect(action({ sorts: ['card', 'secret'] }, { detect })).toBe('block');
  });

  it('lets the first rule that fits decide: who, provider, model and class', () => {
    const rules: AccessPolicy['rules'] = [
      { who: ['team:pay'], providers: ['local'], classes: ['secret'], action: 'allow' },
      { models: ['gpt-*-preview', 'o?'], action: 'block', because: 'Previews are not approved' },
      { who: ['anonymous'], classes: ['secret', 'confidential'], action: 'block' },
    ];
    expect(action({ caller: ann, upstream: { name: 'local' }, sorts: ['secret'] }, { rules })).toBe('allow');
    expect(action({ caller: ann, sorts: ['secret'] }, { rules })).toBe('redact');
    expect(judge({ ...facts, model: 'gpt-9-preview' }, policy({ rules })).because).toBe('Previews are not approved.');
    expect(action({ sorts: ['card'] }, { rules })).toBe('block');
    expect(action({ labelled: 'confidential' }, { rules })).toBe('block');
    expect(action({ labelled: 'internal' }, { rules })).toBe('allow');
    expect(
      action({ caller: { person: 'anonymous', by: 'token' } }, { rules: [{ who: ['person:bo'], action: 'block' }] }),
    ).toBe('allow');
  });

  it('blocks what no rule allows, where the policy says so', () => {
    const rules: AccessPolicy['rules'] = [{ who: ['person:ann'], action: 'allow' }];
    expect(action({ caller: ann }, { rules, otherwise: 'block' })).toBe('allow');
    expect(action({}, { rules, otherwise: 'block' })).toBe('block');
  });

  it('asks of a provider what it must have promised for the data that really goes out', () => {
    const requirements: AccessPolicy['requirements'] = [
      { classes: ['confidential', 'secret'], noTraining: true, retentionDays: 30 },
    ];
    expect(action({ labelled: 'confidential' }, { requirements })).toBe('block');
    expect(
      action(
        { labelled: 'confidential' },
        { requirements, promised: { openai: { training: false, retentionDays: 31 } } },
      ),
    ).toBe('block');
    expect(
      action(
        { labelled: 'confidential' },
        { requirements, promised: { openai: { training: false, retentionDays: 30 } } },
      ),
    ).toBe('allow');
    expect(action({ sorts: ['secret'] }, { requirements })).toBe('redact');
    expect(action({ sorts: ['secret'] }, { requirements, rules: [{ action: 'allow' }] })).toBe('block');
    expect(action({ labelled: 'confidential', upstream: { name: 'constructor' } }, { requirements })).toBe('block');
  });

  it('lets policy decide about parts that cannot be scanned', () => {
    expect(action({ unscanned: ['image'] }, { unscanned: 'block' })).toBe('block');
    expect(action({ unscanned: ['image'] }, { unscanned: 'ask' })).toBe('ask');
    expect(action({ unscanned: ['image'], sorts: ['secret'] }, { unscanned: 'ask', detect: { secret: 'block' } })).toBe(
      'block',
    );
  });
});

describe('pathLabels', () => {
  it('says how sensitive a text is by the paths in it, wherever the repository lies', () => {
    const labelOf = pathLabels([
      { paths: ['payments/**', '*.pem'], class: 'confidential' },
      { paths: ['payments/docs/**'], class: 'public' },
    ]);
    expect(labelOf('look at /home/ann/shop/payments/src/a.ts please')).toBe('confidential');
    expect(labelOf('C:\\shop\\payments\\a.ts')).toBe('confidential');
    expect(labelOf('payments/docs/a.md')).toBe('public');
    expect(labelOf('keys: server.pem')).toBe('confidential');
    expect(labelOf('we talk about payments and 3/4 of it')).toBe('public');
  });
});
