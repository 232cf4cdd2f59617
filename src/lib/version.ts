declare const __COUNTERSIGN_VERSION__: string | undefined;
declare const __COUNTERSIGN_BUILD__: string | undefined;

/** The package's version, set by the build. */
export const VERSION: string = typeof __COUNTERSIGN_VERSION__ === 'string' ? __COUNTERSIGN_VERSION__ : '0.0.0-source';

/** Digest of the sources that a build was made from; null when run from source. Two builds share no cached result. */
export const BUILD: string | null = typeof __COUNTERSIGN_BUILD__ === 'string' ? __COUNTERSIGN_BUILD__ : null;
