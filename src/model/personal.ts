/** Where a piece of personal data stands; never the data. */
export interface PersonalPlace {
  readonly path: string;
  /** 1-based; columns count UTF-16 code units. */
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  /** For people: `Polish PESEL`. */
  readonly label: string;
}

/** What a look for personal data found, and how far it could look. */
export interface PersonalReport {
  readonly version: 1;
  readonly kind: 'personal';
  readonly files: number;
  readonly unread: readonly string[];
  readonly places: readonly PersonalPlace[];
}
