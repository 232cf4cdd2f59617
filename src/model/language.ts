/** What a file is, by name; the parsed ones have a grammar, the rest are read as text. */
export const PARSED_LANGUAGES = [
  'javascript',
  'typescript',
  'tsx',
  'python',
  'java',
  'go',
  'csharp',
  'ruby',
  'php',
  'rust',
  'c',
  'cpp',
] as const;

export type ParsedLanguage = (typeof PARSED_LANGUAGES)[number];

/** Languages that are known by name but have no grammar here; `text` is any other text, `binary` is not read. */
export const OTHER_LANGUAGES = [
  'kotlin',
  'swift',
  'scala',
  'objective-c',
  'dart',
  'lua',
  'perl',
  'r',
  'shell',
  'powershell',
  'sql',
  'html',
  'css',
  'vue',
  'svelte',
  'yaml',
  'json',
  'toml',
  'ini',
  'xml',
  'markdown',
  'dockerfile',
  'makefile',
  'terraform',
  'text',
  'binary',
] as const;

export type Language = ParsedLanguage | (typeof OTHER_LANGUAGES)[number];
