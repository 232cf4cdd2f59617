import security from 'eslint-plugin-security';
import sonarjs from 'eslint-plugin-sonarjs';
import tseslint from 'typescript-eslint';

/** The security stack of JavaScript as its users run it: every rule of both plugins, without type information. */
export default [
  {
    files: ['**/*.{js,mjs,cjs,jsx,ts,tsx}'],
    languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
  },
  security.configs.recommended,
  sonarjs.configs.recommended,
  { linterOptions: { noInlineConfig: true } },
];
