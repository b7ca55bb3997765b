import type { AnyLine } from './any-line.js';
import { CONSTANTS, Ink, type Piece, pieceOf, type TextBytes } from './ink.js';
import { ANY, BEYOND, DIGITS, FRACTION, OWN, WORD } from './layout.js';
import { ORIGIN } from './origin.js';
import type { Press, RowSettings } from './press.js';
import { ByteSink } from './sink.js';

/** No text. */
export const EMPTY: Piece = pieceOf('');
const MINUS = pieceOf('-');

/** Texts with their numbers that are lined up at most. */
const STEPS = 1024;
/** Of them those that there is room for when the line is ready: more than a sentence has, or the rest of a row. */
export const ROOM = 256;
/** Bytes for what stands in the code. */
const CONSTANTS_ROOM = 1 << 19;
/** Bytes of texts that pass. */
const PASSING = 1 << 16;
/** Bytes that there is room for at first in a kernel's memory: of what is written, and of texts of the line's own. */
const SINK = 5 << 17;
const INK = 5 << 20;

/** A part of the kernel's memory. */
interface Room {
  readonly at: number;
  readonly size: number;
}

const NOWHERE: Room = { at: 0, size: 0 };

/** Bytes of the memory. */
interface Place {
  /** Where what was written begins, where the next is written, and beyond what nothing may be. */
  begin: number;
  out: number;
  full: number;
  /** Where texts begin: those that stand in the code, and the line's own. */
  constants: number;
  own: number;
}

/**
 * Texts with numbers behind them, lined up to be written in one go. Where whole captures are written, the loop that does it is
 * a kernel's, in whose memory all lies that it needs: the steps, the numbers, the texts, and the sink that it writes to.
 *
 * The line must be made ready ({@link Line.ready}) before texts are added; where more are than it has room for, writing them
 * throws a RangeError.
 */
export class Line implements AnyLine {
  readonly ink: Ink;
  readonly #sink: ByteSink;
  /** Pieces, of `ink` or of what stands in the code, and in the bits of `DIGITS` how the number behind is written. */
  #steps: Int32Array = new Int32Array(0);
  /** The 32 bits of 0 to 2^32 - 1. */
  #numbers: Int32Array = new Int32Array(0);
  /** Where each comes from: {@link ORIGIN}. */
  #sources = new Int32Array(0);
  #count = 0;
  #writes = 0;
  /** With so many lined up, there is just room enough for those that {@link Line.ready} promises. */
  #last = -1;
  readonly settings: RowSettings | undefined;
  readonly #press: Press | undefined;
  #words: Int32Array = new Int32Array(0);
  #end = 0;
  #stepsRoom = NOWHERE;
  #numbersRoom = NOWHERE;
  #constantsRoom = NOWHERE;
  #inkRoom = NOWHERE;
  #sinkRoom = NOWHERE;
  readonly #place: Place = { begin: 0, out: 0, full: 0, constants: 0, own: 0 };
  /** Bytes of what stands in the code that are in the memory. */
  #constants = 0;
  /** Where the next text that passes goes. */
  #passing = 0;

