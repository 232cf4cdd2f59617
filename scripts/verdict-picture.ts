// Writes docs/img/verdict.svg: a small repository is made, `countersign check` judges its last commit, and what it printed,
// colours included, becomes a picture that can be read on a light and on a dark page.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { terminalPicture } from './terminal-picture.ts';

const ROOT = join(import.meta.dirname, '..');
const TARGET = join(ROOT, 'docs', 'img', 'verdict.svg');

const BEFORE = `import requests

BANK = "https://bank.example/api"


def balance(account):
    return requests.get(f"{BANK}/balance/{account}", timeout=5).json()
`;
const AFTER = `${BEFORE}

def refund(account, amount):
    order = {"account": account, "amount": amount}
    try:
        requests.post(f"{BANK}/refund", json=order, verify=False)
    except Exception:
        pass
`;
const MESSAGE = 'Refund a payment\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n';

const folder = mkdtempSync(join(tmpdir(), 'countersign-picture-'));
try {
  const repository = join(folder, 'payments-api');
  commit(repository, BEFORE, 'Ask for the balance');
  commit(repository, AFTER, MESSAGE);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(ROOT, 'src', 'main.ts'), '-C', repository, 'check', '--commit', 'HEAD'],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: '', LC_ALL: 'C.UTF-8' } },
  );
  if (status !== 1 && status !== 3) throw new Error(`countersign check ended with ${status}: ${stderr}${stdout}`);
  mkdirSync(dirname(TARGET), { recursive: true });
  writeFileSync(TARGET, terminalPicture(stdout, 'countersign check', 'Countersign judges a change in the terminal'));
} finally {
  rmSync(folder, { recursive: true });
}

/** The same author and time always, so that the same commits come out. */
function commit(repository: string, content: string, message: string): void {
  const env = {
    PATH: process.env.PATH,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ada Example',
    GIT_AUTHOR_EMAIL: 'ada@example.org',
    GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z',
    GIT_COMMITTER_NAME: 'Ada Example',
    GIT_COMMITTER_EMAIL: 'ada@example.org',
    GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z',
  };
  const git = (...args: string[]) => execFileSync('git', args, { cwd: repository, env, stdio: 'pipe' });
  mkdirSync(join(repository, 'src'), { recursive: true });
  writeFileSync(join(repository, 'src', 'refund.py'), content);
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
}
