import type { Templates } from '../../sentences.js';
import type { PROGRAMS } from '../../words/programs.js';

export const programs: Templates<typeof PROGRAMS> = {};
