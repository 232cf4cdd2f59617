import { expect, test } from 'vitest';
import { canary, exercise, TRAPS, victim } from './hostile.ts';

test.each(TRAPS)('runs nothing for $name, where plain git does', async (trap) => {
  const repository = victim();
  const bird = canary();
  trap.set(repository, bird);
  bird.hush();
  const changes = await exercise(repository.path);
  expect(bird.sang()).toBe(false);
  expect(changes[0]!.change.files.map((file) => file.path)).toContain('a.ts');
  trap.spring(repository, bird);
  expect(bird.sang()).toBe(true);
});
