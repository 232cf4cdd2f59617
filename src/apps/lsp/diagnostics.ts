import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  type Range,
} from 'vscode-languageserver/node';
import type { Finding, Level, Region } from '../../model/finding.ts';
import type { RuleDescription } from '../../model/report.ts';
import { visible } from '../../report/visible.ts';
import type { JudgedFile } from './judge-file.ts';

const SOURCE = 'countersign';
const LONGEST = 1_000;
/** An editor that draws more than this under one file helps nobody. */
const MOST = 500;

const SEVERITIES: Readonly<Record<Level, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
};

/** What an editor shows of a file; what was there before the change is no more than a hint. */
export function diagnosticsOf({ findings, rules, unread }: JudgedFile): Diagnostic[] {
  const shown = findings.slice(0, MOST).map((finding) => diagnosticOf(finding, rules.get(finding.ruleId)));
  if (unread === null) return shown;
  const message = `Not analysed: ${visible(unread).slice(0, LONGEST)}`;
  const start = { line: 0, character: 0 };
  return [
    ...shown,
    { range: { start, end: start }, severity: DiagnosticSeverity.Information, source: SOURCE, message },
  ];
}

function diagnosticOf(finding: Finding, rule: RuleDescription | undefined): Diagnostic {
  const { ruleId, level, message, region, baselineState } = finding;
  const before = baselineState === 'new' ? '' : ' It was there before this change.';
  const fix = rule === undefined ? '' : `\nFix: ${rule.fix}`;
  return {
    range: rangeOf(region),
    severity: baselineState === 'new' ? SEVERITIES[level] : DiagnosticSeverity.Hint,
    source: SOURCE,
    code: ruleId,
    message: `${visible(message.slice(0, LONGEST)).replace(/\.?$/, '.')}${before}${fix}`,
  };
}

/** Lines and columns of an editor start at 0, and both ends count UTF-16 units, as here. */
function rangeOf({ startLine, startColumn, endLine, endColumn }: Region): Range {
  return {
    start: { line: startLine - 1, character: startColumn - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  };
}

/** Which text an edit is for; `version` is null for an editor that takes no versions with an edit. */
interface EditedText {
  readonly uri: string;
  readonly version: number | null;
}

/** Edits for the findings that touch a range and have a fix; one that reaches into another file is left to `check`. */
export function actionsOf({ findings, rules }: JudgedFile, { uri, version }: EditedText, range: Range): CodeAction[] {
  return findings
    .filter(({ region }) => touches(rangeOf(region), range))
    .flatMap((finding): CodeAction[] => {
      const { fix, path } = finding;
      if (fix === undefined || fix.replacements.length === 0) return [];
      if (fix.replacements.some((one) => one.path !== path)) return [];
      const edits = fix.replacements.map(({ region, text }) => ({ range: rangeOf(region), newText: text }));
      return [
        {
          title: visible(fix.description).slice(0, 200),
          kind: CodeActionKind.QuickFix,
          diagnostics: [diagnosticOf(finding, rules.get(finding.ruleId))],
          edit:
            version === null
              ? { changes: { [uri]: edits } }
              : { documentChanges: [{ textDocument: { uri, version }, edits }] },
        },
      ];
    });
}

function touches(a: Range, b: Range): boolean {
  const before = (one: Range['start'], other: Range['start']) =>
    one.line < other.line || (one.line === other.line && one.character < other.character);
  return !before(a.end, b.start) && !before(b.end, a.start);
}
