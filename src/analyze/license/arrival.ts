import type { ChangeDetector, ChangedFileView, ChangeView } from '../detector.ts';
import { headerLicense, isLicenseFile, licenseOfText, type NamedLicense } from './detect.ts';
import { expressionStrength, idsOf, STRENGTHS, type Strength } from './expression.ts';

/** A licence that a change brings: where, how far it reaches, and whether a notice or a licence file says it. */
export interface Arrival {
  readonly file: ChangedFileView;
  readonly license: NamedLicense;
  readonly strength: Strength;
  readonly inLicenseFile: boolean;
}

/** A detector about licences that the change brings and the project does not have. */
export function arrivingLicense(judge: (arrival: Arrival, view: ChangeView) => void): ChangeDetector {
  return {
    engine: 'license',
    scope: 'change',
    run(view) {
      const known = new Set(view.files.flatMap((file) => (file.before ? idsIn(file, file.before.text) : [])));
      for (const file of view.files) {
        const arrival = arrivalIn(file);
        if (arrival === null) continue;
        // What the file said before, or another file that goes in the same change, is not brought by it.
        if (idsOf(arrival.license.expression).every((id) => known.has(family(id)))) continue;
        if (isProjects(arrival.license.expression, view.projectLicenses)) continue;
        judge(arrival, view);
      }
    },
  };
}

function arrivalIn(file: ChangedFileView): Arrival | null {
  if (file.after === undefined) return null;
  const inLicenseFile = isLicenseFile(file.path);
  const { text } = file.after;
  const license = inLicenseFile ? licenseOfText(text) : headerLicense(text, file.language);
  const strength = license === null ? null : expressionStrength(license.expression);
  return license === null || strength === null ? null : { file, license, strength, inLicenseFile };
}

function idsIn(file: ChangedFileView, text: string): string[] {
  const license = isLicenseFile(file.path) ? licenseOfText(text) : headerLicense(text, file.language);
  return license === null ? [] : idsOf(license.expression).map(family);
}

/** True where the project itself is under a licence of that family, or one at least as strict of the GNU family. */
function isProjects(expression: string, project: readonly string[]): boolean {
  const own = new Set(project.flatMap(idsOf).map(family));
  return idsOf(expression).some(
    (id) => own.has(family(id)) || (/^L?GPL$/.test(family(id)) && (own.has('GPL') || own.has('AGPL'))),
  );
}

/** `GPL-3.0-or-later` is `GPL`; permissive ids keep their whole name. */
function family(id: string): string {
  return /^(?:A|L)?GPL(?=-|$)/i.exec(id)?.[0].toUpperCase() ?? id.replace(/-(?:only|or-later)$/, '');
}

/** The strictest of the project's own licences; null where none is known. */
export function projectStrength(project: readonly string[]): Strength | null {
  const known = project.map(expressionStrength).filter((strength) => strength !== null);
  return known.length === 0 ? null : known.reduce((a, b) => (STRENGTHS.indexOf(a) >= STRENGTHS.indexOf(b) ? a : b));
}