  /** @param press the memory that it lies in, with the kernel that writes; default: none, as for a text at a time */
  constructor(press?: Press) {
    this.#press = press;
    this.settings = press?.settings;
    if (press === undefined) {
      this.ink = new Ink(OWN, undefined, PASSING);
      this.#sink = new ByteSink();
    } else {
      this.ink = new Ink(OWN, (size) => this.#enlargeInk(size), PASSING);
      this.#sink = new ByteSink(0, (size) => this.#enlargeSink(size));
    }
  }

  ready(): void {
    if (this.#count > this.#last) this.#makeRoom();
  }

  put(piece: Piece): void {
    const count = this.#count;
    this.#steps[count] = piece;
    this.#sources[count] = ORIGIN.constant;
    this.#count = count + 1;
  }

  vary(piece: Piece, source: number): void {
    this.put(piece);
    this.#sources[this.#count - 1] = source === ORIGIN.unknown ? source : ORIGIN.varying - source;
  }

  number(piece: Piece, value: number, source: number = ORIGIN.unknown): void {
    this.digits(piece, value, ANY, source);
  }

  digits(piece: Piece, value: number, size: number, source: number = ORIGIN.unknown): void {
    const count = this.#count;
    this.#steps[count] = piece | size;
    this.#numbers[count] = value;
    this.#sources[count] = source;
    this.#count = count + 1;
  }

  integer(piece: Piece, value: number, source: number = ORIGIN.unknown): void {
    const whole = value | 0;
    if (whole === value && whole >= 0) this.number(piece, whole, source);
    else this.#long(piece, value, source);
  }

  #long(piece: Piece, value: number, source: number): void {
    const from = this.#count;
    const size = Math.abs(value);
    this.put(piece);
    if (value < 0) this.put(MINUS);
    if (size < 1e8) this.number(EMPTY, size);
    else {
      const high = Math.floor(size / 1e8);
      this.number(EMPTY, high);
      this.digits(EMPTY, size - high * 1e8, 8);
    }
    this.join(from, source);
  }

  fraction(piece: Piece, billionths: number): void {
    this.digits(piece, billionths, FRACTION);
  }

  get count(): number {
    return this.#count;
  }

  /** How often something was written that was lined up. */
  get writes(): number {
    return this.#writes;
  }

  join(from: number, source: number): void {
    for (let index = from; index < this.#count; index++)
      this.#sources[index] = index === from ? source : ORIGIN.joined;
  }

  /**
   * Makes a piece of a text that is needed for a moment: it stays until some ten thousand bytes of others were given.
   *
   * @throws RangeError where it has more than 32 KiB
   */
  passing(text: TextBytes): Piece {
    const size = WORD * (1 + Math.ceil(text.length / WORD));
    if (size > PASSING / 2) throw new RangeError('too long for a text that passes');
    if (this.#passing + size > PASSING) {
      this.out();
      this.#passing = 0;
    }
    const piece = this.ink.put(this.#passing, text);
    this.#passing += size;
    return piece;
  }

  text(text: string): void {
    this.out().text(text);
  }

  /** It was written where it belongs. */
  written(): void {}

  /** Replaces a text of this line's ink. @returns where the new one is: at the old one's place if it fits there */
  replace(piece: Piece, text: TextBytes): Piece {
    // What is lined up means the old one.
    this.out();
    return this.ink.replace(piece, text);
  }

  /** Writes what was lined up. @returns all that was written, to write there what can't be lined up, or to take it away */
  out(): ByteSink {
    if (this.#count > 0) this.#write();
    return this.#sink;
  }

  /** Takes away what was added, as text. */
  take(): string {
    const sink = this.out();
    const text = sink.toText();
    sink.clear();
    return text;
  }

  /** What is lined up: each text, and where it or what stands behind it comes from. */
  *linedUp(): IterableIterator<readonly [piece: Piece, source: number]> {
    for (let index = 0; index < this.#count; index++)
      yield [(this.#steps[index]! & ~DIGITS) as Piece, this.#sources[index]!];
  }

  /** Where a kernel in the same memory finds texts, and writes behind what was written. */
  place(): Place {
    this.ready();
    this.out();
    this.#copyConstants();
    const { at, size } = this.#sinkRoom;
    const place = this.#place;
    place.begin = at;
    place.out = at + this.#sink.length;
    place.full = at + size;
    place.constants = this.#constantsRoom.at;
    place.own = this.#inkRoom.at;
    return place;
  }

  /** Takes in what the kernel has written. */
  placed(): void {
    this.#sink.length = (this.#words[this.#end >> 2]! >>> 0) - this.#sinkRoom.at;
  }

  #write(): void {
    this.#writes++;
    if (this.#count > this.#steps.length) {
      this.#count = 0;
      throw new RangeError('more texts than the line was made ready for');
    }
    if (this.#press === undefined) this.#writeAll();
    else this.#writeBy(this.#press);
    this.#count = 0;
  }

  #writeAll(): void {
    const sink = this.#sink;
    for (let index = 0; index < this.#count; index++) {
      const step = this.#steps[index]!;
      sink.put(step as Piece, step & OWN ? this.ink : CONSTANTS);
      const digits = step & DIGITS;
      if (digits === 0) continue;
      const number = this.#numbers[index]! >>> 0;
      if (digits === ANY) sink.integer(number);
      else if (digits === FRACTION) sink.fraction(number);
      else sink.digits(number, digits);
    }
  }

  #writeBy({ kernel }: Press): void {
    this.#copyConstants();
    const sink = this.#sink;
    for (let done = 0; ; ) {
      const { at, size } = this.#sinkRoom;
      done += kernel.write(
        this.#stepsRoom.at + done * 4,
        this.#numbersRoom.at + done * 4,
        this.#count - done,
        at + sink.length,
        at + size,
        this.#constantsRoom.at,
        this.#inkRoom.at,
      );
      sink.length = (this.#words[this.#end >> 2]! >>> 0) - at;
      if (done === this.#count) break;
      this.#enlargeSink(size + 1);
    }
  }

  #makeRoom(): void {
    if (this.#last < 0) this.#begin();
    else this.#write();
  }

  #begin(): void {
    this.#last = STEPS - ROOM;
    this.#sources = new Int32Array(STEPS);
    const press = this.#press;
    if (press === undefined) {
      this.#steps = new Int32Array(STEPS);
      this.#numbers = new Int32Array(STEPS);
      return;
    }
    this.#end = press.kernel.END.value;
    this.#stepsRoom = this.#take(STEPS * 4);
    this.#numbersRoom = this.#take(STEPS * 4);
    this.#constantsRoom = this.#take(CONSTANTS_ROOM);
    this.#sinkRoom = this.#take(SINK);
    this.#inkRoom = this.#take(INK + BEYOND);
    this.#look();
  }

  #enlargeInk(size: number): void {
    if (this.#last < 0) this.#begin();
    if (size > this.#inkRoom.size - BEYOND) this.#inkRoom = this.#moved(this.#inkRoom, size + BEYOND);
    this.#look();
  }

  #enlargeSink(size: number): void {
    if (this.#last < 0) this.#begin();
    if (size > this.#sinkRoom.size) this.#sinkRoom = this.#moved(this.#sinkRoom, size);
    this.#look();
  }

  /** A larger room with what the smaller one holds. Rooms left are not used again: as each is twice as large, they are few. */
  #moved(from: Room, size: number): Room {
    const to = this.#take(Math.max(size, from.size * 2));
    new Uint8Array(this.#press!.buffer).copyWithin(to.at, from.at, from.at + from.size);
    return to;
  }

  #take(size: number): Room {
    return { at: this.#press!.take(size), size };
  }

  /** Makes all views of the memory. */
  #look(): void {
    const { buffer } = this.#press!;
    this.#words = new Int32Array(buffer);
    this.#steps = new Int32Array(buffer, this.#stepsRoom.at, STEPS);
    this.#numbers = new Int32Array(buffer, this.#numbersRoom.at, STEPS);
    this.#sink.use(new Uint8Array(buffer, this.#sinkRoom.at, this.#sinkRoom.size));
    this.ink.pieces = new DataView(buffer, this.#inkRoom.at, this.#inkRoom.size - BEYOND);
  }

  #copyConstants(): void {
    const { pieces, used } = CONSTANTS;
    if (used === this.#constants) return;
    if (used > CONSTANTS_ROOM - BEYOND)
      throw new RangeError('more texts stand in the code than there is room for');
    const more = new Uint8Array(pieces.buffer, this.#constants, used - this.#constants);
    new Uint8Array(this.#words.buffer).set(more, this.#constantsRoom.at + this.#constants);
    this.#constants = used;
  }
}
