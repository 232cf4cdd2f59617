import type { Format } from './format.ts';

/** Every format, loaded when it is asked for: start-up pays for the one that is used. */
export const formats = {
  terminal: async () => (await import('./terminal.ts')).terminal,
  json: async () => (await import('./json.ts')).json,
  html: async () => (await import('./html.ts')).html,
  markdown: async () => (await import('./markdown.ts')).markdown,
  sarif: async () => (await import('./sarif.ts')).sarif,
  junit: async () => (await import('./junit.ts')).junit,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  'gitlab-sast': async () => (await import('./gitlab.ts')).gitlabSast,
  cyclonedx: async () => (await import('./cyclonedx.ts')).cyclonedx,
  spdx: async () => (await import('./spdx.ts')).spdx,
} satisfies Record<string, () => Promise<Format>>;

export type FormatName = keyof typeof formats;
