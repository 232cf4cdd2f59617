import type { Framework } from '../../model/audit.ts';

const MAPPED = '2026-11-22';
const ONE_PERIOD = 'The pack covers the changes of a period, not the releases and the operation of the product.';
const ORGANISATION = 'It asks for what an organisation does beyond its repository.';

/** NIST SP 800-218, practices that a repository can show something for. */
export const ssdf: Framework = {
  id: 'nist-ssdf',
  name: 'NIST SP 800-218 Secure Software Development Framework',
  edition: '1.1, February 2022',
  source: 'https://doi.org/10.6028/NIST.SP.800-218',
  mapped: MAPPED,
  controls: [
    { id: 'PO.1.1', title: 'Security requirements of development are written down', evidence: ['policy'] },
    { id: 'PO.2.2', title: 'People are trained for their part', evidence: ['training', 'acknowledgement'] },
    {
      id: 'PO.3.3',
      title: 'Tools are set up to leave evidence',
      evidence: ['decisions', 'signed-evidence', 'authorship'],
    },
    { id: 'PO.4.1', title: 'Criteria for security checks are defined and followed', evidence: ['policy', 'decisions'] },
    { id: 'PO.4.2', title: 'What the criteria need is gathered and kept', evidence: ['decisions', 'ledger'] },
    {
      id: 'PO.5.1',
      title: 'Development environments are separated and protected',
      evidence: ['assistant-configuration'],
      limit: ORGANISATION,
    },
    {
      id: 'PS.1.1',
      title: 'Code is kept from being changed without right',
      evidence: ['authorship', 'reviews'],
      limit: 'Who may write to the repository is set in the forge.',
    },
    {
      id: 'PS.2.1',
      title: 'Users can check the integrity of what they get',
      evidence: ['signed-evidence'],
      limit: ONE_PERIOD,
    },
    {
      id: 'PS.3.1',
      title: 'What belongs to a release is archived',
      evidence: ['ledger', 'signed-evidence'],
      limit: ONE_PERIOD,
    },
    {
      id: 'PS.3.2',
      title: 'Where the parts of a release come from is kept and shared',
      evidence: ['inventory', 'authorship', 'dependencies'],
    },
    { id: 'PW.1.1', title: 'Threats are modelled before building', evidence: ['threat-model'] },
    {
      id: 'PW.2.1',
      title: 'Somebody else looks at the design',
      evidence: ['threat-model', 'reviews'],
      limit: 'A review of code is not one of its design.',
    },
    { id: 'PW.4.1', title: 'Parts from others are chosen with care', evidence: ['dependencies', 'licences'] },
    {
      id: 'PW.4.4',
      title: 'Parts from others are checked for as long as they are used',
      evidence: ['dependencies'],
      limit: ONE_PERIOD,
    },
    {
      id: 'PW.5.1',
      title: 'Code is written by secure practices',
      evidence: ['static-analysis', 'secrets', 'no-open-errors'],
    },
    { id: 'PW.7.1', title: 'It is decided how code is reviewed and analysed', evidence: ['policy'] },
    {
      id: 'PW.7.2',
      title: 'Code is reviewed and analysed, and what is found is kept',
      evidence: ['static-analysis', 'reviews', 'decisions'],
    },
    { id: 'PW.8.1', title: 'It is decided what is tested', evidence: ['policy', 'tests'] },
    { id: 'PW.8.2', title: 'It is tested, and what is found is kept', evidence: ['tests', 'interactive-tests'] },
    {
      id: 'PW.9.1',
      title: 'Defaults are secure',
      evidence: ['static-analysis'],
      limit: 'Analysis sees insecure settings in code, not the product as installed.',
    },
    { id: 'RV.1.1', title: 'Reports about vulnerabilities are gathered', evidence: [] },
    {
      id: 'RV.1.2',
      title: 'Code is looked at again for what was not found before',
      evidence: ['static-analysis', 'dependencies'],
      limit: ONE_PERIOD,
    },
    { id: 'RV.2.1', title: 'Each vulnerability is weighed', evidence: ['waivers', 'decisions'] },
    { id: 'RV.2.2', title: 'Each vulnerability has an answer', evidence: ['waivers', 'no-open-errors'] },
    { id: 'RV.3.3', title: 'Code is searched for more of the same kind', evidence: ['static-analysis'] },
  ],
};

