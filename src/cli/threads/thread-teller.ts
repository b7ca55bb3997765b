import type { ByteOutput } from '../../report/output.js';
import type { OwnTeller, Teller, Told } from '../teller.js';
import { Rooms } from './rooms.js';
import type { Job, Thread, Threads } from './thread.js';

/** Bytes of what was told that may wait for their turn. */
const WAITING = 32 << 20;

/**
 * Tells the first capture itself, and has threads tell the further ones meanwhile: each takes the next when it has told one.
 * What none has taken when it is its turn is told here, too.
 */
export class ThreadTeller implements Teller {
  readonly #threads: Threads;
  readonly #own: OwnTeller;
  readonly #job: Omit<Job, 'rooms'>;
  readonly #parts: readonly Part[];
  /** The capture that is begun next: the first is this thread's. */
  #next = 1;
  readonly #bytesRead = new Map<Thread, number>();

  constructor(threads: Threads, own: OwnTeller, job: Omit<Job, 'rooms'>) {
    this.#threads = threads;
    this.#own = own;
    this.#job = job;
    this.#parts = job.captures.map(() => new Part());
    for (let busy = 1; busy < threads.most && this.#next < this.#parts.length; busy++) this.#employOne();
  }

  get bytesRead(): number {
    return [...this.#bytesRead.values()].reduce((sum, bytes) => sum + bytes, this.#own.bytesRead);
  }

  async tell(index: number, output: ByteOutput): Promise<Told> {
    if (index > 0 && index < this.#next) return this.#parts[index]!.write(output);
    this.#next = Math.max(this.#next, index + 1);
    const told = await this.#own.tell(index, output);
    // From here on this thread only passes on what others tell.
    if (this.#next < this.#parts.length) this.#employOne();
    return told;
  }

  #employOne(): void {
    const memory = new SharedArrayBuffer(WAITING / this.#threads.most);
    const thread = this.#threads.start({ ...this.#job, rooms: memory });
    if (thread === undefined) return;
    let part = this.#giveNext(thread);
    const rooms = new Rooms(memory);
    const pieceOf = ({ room, length }: { readonly room: number; readonly length: number }): Piece => ({
      bytes: rooms.bytes(room, length),
      written: () => {
        rooms.free(room);
        thread.postMessage({ kind: 'freed' });
      },
    });
    thread.on('message', (message) => {
      switch (message.kind) {
        case 'read':
          this.#bytesRead.set(thread, message.bytes);
          break;
        case 'piece':
          part?.add(pieceOf(message));
          break;
        case 'told':
          part?.add(message.told);
          part = this.#giveNext(thread);
          break;
        case 'failed':
          part?.add(Object.assign(new Error(message.message), message.code && { code: message.code }));
      }
    });
    thread.on('error', (error) => part?.add(error));
  }

  #giveNext(thread: Thread): Part | undefined {
    if (this.#next === this.#parts.length) return undefined;
    const index = this.#next++;
    thread.postMessage({ kind: 'tell', index });
    return this.#parts[index];
  }
}

/** Bytes that wait to be written. */
interface Piece {
  readonly bytes: Uint8Array;
  /** To be called when they were. */
  written(): void;
}

/** What a thread says of one capture, held until it is its turn. */
class Part {
  readonly #said: (Piece | Told | Error)[] = [];
  #wake: () => void = () => undefined;

  add(said: Piece | Told | Error): void {
    this.#said.push(said);
    this.#wake();
  }

  /** @throws Error where the thread could not go on */
  async write(output: ByteOutput): Promise<Told> {
    for (;;) {
      const said = this.#said.shift() ?? (await this.#next());
      if (said instanceof Error) throw said;
      if (!('bytes' in said)) return said;
      await output.write(output.borrows === true ? said.bytes : said.bytes.slice());
      said.written();
    }
  }

  async #next(): Promise<Piece | Told | Error> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    return this.#said.shift()!;
  }
}
