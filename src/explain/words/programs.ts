/** Lines about what programs did, from their logs. */
export const PROGRAMS = {} as const;
