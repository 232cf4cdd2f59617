/** Whether a name is the one meant, without case; `*` in `meant` stands for anything, in time linear in both. */
export function isWord(meant: string, name: string): boolean {
  const parts = meant.toLowerCase().split('*');
  const text = name.toLowerCase();
  const head = parts[0]!;
  const tail = parts.at(-1)!;
  if (parts.length === 1) return text === head;
  if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
  let at = head.length;
  const end = text.length - tail.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
