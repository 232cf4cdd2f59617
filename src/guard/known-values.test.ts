import { expect, test } from 'vitest';
import { KnownValues } from './known-values.ts';

test('finds values wherever they stand, the longest where one begins another, and none that was deleted', () => {
  const known = new KnownValues();
  for (const value of ['short', 'password-1', 'password-12', 'password-123456', 'other-value'])
    known.add(value, 'secret');
  expect(known.size).toBe(4);
  const found = (text: string) => known.in(text).map(({ start, end }) => text.slice(start, end));
  expect(found('a password-12 b password-1password-123456, short, other-valu')).toEqual([
    'password-12',
    'password-1',
    'password-123456',
  ]);
  known.delete('password-12');
  known.delete('password-12');
  expect(found('password-12')).toEqual(['password-1']);
  for (const value of ['password-1', 'password-123456', 'other-value']) known.delete(value);
  expect(found('password-1 other-value')).toEqual([]);
});
