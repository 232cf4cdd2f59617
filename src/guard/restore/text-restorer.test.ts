import { describe, expect, it } from 'vitest';
import { fake } from '../../lib/fake.ts';
import { createVault, type Vault } from '../vault.ts';
import { jsonRestorer, type Restorer, textRestorer } from './text-restorer.ts';

const never = () => false;
const KEY = new Uint8Array(32).fill(7);

function filled(): { vault: Vault; token: string; mail: string; key: string } {
  const vault = createVault(KEY);
  return {
    vault,
    token: vault.placeholder('secret', `ghp_${fake('base62', 36)}`, never),
    mail: vault.placeholder('email', 'ann.lee@gmx.net', never),
    key: vault.placeholder('secret', `-----BEGIN PRIVATE KEY-----\n"${fake('base64', 64)}"\n`, never),
  };
}

function inPieces(restorer: Restorer, text: string, cuts: readonly number[]): string {
  const ends = [...cuts, text.length];
  return ends.map((end, i) => restorer.push(text.slice(ends[i - 1] ?? 0, end))).join('') + restorer.end();
}

describe('textRestorer', () => {
  it('gives the same whole however the text is cut', () => {
    const { vault, token, mail, key } = filled();
    const text = `é ghp_ ${token}${mail}, "${key}" ghp_Redacted person.${token.slice(0, 9)}${token} 😀 ${mail.slice(0, -1)}`;
    const whole = inPieces(textRestorer(vault.live), text, []);
    expect(whole).toContain(`${vault.valueOf(token)}ann.lee@gmx.net, "${vault.valueOf(key)}"`);
    expect(whole).not.toContain(token);
    for (let a = 0; a <= text.length; a++) {
      for (let b = a; b <= text.length; b += 7) expect(inPieces(textRestorer(vault.live), text, [a, b])).toBe(whole);
    }
    expect(
      inPieces(
        textRestorer(vault.live),
        text,
        [...text].map((_, i) => i),
      ),
    ).toBe(whole);
  });

  it('keeps back no more than the beginning of a placeholder', () => {
    const { vault, token } = filled();
    const restorer = textRestorer(vault.live);
    expect(restorer.push('plain text. ')).toBe('plain text. ');
    expect(restorer.push(`see ${token.slice(0, 12)}`)).toBe('see ');
    expect(restorer.push('!')).toBe(`${token.slice(0, 12)}!`);
    expect(restorer.end()).toBe('');
  });

  it('lets everything through at once where nothing is live', () => {
    expect(textRestorer(createVault(KEY).live).push('ghp_Redacted')).toBe('ghp_Redacted');
  });
});

describe('jsonRestorer', () => {
  it('sees through escapes, escapes the value, and gives the same whole however it is cut', () => {
    const { vault, token, key } = filled();
    const odd = `\\u0${token.charCodeAt(0).toString(16).padStart(3, '0')}${token.slice(1)}`;
    const json = `{"path":"a\\\\b\\"","t":"${odd}","k":"\\n${key}\\u00e9","e":"\\\\${token}"}`;
    const whole = inPieces(jsonRestorer(vault.live), json, []);
    expect(JSON.parse(whole)).toEqual({
      path: 'a\\b"',
      t: vault.valueOf(token),
      k: `\n${vault.valueOf(key)}é`,
      e: `\\${vault.valueOf(token)}`,
    });
    for (let a = 0; a <= json.length; a++) {
      for (let b = a; b <= json.length; b += 5) expect(inPieces(jsonRestorer(vault.live), json, [a, b])).toBe(whole);
    }
  });
});
