import { sha256 } from '../lib/hash.ts';
import type { Attribution } from '../model/attribution.ts';
import { authorPhrase } from './phrases.ts';
import { secondsOf } from './time.ts';
import { safeJson, visible } from './visible.ts';

/** One file with the lines that assistants wrote or had a hand in. */
export interface AttributedFile {
  readonly path: string;
  /** SHA-1 of the content, hex. */
  readonly sha1: string;
  /** Byte offset at which each line begins, and one more for the end of the file. */
  readonly offsets: readonly number[];
  readonly attributions: readonly Attribution[];
}

export interface RecordDocument {
  readonly repository: string;
  readonly head: string;
  /** ISO 8601: of the head, so that the document is the same whenever it is made. */
  readonly at: string;
  readonly version: string;
  readonly files: readonly AttributedFile[];
}

const NONE = 'NOASSERTION';

/** Who wrote the lines of a commit as SPDX 2.3: a snippet for each run of an assistant's lines, with an annotation that says how it is known. */
export function recordSpdx({ repository, head, at, version, files }: RecordDocument): string {
  const created = `${secondsOf(at)}Z`;
  const tool = `Tool: countersign-${version}`;
  const ofFile = (path: string): string => `SPDXRef-File-${sha256(path).slice(0, 16)}`;
  const snippets = files.flatMap(({ path, offsets, attributions }) =>
    attributions.map((author) => {
      const { startLine, endLine } = author;
      const reference = ofFile(path);
      const pointers = (start: object, end: object) => ({
        startPointer: { reference, ...start },
        endPointer: { reference, ...end },
      });
      const last = offsets[Math.min(endLine, offsets.length - 1)] ?? 0;
      return {
        SPDXID: `SPDXRef-Snippet-${sha256(path).slice(0, 16)}-${startLine}-${endLine}`,
        name: visible(`${path} lines ${startLine} to ${endLine}`),
        snippetFromFile: reference,
        ranges: [
          // Bytes count from 1 here, and the last one is inside.
          pointers({ offset: (offsets[startLine - 1] ?? 0) + 1 }, { offset: Math.max(last, 1) }),
          pointers({ lineNumber: startLine }, { lineNumber: endLine }),
        ],
        licenseConcluded: NONE,
        licenseInfoInSnippets: [NONE],
        copyrightText: NONE,
        annotations: [
          {
            annotationDate: created,
            annotationType: 'OTHER',
            annotator: tool,
            comment: visible(
              `Author: ${authorPhrase(author.contributor, author)}${author.commit === undefined ? '' : `, commit ${author.commit}`}`,
            ),
          },
        ],
      };
    }),
  );
  return safeJson({
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: visible(`${repository} at ${head.slice(0, 12)}: lines of assistants`),
    documentNamespace: `urn:countersign:record:${head}:${sha256(JSON.stringify(snippets)).slice(0, 16)}`,
    creationInfo: { created, creators: [tool] },
    relationships: files.map(({ path }) => ({
      spdxElementId: 'SPDXRef-DOCUMENT',
      relationshipType: 'DESCRIBES',
      relatedSpdxElement: ofFile(path),
    })),
    files: files.map(({ path, sha1 }) => ({
      SPDXID: ofFile(path),
      fileName: `./${visible(path)}`,
      checksums: [{ algorithm: 'SHA1', checksumValue: sha1 }],
      licenseConcluded: NONE,
      licenseInfoInFiles: [NONE],
      copyrightText: NONE,
    })),
    snippets,
  });
}
