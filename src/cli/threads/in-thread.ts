/** What runs in a thread that tells captures. */
import { parentPort, workerData } from 'node:worker_threads';
import { serve } from './serve.js';
import type { Job } from './thread.js';

serve(parentPort!, workerData as Job);
