import { openCapture } from '../../node/open.js';
import type { ByteOutput } from '../../report/output.js';
import { COMMANDS } from '../commands.js';
import { localeOf } from '../language.js';
import { listFormOf } from '../list-form.js';
import { settingsOf } from '../settings.js';
import { OwnTeller } from '../teller.js';
import { Rooms } from './rooms.js';
import { Taken } from './taken.js';
import type { Job, Share, Starter } from './thread.js';

/** Milliseconds between two words on how far reading has come. */
const INTERVAL = 200;

/** Writes lists for the one that started this thread: of captures that are left, until none is. */
export async function serve(starter: Starter, { job, number, taken, rooms }: Share): Promise<void> {
  const handover = new Handover(starter, new Rooms(rooms));
  const captures = new Taken(taken);
  const teller = await tellerOf(job);
  const sayRead = (): void => starter.postMessage({ kind: 'read', bytes: teller.bytesRead });
  const timer = setInterval(sayRead, INTERVAL);
  try {
    for (;;) {
      const index = captures.takeNext(number);
      if (index === undefined) return;
      const told = await teller.tell(index, handover.of(index));
      starter.postMessage({ kind: 'told', index, told });
      sayRead();
    }
  } finally {
    clearInterval(timer);
  }
}

async function tellerOf({ command, raw, language, width, options, captures }: Job): Promise<OwnTeller> {
  const spec = COMMANDS.find(({ name }) => name === command)!;
  const settings = await settingsOf(spec, raw);
  const form = listFormOf(command, { settings, locale: await localeOf(language), width });
  const inputs = captures.map(({ path, label }) => openCapture(path, { ...settings.limits, label }));
  return new OwnTeller(form, inputs, options);
}

/** Passes what is written on to another thread, which may be behind by as much as there are rooms. */
class Handover {
  readonly #starter: Starter;
  readonly #rooms: Rooms;
  #goOn: () => void = () => undefined;

  constructor(starter: Starter, rooms: Rooms) {
    this.#starter = starter;
    this.#rooms = rooms;
    starter.on('message', () => this.#goOn());
  }

  /** Where the list of a capture goes. */
  of(index: number): ByteOutput {
    return { borrows: true, write: (bytes) => this.#write(index, bytes) };
  }

  async #write(index: number, bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.length > 0; ) {
      const filled = this.#rooms.fill(rest);
      if (filled === undefined) {
        await new Promise<void>((resolve) => {
          this.#goOn = resolve;
        });
        continue;
      }
      this.#starter.postMessage({ kind: 'piece', index, ...filled });
      rest = rest.subarray(filled.length);
    }
  }
}
