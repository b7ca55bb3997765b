/** Lines about who was served when. */
export const SERVICES = {} as const;
