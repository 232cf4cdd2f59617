import type { FileContext, Spot } from '../../analyze/detector.ts';
import { type RuleSpec, riskOf } from '../../analyze/rule.ts';
import { compileTokenRules, runTokenRules, type TokenPass } from '../../analyze/token/run.ts';
import { type Match, type Sort, united } from '../sort.ts';
import { names, PERSONAL, type PersonalDetector, phones } from './personal.ts';

export interface DetectorSettings {
  /** What is looked for. */
  readonly sorts: readonly Sort[];
  /** Names of people, customers or projects, for the sort `name`. */
  readonly names: readonly string[];
}

/** Everything found in one text, in order, without overlaps; throws what a detector throws, since silence would mean "clean". */
export type Detector = (text: string) => readonly Match[];

/** These rules look for what `PERSONAL` looks for too, with an eye to repositories. */
const OTHERWISE: ReadonlySet<string> = new Set([
  'leakage/card-number',
  'leakage/iban',
  'leakage/national-number',
  'leakage/personal-records',
]);

/** Makes the detectors of these settings ready, once; the leakage rules among `rules` find the secrets. */
export async function createDetector(rules: readonly RuleSpec[], settings: DetectorSettings): Promise<Detector> {
  const wanted = new Set(settings.sorts);
  const personal: PersonalDetector[] = [];
  for (const [sort, detect] of Object.entries(PERSONAL)) if (wanted.has(sort as Sort)) personal.push(detect);
  if (wanted.has('phone')) personal.push(await phones());
  if (wanted.has('name')) personal.push(names(settings.names));
  const leaks = rules.filter((rule) => riskOf(rule) === 'leakage' && !OTHERWISE.has(rule.id));
  const compiled = compileTokenRules(wanted.has('secret') ? leaks : []);
  return (text) => {
    const matches: Match[] = [];
    const found = (match: Match) => void matches.push(match);
    for (const detect of personal) detect(text, found);
    if (wanted.has('secret')) runTokenRules(compiled, new MessagePass(text, found), () => true);
    return united(matches);
  };
}

/** A text of a message as the token engine sees a file: no path, no language. */
class MessagePass implements TokenPass {
  readonly path = '';
  readonly language = 'text';
  readonly isTest = false;
  readonly tree = null;
  readonly lineStarts: FileContext['lineStarts'] = new Uint32Array([0]);
  readonly text: string;
  readonly #found: (match: Match) => void;
  #rule: RuleSpec | null = null;

  constructor(text: string, found: (match: Match) => void) {
    this.text = text;
    this.#found = found;
  }

  report({ start, end, level = this.#rule?.level }: Spot): void {
    // What a rule only notes is public by design, or local to one machine.
    if (level !== 'note' && end > start) this.#found({ start, end, sort: 'secret', by: this.#rule?.id ?? 'secret' });
  }

  run(rule: RuleSpec, detect: () => void): boolean {
    const outer = this.#rule;
    this.#rule = rule;
    detect();
    this.#rule = outer;
    return true;
  }
}
