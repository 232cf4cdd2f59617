/** Beginnings of API paths, and the classes among them: how a name in a program is known to mean an API. */
export function apiNames(paths: readonly string[]): {
  readonly prefixes: ReadonlySet<string>;
  readonly classes: ReadonlyMap<string, readonly string[]>;
} {
  const prefixes = new Set<string>();
  const classes = new Map<string, string[]>();
  for (const path of paths) {
    if (prefixes.has(path)) continue;
    for (let at = path.length; at > 0; at = path.lastIndexOf('.', at - 1)) {
      const written = path.slice(0, at);
      prefixes.add(written);
      const prefix = written.endsWith('()') ? written.slice(0, -2) : written;
      prefixes.add(prefix);
      const name = prefix.slice(prefix.lastIndexOf('.') + 1);
      if (/^[A-Z]\w*$/.test(name) && !classes.get(name)?.includes(prefix)) {
        classes.set(name, [...(classes.get(name) ?? []), prefix]);
      }
    }
  }
  return { prefixes, classes };
}
