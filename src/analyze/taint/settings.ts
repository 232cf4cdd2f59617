/** What settings files of a repository say: every value that a key has in any of them. */
export type Settings = ReadonlyMap<string, readonly string[]>;

/** Files that say what settings are: they are read beside the code that asks for them. */
export function isSettings(path: string): boolean {
  return path.endsWith('.properties');
}

/** Reads `key=value` and `key: value` lines; continued lines and comments are left out. */
export function settingsIn(files: readonly { readonly text: string }[]): Settings {
  const settings = new Map<string, string[]>();
  for (const { text } of files) {
    for (const line of text.split(/\r?\n/)) {
      const found = /^[ \t]*([^#!:=\s][^:=\s]*)[ \t]*[:=][ \t]*(.*)$/.exec(line);
      if (found === null || found[2]!.endsWith('\\')) continue;
      const known = settings.get(found[1]!);
      if (known === undefined) settings.set(found[1]!, [found[2]!.trim()]);
      else if (!known.includes(found[2]!.trim())) known.push(found[2]!.trim());
    }
  }
  return settings;
}
