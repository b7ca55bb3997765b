/**
 * Where a text of a line, or the number behind it, comes from: 1 or more where it can be looked up anew for another row, by
 * the codes of `table/sources.ts`, else one of these.
 */
export const ORIGIN = {
  /** It is always the same. */
  constant: 0,
  /** It can't be looked up. */
  unknown: -1,
  /** It is a part of what began with an earlier text. */
  joined: -2,
  /** From here downwards, less the code: the text is itself what is looked up. */
  varying: -3,
} as const;
