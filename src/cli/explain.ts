/** `explain` as text, which people start most and wait for: it has little to load that only other commands need. */
import { runText } from './run-text.js';
import { start } from './start.js';

void start((command, format) => (command === 'explain' && format === 'text' ? runText : undefined)).then(
  (isDone) => (isDone ? undefined : import('./command.js')),
);
