import { findEmails, findPhones } from './contacts.ts';
import { findNetworkAddresses } from './network.ts';
import { findCards, findIbans, findNationalNumbers } from './numbers.ts';
import { Apart, type PersonalSpot } from './spot.ts';

interface PersonalOptions {
  /** People's names to look for, as whole words in any case; none unless told. */
  readonly names?: readonly string[];
  /** Street addresses too: their forms are loose, so only where somebody asks. */
  readonly addresses?: boolean;
  /** Replaces the light look for telephone numbers. */
  readonly phones?: (text: string) => PersonalSpot[];
}

const STREET =
  /(?<![\w.])(?:\d{1,5}[A-Za-z]? (?:[NSEW]\.? )?(?:[A-Z][a-z']+ ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Terrace|Way|Place|Pl)\b\.?|[A-ZÄÖÜ][a-zäöüß-]{2,30}(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|laan|straat|gatan|vägen) \d{1,4}[a-z]?|\d{1,4}(?: bis| ter)?,? (?:rue|avenue|boulevard|place|chemin|impasse) (?:(?:de|du|des|la|le|l['’]|d['’]) ?)*[A-ZÉÈ][\p{L}' -]{2,40}|(?:Calle|Avenida|Plaza|Via|Viale|Piazza|Rua) [A-Z][\p{L}' ]{2,30},? (?:n[.º°] ?)?\d{1,4})/gu;

/** Makes a look for personal data in plain texts; the result is in the order of the text, without overlaps. */
export function personalFinder({ names = [], addresses = false, phones = findPhones }: PersonalOptions = {}) {
  const name = namePattern(names);
  return (text: string): PersonalSpot[] => {
    const spots = [
      ...findCards(text),
      ...findIbans(text),
      ...findNationalNumbers(text),
      ...findEmails(text),
      ...phones(text),
      ...findNetworkAddresses(text),
      ...(name === null ? [] : matches(text, name, 'name', 'name')),
      ...(addresses ? matches(text, STREET, 'address', 'street address') : []),
    ];
    // What was found first knows better what it is: a card is no telephone number.
    const apart = new Apart(text);
    return spots.filter(({ start, end }) => apart.take(start, end)).sort((a, b) => a.start - b.start);
  };
}

function matches(text: string, form: RegExp, kind: PersonalSpot['kind'], label: string): PersonalSpot[] {
  return [...text.matchAll(form)].map(({ 0: value, index }) => ({
    kind,
    start: index,
    end: index + value.length,
    label,
  }));
}

function namePattern(names: readonly string[]): RegExp | null {
  const words = [...new Set(names.map((name) => name.trim()).filter((name) => name.length > 1))];
  if (words.length === 0) return null;
  const escaped = words
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\s+/g, '\\s+'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}
