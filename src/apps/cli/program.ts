import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { VERSION } from '../../lib/version.ts';
import { CountersignError } from '../../model/error.ts';
import { declareAssistants } from './declare/assistants.ts';
import { declareAuthorship } from './declare/authorship.ts';
import { declareEvidence } from './declare/evidence.ts';
import { declareExplain } from './declare/explain.ts';
import { declareGateway } from './declare/gateway.ts';
import { declareJudging } from './declare/judging.ts';
import { declareLiving } from './declare/living.ts';
import { declarePolicy } from './declare/policy.ts';
import { declareServing } from './declare/serving.ts';
import { declareSetup } from './declare/setup.ts';
import type { Terminal } from './terminal.ts';

/** 0 ship or success, 1 block, 2 could not run, 3 review is needed. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Options that every command understands, resolved. */
export interface Globals {
  /** Absolute folder to work in: `-C` on top of the current one. */
  readonly cwd: string;
  readonly cache: boolean;
  readonly terminal: Terminal;
}

/** What a declaration gets: commands are declared cheaply here and loaded only when they run. */
export interface Declaration {
  readonly root: Command;
  globals(): Globals;
  /** Runs a lazily imported command and keeps its exit code. */
  run(command: () => Promise<ExitCode>): Promise<void>;
}

/** Parses a command line, loads the one command that it names, and runs it. */
export async function program(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = 0;
  const root = new Command('countersign')
    .description('Judges a change: who wrote it, what could go wrong, and whether it may ship under your policy.')
    .version(VERSION, '-V, --version')
    .option('-C <dir>', 'work in this folder, as in git')
    .option('--no-cache', 'neither read nor write the cache of analysed files')
    .showHelpAfterError('(countersign --help shows what there is)')
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) })
    .addHelpText(
      'after',
      '\nWithout a command, inside a repository: check.\nExit codes: 0 ship, 1 block, 2 could not run, 3 review is needed.',
    );
  const declaration: Declaration = {
    root,
    globals: () => {
      const options = root.opts<{ C?: string; cache: boolean }>();
      return { cwd: folderOf(terminal.cwd, options.C), cache: options.cache, terminal };
    },
    run: async (command) => {
      code = await command();
    },
  };
  declareJudging(declaration);
  declareExplain(declaration);
  declareAuthorship(declaration);
  declareLiving(declaration);
  declarePolicy(declaration);
  declareEvidence(declaration);
  declareAssistants(declaration);
  declareSetup(declaration);
  declareGateway(declaration);
  declareServing(declaration);

  const implied = impliedFolder(args, terminal.cwd);
  if (implied !== null && !insideRepository(implied)) {
    root.outputHelp();
    return 0;
  }
  try {
    await root.parseAsync(implied === null ? args : [...args, 'check'], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return code;
}

/** The folder that `-C` names, which has to be one; throws `path/not-found`. */
function folderOf(cwd: string, named: string | undefined): string {
  if (named === undefined) return cwd;
  const folder = resolve(cwd, named);
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return folder;
  const what = stat === undefined ? 'does not exist' : 'is not a folder';
  throw new CountersignError('path/not-found', `${folder} ${what}.`);
}

/** The folder meant by a command line that names no command, else null. */
function impliedFolder(args: readonly string[], cwd: string): string | null {
  let folder = cwd;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--no-cache') continue;
    if (arg !== '-C' || args[i + 1] === undefined) return null;
    folder = resolve(folder, args[++i]!);
  }
  return folder;
}

function insideRepository(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git')) || (existsSync(join(at, 'HEAD')) && existsSync(join(at, 'objects')))) return true;
    if (dirname(at) === at) return false;
  }
}
