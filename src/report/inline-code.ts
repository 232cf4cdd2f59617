/** A message in parts: what stands between backticks is code. */
export interface InlinePart {
  readonly text: string;
  readonly code: boolean;
}

/** A backtick without a partner is an ordinary character. */
export function inlineParts(message: string): readonly InlinePart[] {
  const pieces = message.split('`');
  const parts: InlinePart[] = [];
  let text = pieces[0]!;
  for (let i = 1; i < pieces.length; i++) {
    const piece = pieces[i]!;
    // Only a piece with a backtick behind it is enclosed, and a blank one is no code.
    if (i + 1 < pieces.length && piece.trim() !== '') {
      if (text !== '') parts.push({ text, code: false });
      parts.push({ text: piece, code: true });
      text = pieces[++i]!;
    } else text += `\`${piece}`;
  }
  if (text !== '') parts.push({ text, code: false });
  return parts;
}
