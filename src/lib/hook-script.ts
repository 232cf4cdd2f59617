/** A git hook that Countersign answers; the installer knows no more about it than this. */
export interface HookSpec {
  /** Git's name of the hook. */
  readonly name: string;
  /** True where git writes lines to the hook's stdin: they must reach every hook of a chain. */
  readonly stdin: boolean;
  /** The script behind it, in the git directory: machine-made, so it may be replaced; `../run` starts Countersign. */
  readonly launcher: string;
}

/** Exit code of `countersign hook git …` that stops git; a crash of Node exits with 1 and must not. */
export const STOP_CODE = 10;

export const BLOCK_START = '# >>> countersign >>> written by `countersign init`, removed by `countersign uninstall`';
export const BLOCK_END = '# <<< countersign <<<';

/** One word of POSIX shell, whatever it holds. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * The script that finds Countersign without a login shell's PATH: first what was recorded, then PATH, then where
 * version managers install. Folders inside the repository are passed over, since their content is whatever is checked
 * out. `node` and `cli` are absolute; exits with 127 and one sentence when nothing is found.
 */
export function finderScript(node: string, cli: string): string {
  const posix = (path: string) => shellQuote(path.replaceAll('\\', '/'));
  return `#!/bin/sh
# Written by \`countersign init\`: starts the Countersign that ran it, or the one that is installed now.
node=${posix(node)}
cli=${posix(cli)}
if [ -x "$node" ] && [ -f "$cli" ]; then
  # What assistants call at every edit is a small file of its own.
  if [ "$1" = hook ] && [ "$2" != git ] && [ -f "\${cli%/*}/hook.cjs" ]; then
    exec "$node" "\${cli%/*}/hook.cjs" "$@"
  fi
  exec "$node" "$cli" "$@"
fi

top=$(git rev-parse --show-toplevel 2>/dev/null) || top=
try() {
  case $1 in
    /*) ;;
    *) return 1 ;;
  esac
  if [ -n "$top" ]; then
    case $1/ in
      "$top"/*) return 1 ;;
    esac
  fi
  if [ -f "$cli" ]; then
    [ -f "$1/node" ] && [ -x "$1/node" ] && found=$1
  else
    [ -f "$1/countersign" ] && [ -x "$1/countersign" ] && found=$1
  fi
}
start() {
  PATH=$found:$PATH
  export PATH
  if [ -f "$cli" ]; then
    exec "$found/node" "$cli" "$@"
  fi
  exec "$found/countersign" "$@"
}

found=
set -f
old_ifs=$IFS
IFS=:
for folder in $PATH; do
  IFS=$old_ifs
  if try "$folder"; then start "$@"; fi
done
IFS=$old_ifs
set +f
# The last match wins: of several installed versions of Node that is most often the newest.
for folder in /usr/bin /usr/local/bin /opt/homebrew/bin /opt/local/bin /snap/bin \\
  "$HOME/.local/bin" "$HOME/.npm-global/bin" "$HOME/.asdf/shims" \\
  "$HOME/.local/share/pnpm" "$HOME/Library/pnpm" "$HOME/.bun/bin" "\${APPDATA:-/nowhere}/npm" \\
  "$HOME"/.nvm/versions/node/*/bin \\
  "$HOME"/.local/share/fnm/node-versions/*/installation/bin \\
  "$HOME/.local/share/fnm/aliases/default/bin" \\
  "$HOME"/.local/share/mise/installs/node/*/bin "$HOME/.local/share/mise/shims" \\
  "$HOME/.volta/bin"; do
  try "$folder"
done
if [ -n "$found" ]; then start "$@"; fi
echo "countersign: not found at $cli nor where it is usually installed; run \\\`countersign init\\\` again." >&2
exit 127
`;
}

const PRE_PUSH_LAUNCHER = `#!/bin/sh
# Written by \`countersign init\`: what the pre-push hook runs. COUNTERSIGN_HOOKS=0 switches it off.
case \${COUNTERSIGN_HOOKS:-1} in
  0 | off | false | no) exit 0 ;;
esac
"\${0%/*}/../run" hook git pre-push "$@"
code=$?
case $code in
  0 | 129 | 130 | 143) exit $code ;;
  ${STOP_CODE}) exit 1 ;;
  127) ;;
  *) echo "countersign: the pre-push hook failed with code $code." >&2 ;;
esac
echo 'countersign: this push was not checked.' >&2
exit 0
`;

/**
 * Git never waits for a record: one line is appended, and one detached worker at most is started, none during a rebase
 * (its end calls post-rewrite). `starting` is there from the call until the worker has its turn; one whose process is gone, or
 * that has been empty for a minute, is of a call that was killed. Every descriptor of the worker is redirected, or git
 * would wait for it. All of it in the shell: no process is started where nothing is to be done.
 */
const RECORD_LAUNCHER = `#!/bin/sh
# Written by \`countersign init\`: notes that something was committed. COUNTERSIGN_HOOKS=0 switches it off.
case \${COUNTERSIGN_HOOKS:-1} in
  0 | off | false | no) exit 0 ;;
esac
home=\${0%/*}/..
echo "\${0##*/}" 2>/dev/null >>"$home/queue" || exit 0
dir=\${GIT_DIR:-.git}
[ -d "$dir" ] || dir=$(git rev-parse --git-dir 2>/dev/null) || exit 0
if [ "\${0##*/}" != post-rewrite ]; then
  if [ -d "$dir/rebase-merge" ] || [ -d "$dir/rebase-apply" ]; then exit 0; fi
fi
if [ -f "$home/worker" ] && read -r pid <"$home/worker" && kill -0 "$pid" 2>/dev/null; then exit 0; fi
claim() { (set -C && : >"$home/starting") 2>/dev/null; }
if ! claim; then
  pid=
  read -r pid 2>/dev/null <"$home/starting"
  if [ -n "$pid" ]; then
    if kill -0 "$pid" 2>/dev/null; then exit 0; fi
  elif [ -z "$(find "$home/starting" -mmin +1 2>/dev/null)" ]; then exit 0; fi
  rm -f "$home/starting"
  claim || exit 0
fi
"$home/run" provenance record --worker </dev/null >/dev/null 2>&1 &
echo $! >"$home/starting"
exit 0
`;

