import type { Framework } from '../../model/audit.ts';

const MAPPED = '2026-11-22';
const ORGANISATION = 'It asks for what an organisation does beyond its repository.';

/** ISO/IEC 42001, Annex A, as far as it touches the use of AI in development. */
export const iso42001: Framework = {
  id: 'iso-42001',
  name: 'ISO/IEC 42001 AI management system',
  edition: '2023, Annex A',
  source: 'https://www.iso.org/standard/42001',
  mapped: MAPPED,
  controls: [
    { id: 'A.2.2', title: 'There is a policy for AI', evidence: ['policy', 'acknowledgement'] },
    {
      id: 'A.3.2',
      title: 'Roles and responsibilities are given',
      evidence: ['reviews', 'waivers'],
      limit: ORGANISATION,
    },
    { id: 'A.4.4', title: 'Tools are documented', evidence: ['approved-assistants', 'inventory'] },
    { id: 'A.4.6', title: 'People have the competence', evidence: ['training', 'comprehension'] },
    { id: 'A.5.2', title: 'Impact is assessed', evidence: ['threat-model'], limit: ORGANISATION },
    { id: 'A.6.1.3', title: 'Development follows responsible processes', evidence: ['policy', 'decisions', 'reviews'] },
    { id: 'A.6.2.4', title: 'Systems are verified and validated', evidence: ['static-analysis', 'tests', 'red-team'] },
    { id: 'A.6.2.8', title: 'Events are logged', evidence: ['ledger', 'authorship'] },
    {
      id: 'A.7.5',
      title: 'Where data comes from is recorded',
      evidence: ['authorship'],
      limit: 'Authorship of code is recorded, not the origin of data.',
    },
    {
      id: 'A.9.2',
      title: 'AI is used responsibly by a process',
      evidence: ['policy', 'approved-assistants', 'decisions'],
    },
    { id: 'A.9.4', title: 'AI is used as intended', evidence: ['approved-assistants', 'assistant-configuration'] },
    {
      id: 'A.10.3',
      title: 'Suppliers are chosen with care',
      evidence: ['approved-assistants', 'dependencies'],
      limit: ORGANISATION,
    },
  ],
};

export const soc2: Framework = {
  id: 'soc-2',
  name: 'SOC 2 Trust Services Criteria',
  edition: '2017, points of focus 2022',
  source:
    'https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022',
  mapped: MAPPED,
  controls: [
    { id: 'CC1.4', title: 'People are competent', evidence: ['training', 'comprehension'] },
    { id: 'CC2.1', title: 'Decisions rest on good information', evidence: ['decisions', 'authorship'] },
    { id: 'CC2.2', title: 'People know what is asked of them', evidence: ['acknowledgement', 'policy'] },
    { id: 'CC3.2', title: 'Risks are found and analysed', evidence: ['threat-model', 'static-analysis'] },
    { id: 'CC4.1', title: 'Controls are evaluated as they run', evidence: ['decisions', 'ledger'] },
    { id: 'CC5.2', title: 'Technology is controlled', evidence: ['policy', 'approved-assistants'] },
    { id: 'CC5.3', title: 'Policies are put to work', evidence: ['policy', 'decisions'] },
    {
      id: 'CC6.1',
      title: 'Access is protected',
      evidence: ['secrets'],
      limit: 'Only secrets in code are looked for here.',
    },
    { id: 'CC6.8', title: 'Unwanted software is kept out', evidence: ['dependencies', 'static-analysis'] },
    { id: 'CC7.1', title: 'Vulnerabilities are detected', evidence: ['static-analysis', 'dependencies', 'secrets'] },
    { id: 'CC7.4', title: 'Incidents are answered', evidence: [] },
    { id: 'CC8.1', title: 'Changes are authorised, tested and approved', evidence: ['decisions', 'reviews', 'tests'] },
    { id: 'CC9.2', title: 'Vendors are managed', evidence: ['approved-assistants'], limit: ORGANISATION },
  ],
};

const NEEDS_TEST = 'Analysis of code finds some gaps; that there are none needs a test of the product.';

