import type { Templates } from '../../sentences.js';
import type { STORY } from '../../words/story.js';

export const story: Templates<typeof STORY> = {};
