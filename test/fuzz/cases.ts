import { checkCapture } from './check-capture.js';
import { mutatedCapture } from './mutate-capture.js';
import { readOriginals } from './originals.js';
import { Random } from './random.js';

/** Milliseconds of processor time that one of these small captures may take. */
const TOO_LONG = 2000;
/** Bytes by which the process may grow beyond what it had after the first cases. */
const TOO_LARGE = 300 * 2 ** 20;
/** Cases after which everything that is kept from case to case has been filled. */
export const WARM_UP = 200;
/** Cases between two looks at the memory, which cost as much as a case. */
export const MEMORY = 16;
/** One in so many cases is looked at in more ways. */
const REPORTS = 16;
const STREAMING = 8;

/** What went wrong; failures of one kind have the same cause. */
export interface Failure {
  readonly kind: string;
  readonly text: string;
}

/** The cases of one seed. */
export class Cases {
  readonly #seed: number;
  readonly #originals = readOriginals();
  #run = 0;
  /** Peak of resident memory after the warm-up, in bytes. */
  #peak = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  bytesOf(number: number): Uint8Array {
    return mutatedCapture(new Random(this.#seed, number), this.#originals);
  }

  async run(number: number): Promise<Failure | null> {
    return this.check(number, this.bytesOf(number));
  }

  /** Checks bytes as those of this case are checked. */
  async check(number: number, bytes: Uint8Array): Promise<Failure | null> {
    const started = performance.now();
    const failure = await attempt(number, bytes);
    if (failure !== null) return failure;
    if (performance.now() - started > TOO_LONG) return slow(number, bytes);
    return this.#run++ % MEMORY === 0 ? this.#memory() : null;
  }

  #memory(): Failure | null {
    const peak = process.resourceUsage().maxRSS * 1024;
    if (this.#run < WARM_UP) this.#peak = peak;
    const grown = peak - this.#peak;
    if (grown <= TOO_LARGE) return null;
    this.#peak = peak;
    return {
      kind: 'memory',
      text: `grew by ${Math.round(grown / 2 ** 20)} MiB, in this case or the ${MEMORY - 1} before`,
    };
  }
}

async function attempt(number: number, bytes: Uint8Array): Promise<Failure | null> {
  try {
    const pieces = number % STREAMING === 0 ? 1 + ((number / STREAMING) % 97) : 0;
    await checkCapture(bytes, { reports: number % REPORTS === 1, pieces });
  } catch (error) {
    return thrown(error);
  }
  return null;
}

/** What took long is run once more, so that a busy machine is not taken for a slow program. */
async function slow(number: number, bytes: Uint8Array): Promise<Failure | null> {
  const before = process.cpuUsage();
  await attempt(number, bytes);
  const { user, system } = process.cpuUsage(before);
  const milliseconds = Math.round((user + system) / 1000);
  return milliseconds > TOO_LONG ? { kind: 'slow', text: `takes ${milliseconds} ms` } : null;
}

/** Two errors are of one kind where they have the same name and were thrown at the same place. */
function thrown(error: unknown): Failure {
  if (!(error instanceof Error)) return { kind: String(error), text: `threw ${String(error)}` };
  const stack = (error.stack ?? '').split('\n').filter((line) => line.includes('    at '));
  const place = stack.find((line) => !line.includes('values.ts')) ?? '';
  const kind =
    error.name === 'Broken' ? `${error.message.replace(/[\d:].*$/s, '')}${place}` : `${error.name}${place}`;
  return { kind, text: `${error.stack ?? error.message}` };
}
