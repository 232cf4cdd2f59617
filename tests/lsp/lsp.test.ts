import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type CodeAction,
  CodeActionRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  ExitNotification,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentEdit,
} from 'vscode-languageserver/node';
import { fixtureRepository, temporaryFolder } from '../git/fixture.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const TSX = import.meta.resolve('tsx');
const OFF = 'import requests\nrequests.get("https://example.org", verify=False)\n';

/** An editor as far as a server sees one, over the protocol library that editors use. */
class Editor {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly logs: string[] = [];
  readonly published: PublishDiagnosticsParams[] = [];
  readonly #waiting: ((params: PublishDiagnosticsParams) => void)[] = [];

  constructor(folder: string) {
    this.process = spawn(process.execPath, ['--import', TSX, MAIN, 'lsp', '--stdio'], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: '/nonexistent' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdin, stdout } = this.process;
    this.connection = createProtocolConnection(new StreamMessageReader(stdout!), new StreamMessageWriter(stdin!));
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params);
      for (const wake of this.#waiting.splice(0)) wake(params);
    });
    this.connection.onNotification(LogMessageNotification.type, ({ message }) => void this.logs.push(message));
    this.connection.listen();
  }

  async start(): Promise<void> {
    const started = await this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
    });
    expect(started.capabilities).toMatchObject({
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: ['quickfix'] },
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
  }

  open(uri: string, text: string, version = 1): Promise<void> {
    const textDocument = { uri, languageId: 'python', version, text };
    return this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  change(uri: string, text: string, version: number): Promise<void> {
    const textDocument = { uri, version };
    return this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument,
      contentChanges: [{ text }],
    });
  }

  /** What is published of a document from now on, that fits. */
  async next(uri: string, fits: (params: PublishDiagnosticsParams) => boolean = () => true) {
    for (;;) {
      const params = await new Promise<PublishDiagnosticsParams>((resolve) => this.#waiting.push(resolve));
      if (params.uri === uri && fits(params)) return params;
    }
  }

  async hover(uri: string, line: number): Promise<string | null> {
    const at = { textDocument: { uri }, position: { line, character: 0 } };
    const hover: Hover | null = await this.connection.sendRequest(HoverRequest.type, at);
    return hover === null ? null : (hover.contents as { value: string }).value;
  }

  async stop(): Promise<number | null> {
    const closed = new Promise<number | null>((resolve) => this.process.once('close', resolve));
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    return closed;
  }
}

