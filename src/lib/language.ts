import type { Language } from '../model/language.ts';
import { isBinary } from './text.ts';

/** File extensions by language, lower case, without the dot. */
const EXTENSIONS: readonly (readonly [Language, string])[] = [
  ['javascript', 'js mjs cjs jsx es6'],
  ['typescript', 'ts mts cts'],
  ['tsx', 'tsx'],
  ['python', 'py pyi pyw'],
  ['java', 'java'],
  ['go', 'go'],
  ['csharp', 'cs csx'],
  ['ruby', 'rb rake gemspec ru podspec'],
  ['php', 'php phtml php3 php4 php5 php7 php8'],
  ['rust', 'rs'],
  ['c', 'c h'],
  ['cpp', 'cpp cc cxx c++ hpp hh hxx h++ ipp tpp ino'],
  ['kotlin', 'kt kts'],
  ['swift', 'swift'],
  ['scala', 'scala sc sbt'],
  ['objective-c', 'm mm'],
  ['dart', 'dart'],
  ['lua', 'lua'],
  ['perl', 'pl pm'],
  ['r', 'r'],
  ['shell', 'sh bash zsh ksh fish'],
  ['powershell', 'ps1 psm1 psd1'],
  ['sql', 'sql'],
  ['html', 'html htm xhtml'],
  ['css', 'css scss sass less'],
  ['vue', 'vue'],
  ['svelte', 'svelte'],
  ['yaml', 'yaml yml'],
  ['json', 'json jsonc json5 jsonl webmanifest ipynb geojson'],
  ['toml', 'toml'],
  ['ini', 'ini cfg conf properties env editorconfig gitconfig gitmodules npmrc'],
  ['xml', 'xml xsd xsl xslt svg plist csproj vbproj fsproj props targets nuspec wsdl'],
  ['markdown', 'md mdx mdc markdown'],
  ['dockerfile', 'dockerfile containerfile'],
  ['makefile', 'mk make'],
  ['terraform', 'tf tfvars hcl'],
  ['text', 'txt rst adoc csv tsv log diff patch lock'],
  ['binary', 'png jpg jpeg gif webp avif bmp ico icns tif tiff psd heic'],
  ['binary', 'mp3 mp4 m4a m4v mov avi mkv webm wav flac ogg'],
  ['binary', 'zip gz tgz bz2 xz zst 7z rar tar jar war ear apk aab ipa whl egg nupkg gem deb rpm dmg iso'],
  ['binary', 'woff woff2 ttf otf eot'],
  ['binary', 'wasm exe dll so dylib a o obj lib class pyc pyo pdb bin dat node'],
  ['binary', 'pdf doc docx xls xlsx ppt pptx odt ods odp'],
  ['binary', 'sqlite sqlite3 db parquet npy npz onnx pt pth safetensors gguf pkl'],
];

/** Whole file names, lower case; a suffix after a dot (`Dockerfile.dev`) is ignored where no extension says more. */
const NAMES: readonly (readonly [Language, string])[] = [
  ['dockerfile', 'dockerfile containerfile'],
  ['makefile', 'makefile gnumakefile'],
  ['ruby', 'rakefile gemfile vagrantfile podfile fastfile guardfile capfile brewfile'],
  ['python', 'sconstruct sconscript wscript'],
  ['toml', 'pipfile cargo.lock poetry.lock uv.lock'],
  ['json', 'composer.lock pipfile.lock .babelrc .eslintrc .prettierrc'],
  ['shell', '.bashrc .bash_profile .profile .zshrc .envrc apkbuild pkgbuild'],
  ['ini', '.env .editorconfig .gitconfig .gitmodules .npmrc .pypirc'],
];

/** Interpreters of a `#!` line, without version digits. */
const INTERPRETERS: readonly (readonly [Language, string])[] = [
  ['javascript', 'node nodejs bun deno'],
  ['typescript', 'tsx ts-node'],
  ['python', 'python pypy uv'],
  ['ruby', 'ruby jruby rake'],
  ['php', 'php'],
  ['perl', 'perl'],
  ['lua', 'lua luajit'],
  ['r', 'rscript'],
  ['shell', 'sh bash zsh ksh dash ash fish'],
  ['powershell', 'pwsh'],
];

const byExtension = tableOf(EXTENSIONS);
const byName = tableOf(NAMES);
const byInterpreter = tableOf(INTERPRETERS);

function tableOf(rows: readonly (readonly [Language, string])[]): ReadonlyMap<string, Language> {
  return new Map(rows.flatMap(([language, words]) => words.split(' ').map((word) => [word, language] as const)));
}

/**
 * What a file is, by its name. Content (`firstBytes`, a few kilobytes) is asked only where the name is silent or ambiguous,
 * so that a source file cannot leave the analysis by carrying a NUL byte or a strange first line.
 */
export function languageOf(path: string, firstBytes?: Uint8Array): Language {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const dot = name.lastIndexOf('.');
  const extension = dot >= 0 ? name.slice(dot + 1) : '';
  const first = name.indexOf('.', 1);
  const named =
    byName.get(name) ??
    byExtension.get(extension) ??
    byName.get(first > 0 ? name.slice(0, first) : name) ??
    (name.startsWith('.env.') ? 'ini' : undefined);
  if (named !== undefined) return extension === 'h' && firstBytes ? headerLanguage(firstBytes) : named;
  if (firstBytes === undefined) return 'text';
  return shebangLanguage(firstBytes) ?? (isBinary(firstBytes) ? 'binary' : 'text');
}

/** `#!/usr/bin/env -S node --flag` and `#!/usr/bin/python3.12` name the interpreter. */
function shebangLanguage(bytes: Uint8Array): Language | undefined {
  if (bytes[0] !== 0x23 || bytes[1] !== 0x21) return undefined;
  const line = latin1(bytes.subarray(2, 258)).split(/[\r\n]/, 1)[0]!;
  for (const word of line.trim().split(/[ \t]+/)) {
    const program = word.slice(word.lastIndexOf('/') + 1).toLowerCase();
    if (program === 'env' || program.startsWith('-') || program.includes('=')) continue;
    return byInterpreter.get(program.replace(/[\d.]+$/, ''));
  }
  return undefined;
}

/** A `.h` file is C unless a line starts as only C++ can. */
function headerLanguage(bytes: Uint8Array): Language {
  const text = latin1(bytes.subarray(0, 65536));
  return /^[ \t]*(?:namespace\b|template[ \t]*<|class[ \t]+\w|using[ \t]+\w|(?:public|private|protected)[ \t]*:)/m.test(
    text,
  )
    ? 'cpp'
    : 'c';
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}