/** Chapters of the ASVS: an analysis of changes can support them and never settle them. */
export const asvs: Framework = {
  id: 'owasp-asvs',
  name: 'OWASP Application Security Verification Standard',
  edition: '5.0.0, May 2025',
  source: 'https://owasp.org/www-project-application-security-verification-standard/',
  mapped: MAPPED,
  controls: [
    {
      id: 'V1',
      title: 'Encoding and cleaning of input',
      evidence: ['static-analysis', 'no-open-errors'],
      limit: NEEDS_TEST,
    },
    { id: 'V2', title: 'Validation and business rules', evidence: ['tests', 'reviews'], limit: NEEDS_TEST },
    { id: 'V3', title: 'Web front ends', evidence: ['static-analysis'], limit: NEEDS_TEST },
    { id: 'V4', title: 'Interfaces and services', evidence: ['static-analysis', 'tests'], limit: NEEDS_TEST },
    { id: 'V5', title: 'Files', evidence: ['static-analysis'], limit: NEEDS_TEST },
    { id: 'V6', title: 'Authentication', evidence: ['static-analysis', 'secrets', 'reviews'], limit: NEEDS_TEST },
    { id: 'V7', title: 'Sessions', evidence: ['static-analysis'], limit: NEEDS_TEST },
    { id: 'V8', title: 'Authorisation', evidence: ['reviews', 'tests'], limit: NEEDS_TEST },
    { id: 'V9', title: 'Self-contained tokens', evidence: ['static-analysis'], limit: NEEDS_TEST },
    { id: 'V10', title: 'OAuth and OIDC', evidence: [] },
    { id: 'V11', title: 'Cryptography', evidence: ['static-analysis'], limit: NEEDS_TEST },
    { id: 'V12', title: 'Communication', evidence: ['static-analysis'], limit: NEEDS_TEST },
    { id: 'V13', title: 'Configuration', evidence: ['static-analysis', 'secrets', 'dependencies'], limit: NEEDS_TEST },
    { id: 'V14', title: 'Protection of data', evidence: ['secrets'], limit: NEEDS_TEST },
    {
      id: 'V15',
      title: 'Secure coding and architecture',
      evidence: ['static-analysis', 'dependencies', 'inventory', 'threat-model'],
      limit: NEEDS_TEST,
    },
    { id: 'V16', title: 'Logging and errors', evidence: ['static-analysis'], limit: NEEDS_TEST },
    { id: 'V17', title: 'WebRTC', evidence: [] },
  ],
};

const CODE_ONLY = 'The code of the repository was looked at, not an application with a model while it runs.';

export const owaspLlm: Framework = {
  id: 'owasp-llm',
  name: 'OWASP Top 10 for LLM Applications',
  edition: '2025',
  source: 'https://genai.owasp.org/llm-top-10/',
  mapped: MAPPED,
  controls: [
    {
      id: 'LLM01',
      title: 'Instructions smuggled into a prompt',
      evidence: ['assistant-configuration', 'red-team'],
      limit: CODE_ONLY,
    },
    { id: 'LLM02', title: 'Sensitive content given away', evidence: ['secrets', 'red-team'], limit: CODE_ONLY },
    { id: 'LLM03', title: 'Supply chain', evidence: ['dependencies', 'approved-assistants', 'inventory'] },
    { id: 'LLM04', title: 'Poisoned data or models', evidence: [] },
    {
      id: 'LLM05',
      title: 'Output that is trusted too much',
      evidence: ['static-analysis', 'reviews', 'no-open-errors'],
    },
    { id: 'LLM06', title: 'More power than is needed', evidence: ['assistant-configuration'], limit: CODE_ONLY },
    { id: 'LLM07', title: 'Leaking system prompts', evidence: ['secrets', 'red-team'], limit: CODE_ONLY },
    { id: 'LLM08', title: 'Weak vectors and embeddings', evidence: [] },
    { id: 'LLM09', title: 'Wrong answers that are believed', evidence: ['reviews', 'tests', 'comprehension'] },
    { id: 'LLM10', title: 'Use without bounds', evidence: ['static-analysis'], limit: CODE_ONLY },
  ],
};

export const owaspAgentic: Framework = {
  id: 'owasp-agentic',
  name: 'OWASP Top 10 for Agentic Applications',
  edition: '2026',
  source: 'https://genai.owasp.org/',
  mapped: MAPPED,
  controls: [
    {
      id: 'ASI01',
      title: 'An agent is turned to another goal',
      evidence: ['assistant-configuration', 'red-team'],
      limit: CODE_ONLY,
    },
    { id: 'ASI02', title: 'Tools are misused', evidence: ['assistant-configuration'], limit: CODE_ONLY },
    {
      id: 'ASI03',
      title: 'Identity and rights are misused',
      evidence: ['secrets', 'assistant-configuration'],
      limit: CODE_ONLY,
    },
    {
      id: 'ASI04',
      title: 'The agents’ own supply chain',
      evidence: ['dependencies', 'approved-assistants', 'assistant-configuration'],
    },
    { id: 'ASI05', title: 'Code that runs unexpectedly', evidence: ['static-analysis', 'no-open-errors', 'reviews'] },
    { id: 'ASI06', title: 'Poisoned memory and context', evidence: ['assistant-configuration'], limit: CODE_ONLY },
    { id: 'ASI07', title: 'Agents that talk unprotected', evidence: [] },
    { id: 'ASI08', title: 'One failure brings the next', evidence: ['tests'], limit: CODE_ONLY },
    { id: 'ASI09', title: 'People who trust an agent too much', evidence: ['reviews', 'comprehension', 'training'] },
    { id: 'ASI10', title: 'Agents out of control', evidence: ['authorship', 'decisions', 'ledger'], limit: CODE_ONLY },
  ],
};
