import { openCapture } from '../../node/open.js';
import type { ByteOutput } from '../../report/output.js';
import { COMMANDS } from '../commands.js';
import { localeOf } from '../language.js';
import { settingsOf } from '../settings.js';
import { OwnTeller } from '../teller.js';
import { toldInTurn } from '../told-in-turn.js';
import { Rooms } from './rooms.js';
import type { Job, Starter } from './thread.js';

/** Milliseconds between two words on how far reading has come. */
const INTERVAL = 200;

/** Tells captures for the one that started this thread, until that ends it. */
export function serve(starter: Starter, job: Job): void {
  const output = new Handover(starter, new Rooms(job.rooms));
  const teller = tellerOf(job);
  starter.on('message', (message) => {
    if (message.kind === 'freed') output.goOn();
    else void tell(message.index);
  });

  async function tell(index: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    try {
      const own = await teller;
      const sayRead = (): void => starter.postMessage({ kind: 'read', bytes: own.bytesRead });
      timer = setInterval(sayRead, INTERVAL);
      const told = await own.tell(index, output);
      sayRead();
      starter.postMessage({ kind: 'told', told });
    } catch (error) {
      const { message, code } = error as NodeJS.ErrnoException;
      starter.postMessage({ kind: 'failed', message, code });
    } finally {
      clearInterval(timer);
    }
  }
}

async function tellerOf({ command, raw, language, width, options, captures }: Job): Promise<OwnTeller> {
  const spec = COMMANDS.find(({ name }) => name === command)!;
  const settings = await settingsOf(spec, raw);
  const form = toldInTurn(command, { settings, locale: await localeOf(language), width });
  const inputs = captures.map(({ path, label }) => openCapture(path, { ...settings.limits, label }));
  return new OwnTeller(form, inputs, options);
}

/** Passes what is written on to another thread, which may be behind by as much as there are rooms. */
class Handover implements ByteOutput {
  readonly borrows = true;
  readonly #starter: Starter;
  readonly #rooms: Rooms;
  #goOn: () => void = () => undefined;

  constructor(starter: Starter, rooms: Rooms) {
    this.#starter = starter;
    this.#rooms = rooms;
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.length > 0; ) {
      const filled = this.#rooms.fill(rest);
      if (filled === undefined) await this.#roomFreed();
      else {
        this.#starter.postMessage({ kind: 'piece', ...filled });
        rest = rest.subarray(filled.length);
      }
    }
  }

  /** To be called when a room was freed. */
  goOn(): void {
    this.#goOn();
  }

  #roomFreed(): Promise<void> {
    return new Promise((resolve) => {
      this.#goOn = resolve;
    });
  }
}
