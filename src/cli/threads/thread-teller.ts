import type { ByteOutput } from '../../report/output.js';
import type { OwnTeller, Teller, Told } from '../teller.js';
import { Part } from './part.js';
import { Rooms } from './rooms.js';
import { Taken } from './taken.js';
import type { Job, Thread, Threads } from './thread.js';

/** Bytes of lists that may wait for their turn. */
const WAITING = 32 << 20;

/** The number of the thread that this runs in. */
const HERE = 1;

/**
 * Writes the list of the first capture, and has threads write those of further ones meanwhile, each of the next that is left.
 * What none has taken when it is its turn, or has come to an end with, is done here, too.
 */
export class ThreadTeller implements Teller {
  readonly #threads: Threads;
  readonly #own: OwnTeller;
  readonly #job: Job;
  readonly #parts: readonly Part[];
  readonly #memory: SharedArrayBuffer;
  readonly #taken: Taken;
  readonly #bytesRead = new Map<number, number>();
  #running = 1;
  #last = HERE;

  constructor(threads: Threads, own: OwnTeller, job: Job) {
    this.#threads = threads;
    this.#own = own;
    this.#job = job;
    this.#parts = job.captures.map(() => new Part());
    this.#memory = new SharedArrayBuffer(job.captures.length * Int32Array.BYTES_PER_ELEMENT);
    this.#taken = new Taken(this.#memory);
    this.#taken.take(0, HERE);
    while (this.#running < threads.most && this.#employ());
  }

  get bytesRead(): number {
    return [...this.#bytesRead.values()].reduce((sum, bytes) => sum + bytes, this.#own.bytesRead);
  }

  async tell(index: number, output: ByteOutput): Promise<Told> {
    const isHere = this.#taken.take(index, HERE) || this.#taken.by(index) === HERE;
    const told = isHere ? undefined : await this.#parts[index]!.write(output);
    if (told !== undefined) return told;
    const own = await this.#own.tell(index, output);
    // While others are waited for there is a core for one more.
    if (this.#running <= this.#threads.most && this.#taken.isLeft) this.#employ();
    return own;
  }

  /** @returns whether there is one more thread; not where each capture but the first has one */
  #employ(): boolean {
    if (this.#running === this.#parts.length) return false;
    const rooms = new SharedArrayBuffer(WAITING / this.#threads.most);
    const number = this.#last + 1;
    const thread = this.#threads.start({ job: this.#job, number, taken: this.#memory, rooms });
    if (thread === undefined) return false;
    this.#last = number;
    this.#running++;
    this.#listen(thread, number, new Rooms(rooms));
    return true;
  }

  #listen(thread: Thread, number: number, rooms: Rooms): void {
    thread.on('message', (message) => {
      if (message.kind === 'read') this.#bytesRead.set(number, message.bytes);
      else if (message.kind === 'told') this.#parts[message.index]!.end(message.told);
      else {
        const { index, room, length } = message;
        const written = (): void => {
          rooms.free(room);
          thread.postMessage(null);
        };
        this.#parts[index]!.add({ bytes: rooms.bytes(room, length), written });
      }
    });
    const lose = (reason: Error): void => {
      for (const [index, part] of this.#parts.entries())
        if (this.#taken.by(index) === number) part.lose(reason);
    };
    thread.on('error', lose);
    thread.on('exit', () => {
      this.#running--;
      lose(new Error('a thread ended too soon'));
    });
  }
}
