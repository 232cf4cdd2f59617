import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyJsonSchema } from '../src/decide/policy-schema.ts';

/** Writes the schema of countersign.yaml for editors; run after a change to a clause's options or to the file's format. */
const target = join(import.meta.dirname, '..', 'schemas', 'countersign.schema.json');
writeFileSync(target, `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
