import {
  CodeActionKind,
  createConnection,
  MarkupKind,
  type ServerCapabilities,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { VERSION } from '../../lib/version.ts';
import { createBench } from '../session/open.ts';
import { authorSentence } from './authors.ts';
import { actionsOf } from './diagnostics.ts';
import { OpenDocuments } from './documents.ts';
import { createFileJudge } from './judge-file.ts';

const CAPABILITIES: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
  hoverProvider: true,
};

/** Serves an editor over stdin and stdout until it closes them or `signal` is aborted. Reads only. */
export async function serveLsp(env: Readonly<Record<string, string | undefined>>, signal: AbortSignal): Promise<void> {
  const connection = createConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
  const documents = new TextDocuments(TextDocument);
  const bench = createBench(env);
  const judge = createFileJudge(bench, env);
  const open = new OpenDocuments(connection, documents, judge);

  let versioned = false;
  connection.onInitialize(({ capabilities }) => {
    versioned = capabilities.workspace?.workspaceEdit?.documentChanges === true;
    return { serverInfo: { name: 'countersign', version: VERSION }, capabilities: CAPABILITIES };
  });
  documents.onDidOpen(({ document }) => open.schedule(document, 0));
  documents.onDidChangeContent(({ document }) => {
    if (document.version > 1) open.schedule(document);
  });
  documents.onDidSave(({ document }) => {
    judge.forgetBases();
    open.forgetAuthors();
    open.schedule(document, 0);
  });
  documents.onDidClose(({ document }) => open.close(document.uri));
  connection.onCodeAction(({ textDocument: { uri }, range }) => {
    const known = open.judged(uri);
    return known === undefined ? [] : actionsOf(known.file, { uri, version: versioned ? known.version : null }, range);
  });
  connection.onHover(async ({ textDocument: { uri }, position }, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    try {
      const sentence = authorSentence(await open.authors(uri, abort.signal), position.line + 1);
      // Names come out of the repository: as plain text they are no markup.
      return sentence === null ? null : { contents: { kind: MarkupKind.PlainText, value: sentence } };
    } catch (error) {
      if (abort.signal.aborted) return null;
      throw error;
    }
  });

  const closed = new Promise<void>((resolve) => {
    connection.onExit(resolve);
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  documents.listen(connection);
  connection.listen();
  await closed;
  open.closeAll();
  connection.dispose();
  await bench.analysts.close();
}