/** The hooks that `init` installs. The recording ones leave stdin to others: they only need to know that it happened. */
export const HOOKS: readonly HookSpec[] = [
  { name: 'pre-push', stdin: true, launcher: PRE_PUSH_LAUNCHER },
  ...['post-commit', 'post-rewrite', 'post-merge', 'post-checkout'].map((name) => ({
    name,
    stdin: false,
    launcher: RECORD_LAUNCHER,
  })),
];

/**
 * The lines that call our launcher from a hook file that is not ours. `shared` is for files that are committed or used
 * by several repositories: they ask git where this clone's launcher is and stay silent where `init` never ran.
 */
export function hookBlock(hook: HookSpec, place: 'git-dir' | 'shared'): string {
  const launcher =
    place === 'git-dir'
      ? `"\${0%/*}/../countersign/hooks/${hook.name}"`
      : `"$(git rev-parse --git-common-dir)/countersign/hooks/${hook.name}"`;
  const absent = `echo 'countersign: its ${hook.name} hook is gone; run \`countersign init\` or \`countersign uninstall\`.' >&2`;
  const otherwise = place === 'git-dir' ? [`else`, `  ${absent}`] : [];
  if (!hook.stdin) {
    return lines(
      BLOCK_START,
      `countersign_hook=${launcher}`,
      'if [ -x "$countersign_hook" ]; then',
      '  "$countersign_hook" "$@" || exit $?',
      ...otherwise,
      'fi',
      BLOCK_END,
    );
  }
  return lines(
    BLOCK_START,
    '# Git says on stdin what is meant: it is read here and handed to both hooks.',
    `countersign_hook=${launcher}`,
    'countersign_stdin=$(cat)',
    'if [ -n "$countersign_stdin" ]; then',
    '  if [ -x "$countersign_hook" ]; then',
    `    printf '%s\\n' "$countersign_stdin" | "$countersign_hook" "$@" || exit $?`,
    ...otherwise.map((line) => `  ${line}`),
    '  fi',
    '  exec <<COUNTERSIGN_STDIN',
    '$countersign_stdin',
    'COUNTERSIGN_STDIN',
    'else',
    '  exec </dev/null',
    'fi',
    BLOCK_END,
  );
}

/** A hook file of our own, where there was none. */
export function hookFile(hook: HookSpec, place: 'git-dir' | 'shared'): string {
  return `#!/bin/sh\n${hookBlock(hook, place)}`;
}

/** A hook file that runs ours and then the one that stood there, kept with its name in `folder` (shell text). */
export function chainFile(hook: HookSpec, launcher: 'git-dir' | 'shared', folder: string): string {
  return `${hookFile(hook, launcher)}# The hook that was here before, with its arguments, its stdin and its exit code.
countersign_next=${folder}/${hook.name}
if [ -x "$countersign_next" ]; then
  exec "$countersign_next" "$@"
fi
`;
}

/** A hook file that only passes on to another folder: for hooks that are not ours in a folder that stands in for it. */
export function passFile(name: string, folder: string): string {
  return `#!/bin/sh
# Written by \`countersign init\`: this folder stands in for ${folder.replaceAll(/[\n\r]/g, ' ')}.
countersign_next=${shellQuote(folder)}/${name}
if [ -x "$countersign_next" ]; then
  exec "$countersign_next" "$@"
fi
`;
}

/** True for text that `sh` can read, so that a block may stand in it: its first line names a POSIX shell, or nothing. */
export function isShellScript(text: string): boolean {
  const first = text.slice(0, Math.max(0, text.indexOf('\n')));
  if (text.includes('\0')) return false;
  return !first.startsWith('#!') || /^#!\s*(\S*\/)?(env\s+(-S\s*)?)?(\S*\/)?(ba|da|a|k|z)?sh(\s|$)/.test(first);
}

/** Puts a block behind the first line that names the interpreter, replacing an earlier one; everything else stays. */
export function insertBlock(text: string, block: string): string {
  const found = findBlock(text);
  if (found !== null) return text.slice(0, found.start) + block + text.slice(found.end);
  const at = text.startsWith('#!') ? text.indexOf('\n') + 1 : 0;
  if (text.startsWith('#!') && at === 0) return `${text}\n${block}`;
  return text.slice(0, at) + block + text.slice(at);
}

/** Takes the block out; null when there is none or its end is missing. */
export function removeBlock(text: string): string | null {
  const found = findBlock(text);
  return found === null ? null : text.slice(0, found.start) + text.slice(found.end);
}

/** The block as it stands, null when there is none. */
export function blockOf(text: string): string | null {
  const found = findBlock(text);
  return found === null ? null : text.slice(found.start, found.end);
}

function findBlock(text: string): { start: number; end: number } | null {
  const start = text.startsWith(BLOCK_START) ? 0 : text.indexOf(`\n${BLOCK_START}`) + 1;
  if (start === 0 && !text.startsWith(BLOCK_START)) return null;
  const last = text.indexOf(`\n${BLOCK_END}`, start);
  if (last === -1) return null;
  const end = last + 1 + BLOCK_END.length;
  return { start, end: text[end] === '\n' ? end + 1 : end };
}

function lines(...parts: readonly string[]): string {
  return `${parts.join('\n')}\n`;
}
