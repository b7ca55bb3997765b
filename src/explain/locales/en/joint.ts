import type { Templates } from '../../sentences.js';
import type { JOINT } from '../../words/joint.js';

export const joint: Templates<typeof JOINT> = {};
