/**
 * Byte offsets of tree-sitter's C structs as web-tree-sitter 0.27.1 lays them out (wasm32, little endian). They are not part
 * of its interface: every grammar is checked against the public cursor before they are believed (grammar.ts).
 */

/** Offsets into `TSLanguage`; counts and pointers are 32-bit, `MAX_ALIASES` is 16-bit. */
export const LANGUAGE_SYMBOLS = 4;
export const LANGUAGE_ALIASES = 8;
export const LANGUAGE_PRODUCTIONS = 28;
export const LANGUAGE_FIELDS = 32;
export const LANGUAGE_MAX_ALIASES = 36;
export const LANGUAGE_FIELD_SLICES = 64;
export const LANGUAGE_FIELD_ENTRIES = 68;
export const LANGUAGE_PUBLIC_SYMBOLS = 76;
export const LANGUAGE_ALIAS_SEQUENCES = 84;

/** `TSMapSlice {u16 index, u16 length}` and `TSFieldMapEntry {u16 field, u8 child, bool inherited}`. */
export const FIELD_RECORD_SIZE = 4;

/** A child slot: a tagged pointer, or a small token stored in place (lowest bit of byte 0 set). */
export const SLOT_SIZE = 8;
export const INLINE = 0x01;
export const INLINE_VISIBLE = 0x02;
export const INLINE_EXTRA = 0x08;
export const INLINE_MISSING = 0x20;
export const INLINE_SYMBOL = 1;
export const INLINE_PADDING = 6;
export const INLINE_LENGTH = 7;

/** Offsets into `SubtreeHeapData`; its children's slots end where it begins. */
export const NODE_PADDING = 4;
export const NODE_LENGTH = 16;
export const NODE_CHILDREN = 36;
export const NODE_SYMBOL = 40;
export const NODE_FLAGS = 44;
export const NODE_DESCENDANTS = 56;
export const NODE_PRODUCTION = 66;

/** Bits of the 16 flags at `NODE_FLAGS`. */
export const VISIBLE = 0x0001;
export const EXTRA = 0x0004;
export const MISSING = 0x0200;

/** Symbols above every table: the hidden list inside an ERROR node, and the node itself. */
export const FIRST_BUILTIN_SYMBOL = 0xfffe;
