import type { Piece } from '../bytes/ink.js';
import { DIGIT_BITS } from '../bytes/layout.js';
import { EMPTY, type Line } from '../bytes/line.js';
import { ORIGIN } from '../bytes/origin.js';
import { ByteSink } from '../bytes/sink.js';
import type { CaptureContext } from '../engine/capture-context.js';
import { formatTime } from '../engine/time.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { NO_TIME } from '../table/records.js';
import { SETTING, SOURCE, sourceOf } from '../table/sources.js';
import { addDecimal, addNanoseconds, isPlain } from './digits.js';

/** Seconds of a day. */
const DAY = 86_400;
/** Days before 1970 and from then on that have dates. */
const DATED = 1e8;
const ZERO = 0x30;

/** Where a row's time comes from, and the setting that tells the first second of the day entered last. */
export interface TimeSource {
  readonly source: number;
  readonly place: number;
}

const OF_FRAME: TimeSource = { source: SOURCE.time, place: SETTING.day };
/** Times of connections. */
export const STARTS: TimeSource = { source: SOURCE.start, place: SETTING.startDay };
export const ENDS: TimeSource = { source: SOURCE.end, place: SETTING.endDay };

/** Writes times, with what stands around them: all but the fraction is the same for all of a second. */
export class TimeWriter {
  readonly #context: CaptureContext;
  readonly #compose: (time: string) => string;
  readonly #line: Line;
  readonly #from: TimeSource;
  #second = Number.NaN;
  /** The day that second belongs to; NaN where not all of it has dates. */
  #day = Number.NaN;
  readonly #headText = new ByteSink(64);
  #head: Piece;
  #tailText = '';
  #tail: Piece;

  /**
   * @param compose what is written of a time: the time, and what goes before and behind it, without a dot behind it
   * @param line what the times are added to
   * @param from default: the frame's
   */
  constructor(
    context: CaptureContext,
    compose: (time: string) => string,
    line: Line,
    from: TimeSource = OF_FRAME,
  ) {
    this.#context = context;
    this.#compose = compose;
    this.#line = line;
    this.#from = from;
    this.#head = line.ink.add('');
    this.#tail = this.#head;
  }

  /** Gets ready for the row: as its time is added, nothing of it needs to be written before its end. */
  begin({ seconds, nanoseconds }: FrameBatch, row: number): void {
    if (nanoseconds[row] !== NO_TIME) this.ready(seconds[row]!);
  }

  /** Adds the row's time of capture as RFC 3339. @returns false, and nothing is added, where it has none */
  add(batch: FrameBatch, row: number): boolean {
    if (batch.nanoseconds[row] === NO_TIME) return false;
    this.#addStart(batch, row);
    this.#line.put(this.#tail);
    return true;
  }

  /** Adds the seconds since the capture's first frame. @returns false, and nothing is added, where it has no time */
  addRelative(batch: FrameBatch, row: number): boolean {
    if (batch.nanoseconds[row] === NO_TIME) return false;
    this.#addSince(batch, row, EMPTY);
    return true;
  }

  /** Adds both, one behind the other. @returns false, and nothing is added, where it has no time */
  addBoth(batch: FrameBatch, row: number): boolean {
    if (batch.nanoseconds[row] === NO_TIME) return false;
    this.#addStart(batch, row);
    this.#addSince(batch, row, this.#tail);
    return true;
  }

  /** Adds a time as {@link formatTime} gives it. */
  addTime(seconds: number, nanoseconds: number, decimals: 6 | 9): void {
    this.#addDigits(seconds, nanoseconds, decimals);
    this.#line.put(this.#tail);
  }

  /** Gets ready to add times of this second: else that writes first what is lined up. */
  ready(seconds: number): void {
    if (seconds !== this.#second) this.#enter(seconds);
  }

  #addStart(batch: FrameBatch, row: number): void {
    const decimals = this.#context.interfaces[batch.interfaceId[row]!]?.decimals ?? 6;
    this.#addDigits(batch.seconds[row]!, batch.nanoseconds[row]!, decimals);
  }

  /** All up to the fraction's last digit. */
  #addDigits(seconds: number, nanoseconds: number, decimals: 6 | 9): void {
    this.ready(seconds);
    const fraction = decimals === 9 ? nanoseconds : (nanoseconds / 1000) | 0;
    // Without dates other things stand behind the digits than in other rows of the kind.
    const source = Number.isNaN(this.#day) ? ORIGIN.unknown : sourceOf(this.#from.source, decimals);
    this.#line.vary(this.#head, sourceOf(SOURCE.text, this.#head >>> DIGIT_BITS));
    this.#line.digits(EMPTY, fraction, decimals, source);
  }

  #addSince(batch: FrameBatch, row: number, before: Piece): void {
    const from = this.#line.count;
    const { firstSeconds, firstNanoseconds } = this.#context;
    const difference = batch.nanoseconds[row]! - firstNanoseconds;
    const borrowed = difference < 0 ? 1 : 0;
    const whole = batch.seconds[row]! - firstSeconds - borrowed;
    const rest = difference + borrowed * 1e9;
    if (isPlain(whole, rest)) addDecimal(this.#line, before, whole, rest);
    else {
      const since = batch.nanosecondsSince(row, firstSeconds, firstNanoseconds);
      addNanoseconds(this.#line, before, Number.isNaN(since) ? 0 : Math.round(since));
    }
    this.#line.join(from, SOURCE.since);
  }

  #enter(seconds: number): void {
    this.#second = seconds;
    const day = Math.floor(seconds / DAY);
    if (day === this.#day) this.#setClock(seconds - day * DAY);
    else this.#enterDay(day, seconds);
    this.#head = this.#line.replace(this.#head, this.#headText);
    this.#line.settings?.enter(this.#from.place, this.#day * DAY);
  }

  #enterDay(day: number, seconds: number): void {
    const text = this.#compose(formatTime(seconds, 0, 6));
    const fraction = text.lastIndexOf('.') + 1;
    this.#day = day >= -DATED && day < DATED ? day : Number.NaN;
    this.#headText.clear();
    this.#headText.text(text.slice(0, fraction));
    const tail = text.slice(fraction + 6);
    if (this.#tailText !== tail) this.#tail = this.#line.ink.add(tail);
    this.#tailText = tail;
  }

  /** Sets hour, minute and second of what is written: all that differs on the same day. */
  #setClock(second: number): void {
    const { bytes, length: end } = this.#headText;
    const minute = (second / 60) | 0;
    const hour = (minute / 60) | 0;
    setPair(bytes, end - 9, hour);
    setPair(bytes, end - 6, minute - hour * 60);
    setPair(bytes, end - 3, second - minute * 60);
  }
}

/** Sets two digits. */
function setPair(bytes: Uint8Array, at: number, value: number): void {
  const tens = (value / 10) | 0;
  bytes[at] = ZERO + tens;
  bytes[at + 1] = ZERO + value - tens * 10;
}
