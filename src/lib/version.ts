declare const __COUNTERSIGN_VERSION__: string | undefined;

/** Set by the build; from source it says so, so that no cached result is shared with a release. */
export const VERSION: string = typeof __COUNTERSIGN_VERSION__ === 'string' ? __COUNTERSIGN_VERSION__ : '0.0.0-source';