/** NIST SP 800-218A: what it adds for those who build with and on models. */
export const ssdfAi: Framework = {
  id: 'nist-ssdf-ai',
  name: 'NIST SP 800-218A, community profile for generative AI',
  edition: 'July 2024',
  source: 'https://doi.org/10.6028/NIST.SP.800-218A',
  mapped: MAPPED,
  controls: [
    { id: 'PO.1.1', title: 'Requirements name the use of AI', evidence: ['policy', 'approved-assistants'] },
    { id: 'PO.2.2', title: 'Training covers the risks of AI', evidence: ['training', 'acknowledgement'] },
    {
      id: 'PO.3.1',
      title: 'Tools with AI are chosen and limited',
      evidence: ['approved-assistants', 'assistant-configuration'],
    },
    { id: 'PS.1.1', title: 'Code that models wrote is told apart and protected', evidence: ['authorship'] },
    { id: 'PS.3.2', title: 'Which models had a part is kept', evidence: ['authorship', 'inventory'] },
    { id: 'PW.1.1', title: 'Threat models name those of AI', evidence: ['threat-model', 'red-team'] },
    { id: 'PW.3.1', title: 'Training data is checked before use', evidence: [] },
    {
      id: 'PW.4.4',
      title: 'Models and data from others are checked',
      evidence: ['dependencies'],
      limit: 'Packages are looked up, weights and data are not.',
    },
    {
      id: 'PW.7.2',
      title: 'Code that models wrote is reviewed and analysed',
      evidence: ['static-analysis', 'reviews', 'authorship'],
    },
    { id: 'PW.8.2', title: 'It is tested, by attack too', evidence: ['tests', 'red-team'] },
    {
      id: 'RV.1.2',
      title: 'Systems with AI are watched for new weaknesses',
      evidence: ['static-analysis'],
      limit: ONE_PERIOD,
    },
  ],
};

export const pciDss: Framework = {
  id: 'pci-dss',
  name: 'PCI DSS',
  edition: '4.0.1, June 2024',
  source: 'https://www.pcisecuritystandards.org/document_library/',
  mapped: MAPPED,
  controls: [
    { id: '6.2.1', title: 'Own software is developed securely', evidence: ['policy', 'static-analysis', 'reviews'] },
    { id: '6.2.2', title: 'Developers are trained every year', evidence: ['training'] },
    { id: '6.2.3', title: 'Own code is reviewed before it goes live', evidence: ['reviews', 'static-analysis'] },
    {
      id: '6.2.3.1',
      title: 'Manual reviews are by somebody else who knows, and approved',
      evidence: ['reviews', 'training'],
      limit: 'Approval by management is kept elsewhere.',
    },
    { id: '6.2.4', title: 'Common attacks are prevented', evidence: ['static-analysis', 'secrets', 'no-open-errors'] },
    {
      id: '6.3.1',
      title: 'Vulnerabilities are found and ranked',
      evidence: ['static-analysis', 'dependencies', 'waivers'],
    },
    {
      id: '6.3.2',
      title: 'There is an inventory of own and foreign software',
      evidence: ['inventory', 'dependencies'],
    },
    { id: '6.5.1', title: 'Changes are documented, approved and tested', evidence: ['decisions', 'reviews', 'tests'] },
    { id: '8.6.2', title: 'No passwords of applications stand in code', evidence: ['secrets'] },
    { id: '12.6.1', title: 'People are made aware of security', evidence: ['training', 'acknowledgement'] },
  ],
};

export const cra: Framework = {
  id: 'eu-cra',
  name: 'EU Cyber Resilience Act',
  edition: 'Regulation (EU) 2024/2847',
  source: 'https://eur-lex.europa.eu/eli/reg/2024/2847/oj',
  mapped: MAPPED,
  controls: [
    {
      id: 'Art. 13(2)',
      title: 'Risks are assessed and the result shapes the product',
      evidence: ['threat-model', 'policy'],
    },
    { id: 'Art. 13(5)', title: 'Care with parts from others', evidence: ['dependencies', 'licences'] },
    {
      id: 'I.I.2(a)',
      title: 'Nothing known to be exploitable is shipped',
      evidence: ['no-open-errors', 'dependencies'],
      limit: ONE_PERIOD,
    },
    {
      id: 'I.I.2(b)',
      title: 'Defaults are secure',
      evidence: ['static-analysis'],
      limit: 'Analysis sees code, not the product as installed.',
    },
    {
      id: 'I.I.2(d)',
      title: 'Access is controlled',
      evidence: ['static-analysis'],
      limit: 'Analysis finds some gaps; that there are none needs a test.',
    },
    {
      id: 'I.I.2(e)',
      title: 'Data stays confidential',
      evidence: ['static-analysis', 'secrets'],
      limit: 'Analysis finds some gaps; that there are none needs a test.',
    },
    {
      id: 'I.I.2(j)',
      title: 'There is little to attack',
      evidence: ['static-analysis', 'threat-model'],
      limit: 'Analysis sees code, not the product as installed.',
    },
    {
      id: 'I.II.1',
      title: 'Parts and their vulnerabilities are listed, in a bill of materials',
      evidence: ['inventory', 'dependencies'],
    },
    { id: 'I.II.2', title: 'Vulnerabilities are mended without delay', evidence: ['waivers', 'no-open-errors'] },
    {
      id: 'I.II.3',
      title: 'The product is tested and reviewed regularly',
      evidence: ['static-analysis', 'tests', 'reviews'],
    },
    { id: 'I.II.5', title: 'There is a way to report vulnerabilities', evidence: [] },
    {
      id: 'VII',
      title: 'Technical documentation exists',
      evidence: ['decisions', 'inventory', 'ledger'],
      limit: 'The pack is a part of it.',
    },
  ],
};
