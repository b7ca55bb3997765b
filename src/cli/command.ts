import { runOf } from './runs.js';
import { start } from './start.js';

void start(runOf);
