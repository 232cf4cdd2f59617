import { digestOf } from '../lib/hash.ts';
import type { Attribution } from '../model/attribution.ts';
import type { Format } from './format.ts';
import { gitoidOf, inventoryOf, uuidOf } from './inventory/inventory.ts';
import { authorPhrase } from './phrases.ts';
import { newestTime, secondsOf } from './time.ts';
import { uriOf } from './uri.ts';
import { safeJson, visible } from './visible.ts';

const INFO = '_:creation';

/** SPDX 3.0.1 as JSON-LD: files, and as snippets the lines that an assistant wrote or had a hand in. */
export const spdx: Format = ({ report }, options = {}) => {
  const { change, run, decision } = report;
  const { files, tools } = inventoryOf(report);
  const space = `urn:uuid:${uuidOf(digestOf([decision.head, decision.run]))}#`;
  const id = (kind: string, ...names: readonly (string | number)[]) =>
    `${space}${[kind, ...names.map((name) => uriOf(String(name)))].join('-')}`;
  const element = (type: string, spdxId: string, rest: object) => ({ type, spdxId, creationInfo: INFO, ...rest });

  const scanner = element('Tool', id('tool'), { name: `${run.tool.name} ${run.tool.version}` });
  const maker = element('SoftwareAgent', id('agent', 'maker'), { name: run.tool.name });
  const agents = new Map(
    tools.map(({ name }) => [name, element('SoftwareAgent', id('assistant', name), { name: visible(name) })]),
  );
  const fileElements = files.map(({ file }) =>
    element('software_File', id('file', file.path), {
      name: visible(file.path),
      ...(file.blob === undefined
        ? {}
        : {
            software_contentIdentifier: [
              {
                type: 'software_ContentIdentifier',
                software_contentIdentifierType: 'gitoid',
                software_contentIdentifierValue: gitoidOf(file.blob),
              },
            ],
          }),
    }),
  );
  const snippets = files.flatMap(({ file, attributions }) =>
    attributions.filter(isAssisted).map((attribution) =>
      element('software_Snippet', id('snippet', file.path, attribution.startLine, attribution.endLine), {
        name: visible(`${file.path} lines ${attribution.startLine} to ${attribution.endLine}`),
        comment: visible(authorPhrase(attribution.contributor, attribution)),
        software_snippetFromFile: id('file', file.path),
        software_lineRange: {
          type: 'PositiveIntegerRange',
          beginIntegerRange: attribution.startLine,
          endIntegerRange: attribution.endLine,
        },
        ...(attribution.tool === undefined ? {} : { originatedBy: [id('assistant', attribution.tool)] }),
      }),
    ),
  );
  const root = element('software_Package', id('repository'), {
    name: visible(change.repo) || 'repository',
    ...(change.head.sha === undefined ? {} : { software_packageVersion: change.head.sha }),
    software_primaryPurpose: 'source',
  });
  const members = [...fileElements, ...snippets];
  const contains = element('Relationship', id('contains'), {
    from: root.spdxId,
    relationshipType: 'contains',
    to: fileElements.map((file) => file.spdxId),
  });
  const document = element('SpdxDocument', id('document'), {
    name: visible(`${change.repo}: ${run.scope}`),
    dataLicense: 'https://spdx.org/licenses/CC0-1.0',
    profileConformance: ['core', 'software'],
    rootElement: [root.spdxId],
    element: [root, scanner, maker, ...agents.values(), ...members].map((one) => one.spdxId),
  });
  return safeJson({
    '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
    '@graph': [
      {
        type: 'CreationInfo',
        '@id': INFO,
        specVersion: '3.0.1',
        created: `${secondsOf(options.now ?? newestTime(change))}Z`,
        createdBy: [maker.spdxId],
        createdUsing: [scanner.spdxId],
      },
      document,
      root,
      scanner,
      maker,
      ...agents.values(),
      ...members,
      ...(fileElements.length === 0 ? [] : [contains]),
    ],
  });
};

function isAssisted({ contributor }: Attribution): boolean {
  return contributor === 'ai' || contributor === 'mixed';
}
