import type { ChangedFile } from '../model/change.ts';
import { type Language, PARSED_LANGUAGES } from '../model/language.ts';
import { bringsContent } from './authorship.ts';

/** What a file that was not read may be; only `harmless` cannot hold a program. */
export type UnreadKind = 'harmless' | 'code' | 'opaque' | 'submodule';

/** Known by name, not parsed. Markup counts where it carries scripts; configuration and prose do not. */
const PROGRAMS: ReadonlySet<Language> = new Set([
  ...['kotlin', 'swift', 'scala', 'objective-c', 'dart', 'lua', 'perl', 'r', 'shell', 'powershell', 'sql'],
  ...['vue', 'svelte', 'html', 'makefile', 'dockerfile', 'terraform'],
] as Language[]);

/** Endings of programs whose language has no name here, so that they come as plain text. */
const PROGRAM_ENDINGS =
  /\.(adb|ads|as|asm|awk|bas|bat|bzl|cbl|cl|clj|cljc|cljs|cmake|cmd|cob|coffee|cr|csx|cu|d|elm|erl|ex|exs|f|f90|f95|fs|fsx|gd|gleam|glsl|gradle|groovy|hcl|hlsl|hrl|hs|jl|lean|lhs|lisp|m4|metal|mk|ml|mli|mm|move|nim|nix|nu|odin|pas|pl1|pro|proto|purs|pyx|rego|res|rkt|s|scm|sml|sol|sv|tcl|v|vala|vb|vbs|vhd|vhdl|vy|wat|wgsl|zig)$/i;

/** Binaries that are shown or played, not run. */
const MEDIA_ENDINGS =
  /\.(png|jpe?g|gif|webp|avif|bmp|ico|icns|tiff?|heic|psd|woff2?|ttf|otf|eot|mp3|mp4|m4a|m4v|ogg|oga|ogv|opus|wav|flac|webm|mov|avi|pdf)$/i;

/** True for a language that has a grammar: an unread file of it has something wrong with its content. */
export function isParsed(language: Language): boolean {
  return (PARSED_LANGUAGES as readonly Language[]).includes(language);
}

export function kindOf({ path, language, mode }: ChangedFile): UnreadKind {
  if (mode === '160000') return 'submodule';
  if (mode === '120000') return 'harmless';
  if (language === 'binary') return MEDIA_ENDINGS.test(path) && mode !== '100755' ? 'harmless' : 'opaque';
  return isParsed(language) || PROGRAMS.has(language) || mode === '100755' || PROGRAM_ENDINGS.test(path)
    ? 'code'
    : 'harmless';
}

/**
 * Whether what the file brings escaped the analyzers, by what each of them said of it. Text that some analyzer searched
 * was read; of program code that is true only where none of them said that it does not apply.
 */
export function isUnread(file: ChangedFile, kind: UnreadKind, statuses: readonly string[]): boolean {
  // What failed or was skipped is a gap, which another clause reports.
  if (!bringsContent(file) || statuses.includes('failed') || statuses.includes('skipped')) return false;
  const read = statuses.filter((status) => status === 'complete' || status === 'partial').length;
  if (kind !== 'code' || isParsed(file.language)) return read === 0;
  return read === 0 || statuses.includes('not-applicable');
}
