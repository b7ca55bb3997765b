import type { Templates } from '../../sentences.js';
import type { SERVICES } from '../../words/services.js';

export const services: Templates<typeof SERVICES> = {};
