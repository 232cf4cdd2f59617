import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GitRepository, openRepository } from '../../src/adapters/git/repository.ts';
import type { ChangeRequest, LoadedChange } from '../../src/model/ports.ts';
import { type FixtureRepository, fixtureRepository, temporaryFolder, writeFiles } from './fixture.ts';

/** A program that leaves a trace when somebody runs it, and otherwise passes its input on. */
export interface Canary {
  /** Absolute path of the program. */
  readonly program: string;
  sang(): boolean;
  hush(): void;
}

export function canary(): Canary {
  const folder = temporaryFolder();
  const trace = join(folder, 'trace');
  const program = join(folder, 'canary.sh');
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${trace}'\ncase "$*" in *upload-pack*) exit 1 ;; esac\ncat\n`);
  chmodSync(program, 0o755);
  return {
    program,
    sang: () => existsSync(trace),
    hush: () => rmSync(trace, { force: true }),
  };
}

export interface Trap {
  readonly name: string;
  /** Sets the trap in a repository that has two commits and an unstaged change in `a.ts`. */
  set(repository: FixtureRepository, bird: Canary): void;
  /** What an unsuspecting user would type; it must make the canary sing, or the test proves nothing. */
  spring(repository: FixtureRepository, bird: Canary): void;
}

/** Appends to the repository's own configuration as an attacker would, with no command that might react to it. */
export function configure(repository: FixtureRepository, text: string): void {
  writeFileSync(join(repository.path, '.git/config'), `${text}\n`, { flag: 'a' });
}

/** Two commits, a remote to measure against, notes, and changes that are not committed. */
export function victim(): FixtureRepository {
  const repository = fixtureRepository();
  repository.commit({ files: { 'a.ts': 'one\n', 'b.txt': 'b\n' } });
  repository.remote();
  repository.commit({ files: { 'a.ts': 'two\n' }, message: 'Second' });
  repository.git('notes', '--ref', 'ai', 'add', '-m', 'a note', 'HEAD');
  repository.write({ 'a.ts': 'three\n', 'new.ts': 'new\n' });
  return repository;
}

const REQUESTS: readonly ChangeRequest[] = [
  { kind: 'default' },
  { kind: 'staged' },
  { kind: 'commit', revision: 'HEAD' },
  { kind: 'range', range: 'HEAD~1..HEAD' },
  { kind: 'range', range: 'HEAD~1...HEAD' },
  { kind: 'range', range: 'HEAD^{/Second}' },
  { kind: 'tree' },
  { kind: 'tree', revision: 'HEAD' },
];

/** Calls every method of the repository on everything it names; gives the changes in the order of the requests. */
export async function exercise(path: string, requests = REQUESTS): Promise<readonly LoadedChange[]> {
  const { signal } = new AbortController();
  const repository: GitRepository = await openRepository(path, { signal });
  try {
    const all: LoadedChange[] = [];
    for (const request of requests) {
      const loaded = await repository.loadChange(request, signal);
      all.push(loaded);
      const { files, base, head, commits } = loaded.change;
      const blobs = files.flatMap((file) => [file.blob, file.previousBlob].map((blob) => ({ path: file.path, blob })));
      await repository.read(
        blobs.flatMap(({ path: name, blob }) => (blob === undefined ? [] : [{ path: name, blob }])),
        signal,
      );
      for (const file of files) {
        await repository.readAt(null, file.path, signal);
        if (head.sha !== undefined) await repository.readAt(head.sha, file.path, signal);
      }
      if (head.sha !== undefined) await repository.commitDiffs(base, head.sha, signal);
      const shas = commits.map((commit) => commit.sha);
      await repository.notes(shas, signal);
    }
    return all;
  } finally {
    repository.close();
  }
}

/** Runs git and does not mind that it fails: a trap may be sprung on the way to an error. */
export function attempt(run: () => unknown): void {
  try {
    run();
  } catch {
    // What counts is whether the canary sang.
  }
}

const touch = (repository: FixtureRepository) =>
  repository.write({ 'a.ts': readFileSync(join(repository.path, 'a.ts'), 'utf8') });

