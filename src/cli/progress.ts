import { type Io, messagesOf } from './io.js';

/** Work shorter than this shows no bar. */
const PATIENCE = 1000;
const INTERVAL = 200;

/** A bar on standard error for long work; it appears after a second. */
export class Progress {
  readonly #io: Io;
  readonly #word: string;
  readonly #read: () => number;
  readonly #total: number;
  #timer: NodeJS.Timeout | undefined;
  #bar: { update(value: number): void; stop(): void } | undefined;
  #stopped = false;

  /**
   * @param total bytes in all
   * @param read bytes read so far
   */
  constructor(io: Io, word: string, total: number, read: () => number) {
    this.#io = io;
    this.#word = word;
    this.#total = total;
    this.#read = read;
  }

  start(): void {
    this.#timer = setTimeout(() => void this.#show(), PATIENCE).unref();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#bar?.stop();
  }

  async #show(): Promise<void> {
    const stream = messagesOf(this.#io);
    if (stream.isTTY !== true) return;
    const { SingleBar, Presets } = (await import('cli-progress')).default;
    if (this.#stopped) return;
    const bar = new SingleBar(
      {
        format: `${this.#word} {bar} {percentage} %`,
        stream,
        clearOnComplete: true,
        hideCursor: true,
        autopadding: true,
      },
      Presets.shades_classic,
    );
    bar.start(this.#total, this.#read());
    this.#bar = bar;
    this.#timer = setInterval(() => bar.update(this.#read()), INTERVAL).unref();
  }
}
