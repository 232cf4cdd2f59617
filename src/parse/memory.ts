import * as at from './layout.ts';
import type { WasmMemory } from './wasm.ts';

/** What of a grammar's tables decides how a subtree is shown: copied out once, they never move. */
export interface ShownAs {
  /** Kind by symbol; several symbols may share one kind. */
  readonly kindOf: Uint16Array;
  readonly errorKind: number;
  /** Alias by production × position; `aliasWidth` positions a production. */
  readonly aliases: Uint16Array;
  readonly aliasWidth: number;
  /** Field by production × position; the width is the largest position that has a field. */
  readonly fields: Uint16Array;
  readonly fieldWidth: number;
}

/** Memory as it is now; made anew for each tree, since growing detaches the old buffer. */
export class Views {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;

  constructor(memory: WasmMemory) {
    this.u8 = new Uint8Array(memory.buffer);
    this.u16 = new Uint16Array(memory.buffer);
    this.u32 = new Uint32Array(memory.buffer);
  }
}

/** Null when the grammar's tables are not where they should be. */
export function readGrammar(
  memory: WasmMemory,
  language: number,
  expected: { readonly kinds: number; readonly fields: number },
): ShownAs | null {
  const { u8, u16, u32 } = new Views(memory);
  const word = (offset: number) => u32[(language + offset) >> 2]!;
  const symbols = word(at.LANGUAGE_SYMBOLS) + word(at.LANGUAGE_ALIASES);
  const productions = word(at.LANGUAGE_PRODUCTIONS);
  if (symbols !== expected.kinds || word(at.LANGUAGE_FIELDS) !== expected.fields) return null;
  if (productions > 0xffff) return null;

  const kindOf = u16.slice(word(at.LANGUAGE_PUBLIC_SYMBOLS) >> 1, (word(at.LANGUAGE_PUBLIC_SYMBOLS) >> 1) + symbols);
  const aliasWidth = u16[(language + at.LANGUAGE_MAX_ALIASES) >> 1]!;
  const aliasStart = word(at.LANGUAGE_ALIAS_SEQUENCES) >> 1;
  const aliases = aliasWidth > 0 ? u16.slice(aliasStart, aliasStart + productions * aliasWidth) : new Uint16Array(0);

  const records: { production: number; child: number; field: number }[] = [];
  const slices = expected.fields > 0 ? word(at.LANGUAGE_FIELD_SLICES) : 0;
  for (let production = 0; slices > 0 && production < productions; production++) {
    const slice = slices + production * at.FIELD_RECORD_SIZE;
    const first = u16[slice >> 1]!;
    const count = u16[(slice + 2) >> 1]!;
    for (let i = first; i < first + count; i++) {
      const entry = word(at.LANGUAGE_FIELD_ENTRIES) + i * at.FIELD_RECORD_SIZE;
      const inherited = u8[entry + 3] !== 0;
      if (!inherited) records.push({ production, child: u8[entry + 2]!, field: u16[entry >> 1]! });
    }
  }
  const fieldWidth = records.reduce((width, record) => Math.max(width, record.child + 1), 0);
  const fields = new Uint16Array(productions * fieldWidth);
  for (const { production, child, field } of records) fields[production * fieldWidth + child] ||= field;
  return { kindOf, errorKind: expected.kinds, aliases, aliasWidth, fields, fieldWidth };
}
