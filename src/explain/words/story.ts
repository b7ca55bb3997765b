/** Lines of the story of a conversation. */
export const STORY = {} as const;
