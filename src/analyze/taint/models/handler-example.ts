/** An example: a handler of a web server that does this, after these definitions. */
export function handles(body: string, before = ''): string {
  return `const app = require("express")();\n${before}app.get("/", async (req, res) => { ${body} });`;
}