describe('an editor', () => {
  const repository = fixtureRepository();
  const uriOf = (path: string) => pathToFileURL(join(repository.path, path)).href;
  let editor: Editor;

  beforeAll(async () => {
    repository.commit({ files: { 'countersign.yaml': 'version: 1\n', 'old.py': OFF } });
    repository.commit({ files: { 'README.md': 'Shop\n' } });
    repository.commit({
      files: { 'written.py': 'x = 1\n' },
      trailers: ['Co-authored-by: Claude <noreply@anthropic.com>'],
    });
    editor = new Editor(repository.path);
    await editor.start();
  });
  afterAll(async () => {
    expect(await editor.stop()).toBe(0);
  });

  test('hears of a finding when a file is opened, and that it is gone when it is mended, without a save', async () => {
    const uri = uriOf('new.py');
    const shown = editor.next(uri);
    await editor.open(uri, OFF);
    expect(await shown).toMatchObject({
      version: 1,
      diagnostics: [
        {
          code: 'security/tls-verification-off',
          severity: 1,
          source: 'countersign',
          range: { start: { line: 1, character: 36 }, end: { line: 1, character: 48 } },
        },
      ],
    });
    const mended = editor.next(uri, ({ version }) => version === 2);
    await editor.change(uri, OFF.replace(', verify=False', ''), 2);
    expect((await mended).diagnostics).toEqual([]);
  });

  test('that types fast is answered for the last version only', async () => {
    const uri = uriOf('typing.py');
    const first = editor.next(uri);
    await editor.open(uri, '');
    await first;
    const before = editor.published.length;
    const last = editor.next(uri, ({ version }) => version === 31);
    for (let version = 2; version <= 31; version++) await editor.change(uri, OFF.slice(0, version * 2), version);
    await last;
    const versions = editor.published.slice(before).map(({ version }) => version);
    expect(versions).toEqual([31]);
  });

  test('sees what was there before its change as a hint', async () => {
    const uri = uriOf('old.py');
    const shown = editor.next(uri);
    await editor.open(uri, `# moved down\n${OFF}`);
    expect((await shown).diagnostics).toMatchObject([{ severity: 4, range: { start: { line: 2 } } }]);
  });

  test('follows a value from a request to a query in the text that is not saved', async () => {
    const uri = uriOf('flow.py');
    const shown = editor.next(uri);
    await editor.open(
      uri,
      [
        'from flask import Flask, request',
        'import sqlite3',
        'app = Flask(__name__)',
        '@app.route("/u")',
        'def user():',
        '    name = request.args.get("name")',
        '    return sqlite3.connect("a.db").execute("select * from u where name = \'" + name + "\'").fetchall()',
        '',
      ].join('\n'),
    );
    expect((await shown).diagnostics.map(({ code }) => code)).toContain('security/sql-injection');
  });

  test('is offered the edit that mends a finding, and the edit mends it', async () => {
    const uri = uriOf('mend.py');
    const shown = editor.next(uri);
    await editor.open(uri, OFF);
    const [diagnostic] = (await shown).diagnostics;
    const actions = await editor.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: diagnostic!.range,
      context: { diagnostics: [diagnostic!] },
    });
    const [action] = actions as CodeAction[];
    const [change] = action!.edit!.documentChanges as TextDocumentEdit[];
    expect(change).toMatchObject({ textDocument: { uri, version: 1 }, edits: [{ newText: 'True' }] });
    const mended = editor.next(uri, ({ version }) => version === 2);
    await editor.change(uri, OFF.replace('verify=False', 'verify=True'), 2);
    expect((await mended).diagnostics).toEqual([]);
  });

  test('is told who wrote a line, also where lines were put above it since', async () => {
    const uri = uriOf('written.py');
    const shown = editor.next(uri);
    await editor.open(uri, 'import os\nx = 1\n');
    await shown;
    expect(await editor.hover(uri, 0)).toBe('Written by: unknown author, no evidence; not committed');
    expect(await editor.hover(uri, 1)).toMatch(
      /^Written by: AI and human \(claude\), declared by trailer; commit [0-9a-f]{12}$/,
    );
    expect(await editor.hover(uri, 99)).toBeNull();
  });

  test('is told of a half-typed file what can be told', async () => {
    const uri = uriOf('half.py');
    const shown = editor.next(uri);
    await editor.open(uri, `${OFF}def broken(:\n    return {`);
    expect((await shown).diagnostics.map(({ code }) => code)).toEqual(['security/tls-verification-off']);
  });

  test('is told of a huge file that it was not read, and answered all the same', async () => {
    const uri = uriOf('huge.py');
    const shown = editor.next(uri);
    await editor.open(uri, 'x = 1\n'.repeat(500_000));
    expect((await shown).diagnostics).toMatchObject([
      { severity: 3, message: 'Not analysed: It is larger than 2 MB.' },
    ]);
  });

  test('has a file outside of any repository judged, without authors', async () => {
    const uri = pathToFileURL(join(temporaryFolder(), 'alone.py')).href;
    const shown = editor.next(uri);
    await editor.open(uri, OFF);
    expect((await shown).diagnostics).toHaveLength(1);
    expect(await editor.hover(uri, 0)).toBeNull();
  });

  test('has buffers that are no files left alone', async () => {
    for (const uri of ['untitled:Untitled-1', 'git:/a.py?x', 'file://elsewhere/share/a.py', 'nonsense']) {
      await editor.open(uri, OFF);
      expect(await editor.hover(uri, 0), uri).toBeNull();
      const actions = await editor.connection.sendRequest(CodeActionRequest.type, {
        textDocument: { uri },
        range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
        context: { diagnostics: [] },
      });
      expect(actions, uri).toEqual([]);
    }
  });

  test('has the policy read again after a save', async () => {
    const uri = uriOf('levels.py');
    const shown = editor.next(uri);
    await editor.open(uri, OFF);
    expect((await shown).diagnostics[0]?.severity).toBe(1);
    repository.commit({ files: { 'countersign.yaml': 'version: 1\nrules:\n  security/tls-verification-off: note\n' } });
    repository.commit({ files: { 'README.md': 'Shop!\n' } });
    writeFileSync(join(repository.path, 'levels.py'), OFF);
    const again = editor.next(uri);
    await editor.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } });
    expect((await again).diagnostics[0]?.severity).toBe(3);
  });

  test('that closes a file has its findings taken away', async () => {
    const uri = uriOf('new.py');
    const gone = editor.next(uri);
    await editor.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
    expect((await gone).diagnostics).toEqual([]);
  });
});
