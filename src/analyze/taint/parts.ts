import type { ProgramFile } from '../../model/facts.ts';
import type { ParsedLanguage } from '../../model/language.ts';
import { indexPaths } from '../graph/path-index.ts';
import type { SourceKind } from './kinds.ts';
import { mayBeLive } from './live.ts';
import type { Model } from './model.ts';
import { indexOf } from './model-index.ts';
import { specifiersOf } from './neighbours.ts';

/** A file whose flows can be followed. */
export type ParsedFile = ProgramFile & { readonly language: ParsedLanguage };

/**
 * The parts of a program that must be followed, apart from each other: files in which an untrusted value can appear, with
 * all that they import. What no such file reaches is in no part. Told from the text alone, since most files of most
 * repositories are in none and a tree is the dearest thing there is; so a part may hold more than it must, never less.
 */
export function partsOf(
  files: readonly ParsedFile[],
  models: readonly Model[],
  from: ReadonlySet<SourceKind>,
  /** Only these files can have a finding. */
  isAsked: (file: ParsedFile) => boolean,
): ParsedFile[][] {
  const mentions = new Map<ParsedLanguage, (text: string) => boolean>();
  const waiting: number[] = [];
  for (const [index, file] of files.entries()) {
    const mentionsSource =
      mentions.get(file.language) ?? mayBeLive(indexOf(models, file.language), file.language, from);
    mentions.set(file.language, mentionsSource);
    if (isAsked(file) && (file.offered === true || mentionsSource(file.text))) waiting.push(index);
  }
  const { find } = indexPaths(files);
  const folders = foldersOf(files);
  const byLastFolder = lastFolders(folders);
  const parents = new Map(waiting.map((index) => [index, index]));
  const join = (index: number, other: number) => {
    if (!parents.has(other)) {
      parents.set(other, other);
      waiting.push(other);
    }
    parents.set(rootIn(parents, other), rootIn(parents, index));
  };
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    for (const specifier of specifiersOf(files[index]!)) {
      const other = find(index, specifier);
      if (other !== null) join(index, other);
      else for (const one of wholePackage(files[index]!, specifier, byLastFolder)) join(index, one);
    }
    const folder = folderOf(files[index]!);
    for (const other of folders.get(folder) ?? []) join(index, other);
    // Its files are joined now, once and for all.
    folders.delete(folder);
  }
  const parts = new Map<number, ParsedFile[]>();
  for (const index of [...parents.keys()].sort((a, b) => a - b)) {
    const root = rootIn(parents, index);
    const part = parts.get(root);
    if (part === undefined) parts.set(root, [files[index]!]);
    else part.push(files[index]!);
  }
  return [...parts.values()];
}

/** The representative of a set of joined files; shortens the way there. */
function rootIn(parents: Map<number, number>, index: number): number {
  let root = index;
  for (let parent = parents.get(root)!; parent !== root; parent = parents.get(root)!) root = parent;
  for (let at = index; at !== root; ) {
    const next = parents.get(at)!;
    parents.set(at, root);
    at = next;
  }
  return root;
}

/** Files of Java and Go see their package, which is their folder, without an import. */
function foldersOf(files: readonly ParsedFile[]): Map<string, number[]> {
  const folders = new Map<string, number[]>();
  for (const [index, file] of files.entries()) {
    if (file.language !== 'java' && file.language !== 'go') continue;
    const folder = folderOf(file);
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, [index]);
    else known.push(index);
  }
  return folders;
}

/** Folders of Java and Go files by language and last name. */
function lastFolders(folders: ReadonlyMap<string, readonly number[]>): Map<string, (readonly [string, number])[]> {
  const byName = new Map<string, (readonly [string, number])[]>();
  for (const [folder, [first]] of folders) {
    const [language = '', path = ''] = [folder.slice(0, folder.indexOf(' ')), folder.slice(folder.indexOf(' ') + 1)];
    const key = `${language} ${path.split('/').at(-2) ?? ''}`;
    byName.set(key, [...(byName.get(key) ?? []), [path, first!]]);
  }
  return byName;
}

/** A file of the package that an import of Go names, or of one that Java imports whole: its folder follows. */
function wholePackage(
  { language }: ParsedFile,
  specifier: string,
  byLastFolder: ReadonlyMap<string, readonly (readonly [string, number])[]>,
): readonly number[] {
  if (language !== 'java' && language !== 'go') return [];
  const path = language === 'go' ? specifier : specifier.replace(/\.\*$/, '').replaceAll('.', '/');
  const named = byLastFolder.get(`${language} ${path.slice(path.lastIndexOf('/') + 1)}`) ?? [];
  return named.flatMap(([folder, first]) => {
    const whole = `/${folder}`.slice(0, -1);
    return `/${path}`.endsWith(whole) || whole.endsWith(`/${path}`) ? [first] : [];
  });
}

function folderOf({ path, language }: ParsedFile): string {
  return `${language} ${path.slice(0, path.lastIndexOf('/') + 1)}`;
}
