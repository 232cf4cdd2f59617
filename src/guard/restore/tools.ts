/** What the arguments of a tool are used for. */
type ToolUse = 'edit' | 'read' | 'shell' | 'network' | 'unknown';

const SHELL =
  /^(?:bash|shell|sh|zsh|cmd|powershell|pwsh|terminal|exec|execute|run|command|python|ipython|repl|eval|computer|process|kill)$/;
const NETWORK =
  /^(?:fetch|http|https|request|web|browser|browse|url|curl|wget|download|upload|navigate|send|post|mail|email|slack|webhook|publish|push|message|tweet|ftp|ssh|dns|api)$/;
const EDIT =
  /^(?:edit|edits|multiedit|write|notebookedit|notebook|patch|apply|create|insert|replace|str|update|save|append|diff|file)$/;
const READ = /^(?:read|view|open|grep|glob|ls|list|find|search|cat|todowrite|todo|plan)$/;

/**
 * What a tool is for, by the words of its name (`MultiEdit`, `run_in_terminal`, `mcp__web__fetch_page`). One word that means a
 * shell or the network weighs more than any other; a name that says nothing is unknown.
 */
function toolUseOf(name: string): ToolUse {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  if (words.some((word) => SHELL.test(word))) return 'shell';
  if (words.some((word) => NETWORK.test(word))) return 'network';
  if (words.some((word) => EDIT.test(word))) return 'edit';
  if (words.some((word) => READ.test(word))) return 'read';
  return 'unknown';
}

/** Whether values come back in the arguments of this tool: in edits and local reading, elsewhere where it is named. */
export function restoresIn(name: string, named: readonly string[]): boolean {
  if (named.includes(name) || named.includes('*')) return true;
  const use = toolUseOf(name);
  return use === 'edit' || use === 'read';
}