/** Every way we know in which a checkout makes plain git run a program. */
export const TRAPS: readonly Trap[] = [
  // First those that commit, which the later ones would not let them.
  {
    name: 'gpg.program with log.showSignature',
    set(repository, bird) {
      const commit = repository.git('cat-file', 'commit', 'HEAD');
      const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----';
      const signed = repository.gitWith(
        `${commit.replace(/\n\n/, `\n${signature}\n\n`)}\n`,
        'hash-object',
        '-t',
        'commit',
        '-w',
        '--stdin',
      );
      repository.git('update-ref', 'refs/heads/main', signed);
      configure(repository, `[log]\nshowSignature = true\n[gpg]\nprogram = ${bird.program}`);
    },
    spring: (repository) => repository.git('log', '-1'),
  },
  {
    name: 'core.fsmonitor of a submodule',
    set(repository, bird) {
      const inner = fixtureRepository();
      inner.commit({ files: { 'inner.ts': '1\n' } });
      repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'sub');
      repository.commit({ message: 'Second, with a submodule' });
      repository.write({ 'sub/inner.ts': '2\n' });
      const config = join(repository.path, '.git/modules/sub/config');
      writeFileSync(config, `[core]\nfsmonitor = ${bird.program}\n`, { flag: 'a' });
    },
    spring: (repository) => repository.git('status'),
  },
  {
    name: 'core.fsmonitor',
    set: (repository, bird) => configure(repository, `[core]\nfsmonitor = ${bird.program}`),
    spring: (repository) => repository.git('status'),
  },
  {
    name: 'an included file',
    set(repository, bird) {
      writeFileSync(join(repository.path, '.git/more'), `[core]\nfsmonitor = ${bird.program}\n`);
      configure(repository, '[include]\npath = more\n[includeIf "gitdir:**"]\npath = more');
    },
    spring: (repository) => repository.git('status'),
  },
  {
    name: 'configuration of the work tree',
    set(repository, bird) {
      configure(repository, '[core]\nrepositoryformatversion = 1\n[extensions]\nworktreeConfig = true');
      writeFileSync(join(repository.path, '.git/config.worktree'), `[core]\nfsmonitor = ${bird.program}\n`);
    },
    spring: (repository) => repository.git('status'),
  },
  {
    name: 'diff.*.textconv',
    set(repository, bird) {
      repository.write({ '.gitattributes': '*.ts diff=evil\n' });
      configure(repository, `[diff "evil"]\ntextconv = ${bird.program}\ncachetextconv = true`);
    },
    spring: (repository) => repository.git('diff', 'HEAD~1'),
  },
  {
    name: 'diff.*.command',
    set(repository, bird) {
      writeFiles(repository.path, { '.git/info/attributes': '* diff=evil\n' });
      configure(repository, `[diff "evil"]\ncommand = ${bird.program}`);
    },
    spring: (repository) => repository.git('diff'),
  },
  {
    name: 'diff.external',
    set: (repository, bird) => configure(repository, `[diff]\nexternal = ${bird.program}`),
    spring: (repository) => repository.git('diff'),
  },
  {
    name: 'filter.*.clean',
    set(repository, bird) {
      repository.write({ '.gitattributes': '*.ts filter=evil\n' });
      configure(repository, `[filter "evil"]\nclean = ${bird.program}\nrequired = true`);
    },
    spring(repository) {
      touch(repository);
      repository.git('diff');
    },
  },
  {
    name: 'filter.*.process',
    set(repository, bird) {
      repository.write({ '.gitattributes': '* filter=evil\n' });
      configure(repository, `[filter "evil"]\nprocess = ${bird.program}`);
    },
    spring(repository) {
      touch(repository);
      attempt(() => repository.git('diff'));
    },
  },
  {
    name: 'filter.*.smudge',
    set(repository, bird) {
      repository.write({ '.gitattributes': '*.ts filter=evil\n' });
      configure(repository, `[filter "evil"]\nsmudge = ${bird.program}`);
    },
    spring: (repository) => repository.git('checkout', '-f', 'HEAD', '--', 'a.ts'),
  },
  {
    name: 'hooks and core.hooksPath',
    set(repository, bird) {
      for (const folder of ['.git/hooks', '.git/other']) {
        mkdirSync(join(repository.path, folder), { recursive: true });
        for (const hook of ['pre-commit', 'post-index-change', 'reference-transaction', 'post-checkout']) {
          writeFileSync(join(repository.path, folder, hook), `#!/bin/sh\nexec ${bird.program} </dev/null\n`, {
            mode: 0o755,
          });
        }
      }
      configure(repository, '[core]\nhooksPath = .git/other');
    },
    spring: (repository) => repository.git('commit', '-q', '--allow-empty', '-m', 'x'),
  },
  {
    name: 'an alias',
    set: (repository, bird) => configure(repository, `[alias]\nst = !${bird.program}\ncat-file = !${bird.program}`),
    spring: (repository) => repository.git('st'),
  },
  {
    name: 'core.editor',
    set: (repository, bird) => configure(repository, `[core]\neditor = ${bird.program}`),
    spring: (repository) => attempt(() => repository.git('commit', '--allow-empty')),
  },
  {
    name: 'credential.helper',
    set: (repository, bird) => configure(repository, `[credential]\nhelper = !${bird.program}`),
    spring: (repository) =>
      attempt(() => repository.gitWith('protocol=https\nhost=example.com\n\n', 'credential', 'fill')),
  },
  {
    name: 'core.sshCommand',
    set: (repository, bird) =>
      configure(repository, `[core]\nsshCommand = ${bird.program}\n[remote "evil"]\nurl = ssh://example.invalid/x`),
    spring: (repository) => attempt(() => repository.git('fetch', 'evil')),
  },
  {
    name: 'a promisor remote that runs a program to fetch what is missing',
    set(repository, bird) {
      const blob = repository.git('rev-parse', 'HEAD:a.ts');
      rmSync(join(repository.path, '.git/objects', blob.slice(0, 2), blob.slice(2)));
      configure(
        repository,
        [
          '[core]\nrepositoryformatversion = 1',
          '[extensions]\npartialClone = evil',
          `[remote "evil"]\nurl = "ext::${bird.program} %S"\npromisor = true\npartialclonefilter = blob:none`,
          '[protocol "ext"]\nallow = always',
        ].join('\n'),
      );
    },
    spring: (repository) => attempt(() => repository.git('show', 'HEAD')),
  },
  {
    name: 'core.fsmonitor of an untracked repository inside',
    set(repository, bird) {
      const inner = fixtureRepository({ path: join(repository.path, 'nested') });
      inner.commit({ files: { 'inner.ts': '1\n' } });
      configure(inner, `[core]\nfsmonitor = ${bird.program}`);
    },
    spring: (repository) => attempt(() => repository.git('-C', 'nested', 'status')),
  },
];
