/** One step of a compiled glob: a character, a set, or a star over a name (`*`) or over whole paths (`**`). */
type Step =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly members: string }
  | { readonly kind: 'star' }
  | { readonly kind: 'globstar' };

/** Tells whether a relative POSIX path is meant. */
export type PathMatcher = (path: string) => boolean;

const MOST_ALTERNATIVES = 256;

/**
 * Compiles a list of globs: a path is meant when one matches it (or there is none but exclusions) and no `!glob` does.
 * `*`, `?`, `[a-z]`, `{a,b}` and `**` as in git's ignore files; a glob without `/` speaks of the name at any depth, a
 * trailing `/` of everything under a folder. Matching takes time linear in path and glob: a policy cannot hang a check.
 */
export function pathMatcher(globs: readonly string[]): PathMatcher {
  const wanted = globs.filter((glob) => !glob.startsWith('!')).map(compile);
  const excluded = globs.filter((glob) => glob.startsWith('!')).map((glob) => compile(glob.slice(1)));
  return (path) => (wanted.length === 0 || wanted.some((is) => is(path))) && !excluded.some((is) => is(path));
}

function compile(glob: string): PathMatcher {
  const rooted = glob.replace(/^\.?\//, '');
  const anywhere = !glob.replace(/\/$/, '').includes('/') ? `**/${rooted}` : rooted;
  const whole = anywhere.endsWith('/') ? `${anywhere}**` : anywhere;
  const alternatives = expandBraces(whole).map(steps);
  return (path) => alternatives.some((alternative) => matches(alternative, path));
}

/** `a{b,c}d` → `abd`, `acd`; without end or beyond the cap a brace stands for itself. */
function expandBraces(glob: string): string[] {
  let done: string[] = [];
  let todo = [glob];
  while (todo.length > 0) {
    const next: string[] = [];
    for (const one of todo) {
      const found = /\{([^{}]*,[^{}]*)\}/.exec(one);
      if (!found) done.push(one);
      else {
        const [before, after] = [one.slice(0, found.index), one.slice(found.index + found[0].length)];
        for (const part of found[1]!.split(',')) next.push(before + part + after);
      }
    }
    if (next.length + done.length > MOST_ALTERNATIVES) return [...done, ...next].slice(0, MOST_ALTERNATIVES);
    todo = next;
  }
  done = [...new Set(done)];
  return done;
}

function steps(glob: string): Step[] {
  const out: Step[] = [];
  for (let i = 0; i < glob.length; i++) {
    const char = glob[i]!;
    if (char === '*' && glob[i + 1] === '*') {
      out.push({ kind: 'globstar' });
      i++;
      // `**/x` also means `x` itself: the slash belongs to the star.
      if (glob[i + 1] === '/') i++;
    } else if (char === '*') out.push({ kind: 'star' });
    else if (char === '?') out.push({ kind: 'any' });
    else if (char === '[' && glob.indexOf(']', i + 2) > 0) {
      const end = glob.indexOf(']', i + 2);
      const body = glob.slice(i + 1, end);
      const negated = body.startsWith('!') || body.startsWith('^');
      out.push({ kind: 'set', negated, members: negated ? body.slice(1) : body });
      i = end;
    } else if (char === '\\' && i + 1 < glob.length) out.push({ kind: 'char', char: glob[++i]! });
    else out.push({ kind: 'char', char });
  }
  return out;
}

/** All positions of the glob that may be reached, one character of the path after the other. */
function matches(glob: readonly Step[], path: string): boolean {
  let here = new Uint8Array(glob.length + 1);
  here[0] = 1;
  skipStars(glob, here, true);
  for (let i = 0; i < path.length; i++) {
    const char = path[i]!;
    const next = new Uint8Array(glob.length + 1);
    let alive = false;
    for (let at = 0; at < glob.length; at++) {
      if (here[at] === 0) continue;
      const step = glob[at]!;
      if (step.kind === 'globstar' || (step.kind === 'star' && char !== '/')) next[at] = 1;
      else if (accepts(step, char)) next[at + 1] = 1;
      else continue;
      alive = true;
    }
    if (!alive) return false;
    skipStars(glob, next, char === '/');
    here = next;
  }
  return here[glob.length] === 1;
}

/** A star may also stand for nothing; `**` ends only where a name begins, so that `**` + `x` is not `yx`. */
function skipStars(glob: readonly Step[], here: Uint8Array, atName: boolean): void {
  for (let at = 0; at < glob.length; at++) {
    if (here[at] === 0) continue;
    const step = glob[at]!;
    if (step.kind === 'star') here[at + 1] = 1;
    if (step.kind === 'globstar' && (atName || at === glob.length - 1)) here[at + 1] = 1;
  }
}

function accepts(step: Step, char: string): boolean {
  if (step.kind === 'char') return step.char === char;
  if (step.kind === 'any') return char !== '/';
  return step.kind === 'set' && char !== '/' && inSet(step.members, char) !== step.negated;
}

function inSet(members: string, char: string): boolean {
  for (let i = 0; i < members.length; i++) {
    if (members[i + 1] === '-' && i + 2 < members.length) {
      if (char >= members[i]! && char <= members[i + 2]!) return true;
      i += 2;
    } else if (members[i] === char) return true;
  }
  return false;
}
