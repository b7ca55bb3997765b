/** What runs in a thread that writes lists. What goes wrong in it ends it. */
import { parentPort, workerData } from 'node:worker_threads';
import { serve } from './serve.js';
import type { Share } from './thread.js';

void serve(parentPort!, workerData as Share);
