import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { zip } from './zip.ts';

test('another program reads what was packed', () => {
  const files = new Map<string, string | Uint8Array>([
    ['readme.txt', 'hello\n'],
    ['deep/er/ü.json', '{"a":1}'],
    ['empty', ''],
    ['large', 'x'.repeat(100_000)],
    ['bytes', Uint8Array.of(0, 255, 10)],
  ]);
  const bytes = zip(files);
  expect(Buffer.compare(bytes, zip(files))).toBe(0);
  const folder = mkdtempSync(join(tmpdir(), 'countersign-zip-'));
  try {
    writeFileSync(join(folder, 'a.zip'), bytes);
    const script = `import zipfile,json,sys
z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
print(json.dumps({n: z.read(n).hex() for n in z.namelist()}))`;
    const read = JSON.parse(execFileSync('python3', ['-c', script, join(folder, 'a.zip')], { encoding: 'utf8' }));
    expect(read).toEqual(Object.fromEntries([...files].map(([name, one]) => [name, Buffer.from(one).toString('hex')])));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
