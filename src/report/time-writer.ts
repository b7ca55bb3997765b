import { Ink, type Piece } from '../bytes/ink.js';
import type { ByteSink } from '../bytes/sink.js';
import type { CaptureContext } from '../engine/capture-context.js';
import { formatTime } from '../engine/time.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { NO_TIME } from '../table/records.js';
import { writeNanoseconds } from './digits.js';

const encoder = new TextEncoder();
/** Seconds of a day. */
const DAY = 86_400;
const ZERO = 0x30;

/** Writes times, with what stands around them: all but the fraction is the same for all of a second. */
export class TimeWriter {
  readonly #context: CaptureContext;
  readonly #compose: (time: string) => string;
  #second = Number.NaN;
  /** The day that second belongs to; NaN where not all of it has dates. */
  #day = Number.NaN;
  readonly #ink = new Ink();
  #head = 0 as Piece;
  #headBytes = new Uint8Array(0);
  #tail = 0 as Piece;

  /** @param compose what is written of a time: the time, and what goes before and behind it, without a dot behind it */
  constructor(context: CaptureContext, compose: (time: string) => string) {
    this.#context = context;
    this.#compose = compose;
  }

  /** Writes the row's time of capture as RFC 3339. @returns false, and nothing is written, where it has none */
  write(sink: ByteSink, batch: FrameBatch, row: number): boolean {
    const nanoseconds = batch.nanoseconds[row]!;
    if (nanoseconds === NO_TIME) return false;
    const decimals = this.#context.interfaces[batch.interfaceId[row]!]?.decimals ?? 6;
    this.writeTime(sink, batch.seconds[row]!, nanoseconds, decimals);
    return true;
  }

  /** As {@link formatTime}. */
  writeTime(sink: ByteSink, seconds: number, nanoseconds: number, decimals: 6 | 9): void {
    if (seconds !== this.#second) this.#enter(seconds);
    sink.put(this.#head, this.#ink);
    if (decimals === 9) sink.digits(nanoseconds, 9);
    else sink.digits((nanoseconds / 1000) | 0, 6);
    sink.put(this.#tail, this.#ink);
  }

  /** Writes the seconds since the capture's first frame. @returns false, and nothing is written, where it has no time */
  writeRelative(sink: ByteSink, batch: FrameBatch, row: number): boolean {
    if (batch.nanoseconds[row] === NO_TIME) return false;
    const { firstSeconds, firstNanoseconds } = this.#context;
    const since = batch.nanosecondsSince(row, firstSeconds, firstNanoseconds);
    writeNanoseconds(sink, Number.isNaN(since) ? 0 : Math.round(since));
    return true;
  }

  #enter(seconds: number): void {
    this.#second = seconds;
    const day = Math.floor(seconds / DAY);
    if (day === this.#day) this.#setClock(seconds - day * DAY);
    else this.#enterDay(day, seconds);
  }

  #enterDay(day: number, seconds: number): void {
    const text = this.#compose(formatTime(seconds, 0, 6));
    const fraction = text.lastIndexOf('.') + 1;
    const head = text.slice(0, fraction);
    const hasDates = !Number.isNaN(new Date((day + 1) * DAY * 1000).getTime());
    this.#day = hasDates ? day : Number.NaN;
    this.#headBytes = encoder.encode(head);
    this.#ink.clear();
    this.#head = this.#ink.add(head);
    this.#tail = this.#ink.add(text.slice(fraction + 6));
  }

  /** Sets hour, minute and second of what is written: all that differs on the same day. */
  #setClock(second: number): void {
    const bytes = this.#headBytes;
    const end = bytes.length;
    const minute = (second / 60) | 0;
    const hour = (minute / 60) | 0;
    setPair(bytes, end - 9, hour);
    setPair(bytes, end - 6, minute - hour * 60);
    setPair(bytes, end - 3, second - minute * 60);
    this.#ink.replace(this.#head, bytes);
  }
}

/** Sets two digits. */
function setPair(bytes: Uint8Array, at: number, value: number): void {
  const tens = (value / 10) | 0;
  bytes[at] = ZERO + tens;
  bytes[at + 1] = ZERO + value - tens * 10;
}
