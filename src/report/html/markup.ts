import { inlineParts } from '../inline-code.ts';
import { visible } from '../visible.ts';

/** HTML that was made by `html`; nothing else becomes part of a page without being escaped. */
export interface Markup {
  readonly markup: string;
}

export type Content = string | number | Markup | readonly Markup[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A piece of a page: what is interpolated is text, unless it is a piece itself. Attributes stand in double quotes. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let markup = parts[0] ?? '';
  contents.forEach((content, i) => {
    markup += rendered(content) + (parts[i + 1] ?? '');
  });
  return { markup };
}

export const NOTHING: Markup = { markup: '' };

/** A message whose backticks mean code. */
export function inline(message: string): Markup {
  const pieces = inlineParts(message).map((part) => (part.code ? html`<code>${part.text}</code>` : html`${part.text}`));
  return html`${pieces}`;
}

function rendered(content: Content): string {
  if (typeof content === 'number') return String(content);
  if (typeof content === 'string') return visible(content).replace(/[&<>"']/g, (char) => ENTITIES[char]!);
  if ('markup' in content) return content.markup;
  return content.map((piece) => piece.markup).join('');
}
