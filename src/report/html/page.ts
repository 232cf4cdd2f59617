import { Buffer } from 'node:buffer';
import { sha256 } from '../../lib/hash.ts';
import { html, type Markup } from './markup.ts';
import { STYLE } from './style.ts';

/** One file without scripts and without anything to load; the policy in its head forbids both, whatever is in the body. */
export function pageOf(title: string, body: Markup): string {
  const hash = Buffer.from(sha256(STYLE), 'hex').toString('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
${body}</body>
</html>
`.markup;
}
