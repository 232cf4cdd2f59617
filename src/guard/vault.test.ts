import { describe, expect, it } from 'vitest';
import { fake } from '../lib/fake.ts';
import { isCardNumber, isIban } from '../lib/identity-numbers.ts';
import { createVault } from './vault.ts';

const never = () => false;
const key = (fill: number) => new Uint8Array(32).fill(fill);
const card = ['4539', '5787', '6362', '1486'].join(' ');
const iban = ['NL91', 'ABNA', '0417', '1643', '00'].join('');

describe('createVault', () => {
  it('gives the same value the same placeholder, in this session and in the next one with the same key', () => {
    const vault = createVault(key(1));
    const first = vault.placeholder('secret', 'hunter-2-hunter', never);
    expect(vault.placeholder('secret', 'hunter-2-hunter', never)).toBe(first);
    expect(createVault(key(1)).placeholder('secret', 'hunter-2-hunter', never)).toBe(first);
    expect(createVault(key(2)).placeholder('secret', 'hunter-2-hunter', never)).not.toBe(first);
    expect(vault.valueOf(first)).toBe('hunter-2-hunter');
  });

  it('keeps the type of what it stands for, and belongs to nobody', () => {
    const vault = createVault(key(1));
    expect(vault.placeholder('email', 'ann.lee@gmx.net', never)).toMatch(/^[\w.]+@redacted\.invalid$/);
    const number = vault.placeholder('card', card, never);
    expect(number).toMatch(/^9\d{3} \d{4} \d{4} \d{4}$/);
    expect(isCardNumber(number)).toBe(false);
    const account = vault.placeholder('iban', iban, never);
    expect(account).toMatch(/^XX00[A-Z]{4}\d{10}$/);
    expect(isIban(account)).toBe(false);
    expect(vault.placeholder('phone', '+4930901822', never)).toMatch(/^\+999\d{11}$/);
    expect(vault.placeholder('ip', '93.184.216.34', never)).toMatch(/^240(?:\.\d{3}){3}$/);
    expect(vault.placeholder('ip', '2a00:1450:4001::1', never)).toMatch(/^2001:db8(?::[0-9a-f]{4}){6}$/);
    expect(vault.placeholder('secret', `ghp_${fake('base62', 36)}`, never)).toMatch(/^ghp_Redacted\w{20}$/);
  });

  it('takes another one where the text has it already', () => {
    const first = createVault(key(1)).placeholder('name', 'Aurora', never);
    const vault = createVault(key(1));
    expect(vault.placeholder('name', 'Aurora', (text) => text === first)).not.toBe(first);
  });

  it('needs no escape in JSON and has no line break, whatever the value', () => {
    const vault = createVault(key(3));
    for (const value of [
      `-----BEGIN PRIVATE KEY-----\n${fake('base64', 90)}`,
      '"\\\n\u0000é😀',
      'sk-ant-"quoted"-and-long-enough',
    ]) {
      const placeholder = vault.placeholder('secret', value, never);
      expect(JSON.stringify(placeholder)).toBe(`"${placeholder}"`);
      expect(placeholder).toMatch(/^[\x21-\x7e ]+$/);
    }
  });

  it('makes thousands without one being part of another', () => {
    const vault = createVault(key(4));
    const sorts = ['email', 'phone', 'ip', 'national-number', 'card', 'name', 'secret'] as const;
    const all = Array.from({ length: 3_500 }, (_, i) => {
      const sort = sorts[i % sorts.length]!;
      const value =
        sort === 'national-number'
          ? `44051${String(400_000 + i)}`
          : sort === 'card'
            ? String(4539578763600000 + i)
            : `value ${i}`;
      return vault.placeholder(sort, value, never);
    });
    expect(new Set(all).size).toBe(all.length);
    const joined = all.join('\n');
    const short = all.filter((one) => one.length < 18);
    for (const one of short) expect(joined.indexOf(one), one).toBe(joined.lastIndexOf(one));
  });

  it('forgets the oldest when there are too many, so that a session cannot grow without end', () => {
    const vault = createVault(key(1), 50);
    const placeholders = Array.from({ length: 60 }, (_, i) => vault.placeholder('name', `value ${i}`, never));
    expect(vault.size).toBe(50);
    expect(vault.valueOf(placeholders[9]!)).toBeUndefined();
    expect(vault.valueOf(placeholders[10]!)).toBe('value 10');
  });
});
