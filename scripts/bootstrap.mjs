// Runs before anything is installed, so it is plain JavaScript on Node's own modules: installs and builds what is
// missing or stale, then starts the product (`npm start`) or its tests (`npm test`).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (text) => process.stderr.write(`${text}\n`);

function fail(sentence) {
  say(`countersign: ${sentence}`);
  process.exit(2);
}

function run(command, args, sentence) {
  // npm is a shell script on Windows; nothing a user typed is passed through this shell.
  const shell = process.platform === 'win32' && command === 'npm';
  const done = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell });
  if (done.status !== 0) fail(sentence);
}

function stampOf(paths) {
  const hash = createHash('sha256');
  const walk = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (stat.isDirectory()) for (const name of readdirSync(path).sort()) walk(join(path, name));
    else if (!path.endsWith('.test.ts')) hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
  };
  for (const path of paths) walk(join(root, path));
  return hash.digest('hex');
}

function install() {
  const lock = join(root, 'package-lock.json');
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  const stamp = join(root, '.cache', 'installed');
  const installed = existsSync(join(root, 'node_modules', 'esbuild'));
  if (installed && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Installing dependencies (once) …');
  run(
    'npm',
    ['ci', '--include=dev', '--no-audit', '--no-fund'],
    'the dependencies could not be installed (npm ci failed).',
  );
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function build() {
  const wanted = stampOf(['src', 'scripts', 'schemas', 'package-lock.json', 'package.json', 'tsconfig.json']);
  const stamp = join(root, 'dist', '.stamp');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Building …');
  run(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], 'the build failed.');
  writeFileSync(stamp, wanted);
}

function start(args) {
  const main = join(root, 'dist', 'main.js');
  const own = args.length === 0;
  // Without arguments: this repository's own latest commits, as a first sight of what a verdict looks like.
  const shown = own ? ['-C', root, 'check', '--last', '5'] : args;
  const cwd = own ? root : (process.env.INIT_CWD ?? process.cwd());
  const done = spawnSync(process.execPath, [main, ...shown], { cwd, stdio: 'inherit' });
  if (done.signal) process.kill(process.pid, done.signal);
  process.exit(own ? 0 : (done.status ?? 2));
}

function test(args) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const done = spawnSync(process.execPath, [vitest, 'run', ...args], { cwd: root, stdio: 'inherit' });
  process.exit(done.status ?? 1);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) fail(`Node 20.19 or later is needed; this is ${process.version}.`);
const [verb, ...args] = process.argv.slice(2);
install();
build();
if (verb === 'start') start(args);
else if (verb === 'test') test(args);
else if (verb !== 'prepare') fail(`unknown verb ${verb}: use start, test or prepare.`);
