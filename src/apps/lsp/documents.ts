import { fileURLToPath } from 'node:url';
import type { Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Attribution } from '../../model/attribution.ts';
import { authorsOf } from './authors.ts';
import { diagnosticsOf } from './diagnostics.ts';
import type { FileJudge, JudgedFile } from './judge-file.ts';

/** A person who types is left alone for this many milliseconds. */
const PAUSE = 300;

interface Kept<T> {
  readonly version: number;
  readonly value: T;
}

/** The open documents with what is known of each; every new version cancels the work on the one before. */
export class OpenDocuments {
  readonly #connection: Connection;
  readonly #documents: TextDocuments<TextDocument>;
  readonly #judge: FileJudge;
  readonly #work = new Map<string, AbortController>();
  readonly #judged = new Map<string, Kept<JudgedFile>>();
  readonly #authors = new Map<string, Kept<readonly Attribution[]>>();

  constructor(connection: Connection, documents: TextDocuments<TextDocument>, judge: FileJudge) {
    this.#connection = connection;
    this.#documents = documents;
    this.#judge = judge;
  }

  /** Judges a document after `pause` milliseconds without another change. */
  schedule(document: TextDocument, pause = PAUSE): void {
    const { uri } = document;
    this.#work.get(uri)?.abort();
    const abort = new AbortController();
    this.#work.set(uri, abort);
    setTimeout(() => void this.#run(uri, abort.signal), pause).unref();
  }

  close(uri: string): void {
    this.#work.get(uri)?.abort();
    for (const map of [this.#work, this.#judged, this.#authors]) map.delete(uri);
    void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  closeAll(): void {
    for (const abort of this.#work.values()) abort.abort();
  }

  /** What was found in exactly the version that is open; undefined where that is not known yet. */
  judged(uri: string): { readonly version: number; readonly file: JudgedFile } | undefined {
    const document = this.#documents.get(uri);
    const kept = this.#judged.get(uri);
    if (document === undefined || kept === undefined || kept.version !== document.version) return undefined;
    return { version: kept.version, file: kept.value };
  }

  /** Who wrote the lines of the version that is open. */
  async authors(uri: string, signal: AbortSignal): Promise<readonly Attribution[]> {
    const document = this.#documents.get(uri);
    const path = document === undefined ? null : pathOf(uri);
    if (document === undefined || path === null) return [];
    const kept = this.#authors.get(uri);
    if (kept?.version === document.version) return kept.value;
    const { version } = document;
    const value = await authorsOf(path, document.getText(), signal);
    this.#authors.set(uri, { version, value });
    return value;
  }

  /** A commit changes who wrote what without a new version. */
  forgetAuthors(): void {
    this.#authors.clear();
  }

  async #run(uri: string, signal: AbortSignal): Promise<void> {
    const document = this.#documents.get(uri);
    const path = pathOf(uri);
    if (signal.aborted || document === undefined || path === null) return;
    const { version } = document;
    try {
      const value = await this.#judge.judge(path, document.getText(), signal);
      if (signal.aborted) return;
      this.#judged.set(uri, { version, value });
      await this.#connection.sendDiagnostics({ uri, version, diagnostics: diagnosticsOf(value) });
    } catch (error) {
      if (signal.aborted) return;
      const sentence = error instanceof Error ? error.message.split('\n')[0]! : String(error);
      this.#connection.console.warn(`countersign: ${path} was not judged: ${sentence}`);
    }
  }
}

/** Null for what is no file of this machine: an unsaved buffer, a remote one, the side of a diff. */
function pathOf(uri: string): string | null {
  try {
    const url = new URL(uri);
    return url.protocol === 'file:' && url.host === '' ? fileURLToPath(url) : null;
  } catch {
    return null;
  }
}
