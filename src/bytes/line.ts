import { CODE } from '../kernels/line.js';
import { CONSTANTS, Ink, type Piece, pieceOf, type TextBytes } from './ink.js';
import { Kernel, type KernelConstant, type KernelMemory, ownMemory } from './kernel.js';
import { ANY, FRACTION, OWN, WORD } from './layout.js';
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
/** Bytes of the kernel's own, the steps and the numbers, at most. */
const KERNEL_ROOM = 1 << 16;
/** Bytes of texts that pass. */
const PASSING = 1 << 16;
/** Bytes that a line has room for at first: of what is written, and of texts of its own. */
interface Size {
  readonly sink: number;
  readonly ink: number;
}
/** For an explanation at a time. */
const SMALL: Size = { sink: 1 << 14, ink: 1 << 17 };
/** For the rows of a capture. */
export const LARGE: Size = { sink: 3 << 17, ink: 5 << 20 };
/** Bytes that the kernel may read beyond a text. */
const BEYOND = 64;
/** Bytes of a page, in which the kernel's memory grows. */
const PAGE = 1 << 16;

interface LineKernel {
  readonly FREE: KernelConstant;
  readonly END: KernelConstant;
  write(
    steps: number,
    numbers: number,
    count: number,
    out: number,
    full: number,
    constants: number,
    own: number,
  ): number;
}

const kernel = new Kernel<LineKernel>(CODE);

/** A memory and the kernel that works in it. */
interface Press {
  readonly memory: KernelMemory;
  readonly kernel: LineKernel;
}

/** A large one that a closed line left: making one takes longer than explaining a small capture. */
let idle: Press | undefined;

/** A part of the kernel's memory. */
interface Room {
  readonly at: number;
  readonly size: number;
}

const NOWHERE: Room = { at: 0, size: 0 };

/**
 * Texts with numbers behind them, lined up to be written in one go: one loop that does nothing else is many times as fast
 * as a call for each. The loop is a kernel, in whose memory all lies that it needs: the steps, the numbers, the texts, and
 * the sink that it writes to.
 *
 * The line must be made ready ({@link Line.ready}) before texts are added; where more are than it has room for, writing them
 * throws a RangeError.
 */
export class Line {
  /** Where texts are that do not stand in the code. */
  readonly ink: Ink = new Ink(OWN, (size) => this.#enlargeInk(size), PASSING);
  readonly #sink: ByteSink = new ByteSink(0, (size) => this.#enlargeSink(size));
  /** Pieces, of `ink` or of what stands in the code, and in the bits of `DIGITS` how the number behind is written. */
  #steps = new Int32Array(0);
  /** The 32 bits of 0 to 2^32 - 1. */
  #numbers = new Int32Array(0);
  #count = 0;
  /** With so many lined up, there is just room enough for those that {@link Line.ready} promises. */
  #last = -1;
  readonly #size: Size;
  #press: Press | undefined;
  #words = new Int32Array(0);
  #end = 0;
  /** Where the room begins that nothing has taken yet. */
  #free = 0;
  #stepsRoom = NOWHERE;
  #numbersRoom = NOWHERE;
  #constantsRoom = NOWHERE;
  #inkRoom = NOWHERE;
  #sinkRoom = NOWHERE;
  /** Bytes of what stands in the code that are in the memory. */
  #constants = 0;
  /** Where the next text that passes goes. */
  #passing = 0;

  /** @param size {@link LARGE} where a whole capture is written, and the line is closed then */
  constructor(size: Size = SMALL) {
    this.#size = size;
  }

  /**
   * Makes room for the next {@link ROOM} texts with their numbers: what adds them does not look for it each time, which would
   * make it many times as large.
   */
  ready(): void {
    if (this.#count > this.#last) this.#makeRoom();
  }

  /** Adds a text. @param piece of this line's ink, or one that stands in the code, as everywhere here */
  put(piece: Piece): void {
    const count = this.#count;
    this.#steps[count] = piece;
    this.#count = count + 1;
  }

  /** Adds a text and a number. @param value 0 to 2^32 - 1 */
  number(piece: Piece, value: number): void {
    const count = this.#count;
    this.#steps[count] = piece | ANY;
    this.#numbers[count] = value;
    this.#count = count + 1;
  }

  /** Adds a text and just so many digits, zeros in front. @param size 1 to 9 */
  digits(piece: Piece, value: number, size: number): void {
    const count = this.#count;
    this.#steps[count] = piece | size;
    this.#numbers[count] = value;
    this.#count = count + 1;
  }

  /** Adds a text and any whole number. @param value within ±2^53 */
  integer(piece: Piece, value: number): void {
    const whole = value | 0;
    if (whole === value && whole >= 0) this.number(piece, whole);
    else this.#long(piece, value);
  }

  #long(piece: Piece, value: number): void {
    const size = Math.abs(value);
    this.put(piece);
    if (value < 0) this.put(MINUS);
    if (size < 1e8) this.number(EMPTY, size);
    else {
      const high = Math.floor(size / 1e8);
      this.number(EMPTY, high);
      this.digits(EMPTY, size - high * 1e8, 8);
    }
  }

  /** Adds a text and the digits behind a point, without the zeros at their end. @param billionths 0 to 999,999,999 */
  fraction(piece: Piece, billionths: number): void {
    this.digits(piece, billionths, FRACTION);
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

  /** Gives the memory to the next line. Nothing may be added any more, and what {@link out} gave is lost. */
  close(): void {
    // One that grew is very large.
    if (this.#press?.memory.buffer.byteLength === pagesOf(LARGE) * PAGE) idle = this.#press;
    this.#press = undefined;
    this.#steps = new Int32Array(0);
    this.#last = -1;
    this.#count = 0;
    this.#constants = 0;
  }

  #write(): void {
    if (this.#count > this.#steps.length) {
      this.#count = 0;
      throw new RangeError('more texts than the line was made ready for');
    }
    if (CONSTANTS.used > this.#constants) this.#copyConstants();
    const sink = this.#sink;
    for (let done = 0; ; ) {
      const { at, size } = this.#sinkRoom;
      done += this.#press!.kernel.write(
        this.#stepsRoom.at + done * 4,
        this.#numbersRoom.at + done * 4,
        this.#count - done,
        at + sink.length,
        at + size,
        this.#constantsRoom.at,
        this.#inkRoom.at,
      );
      sink.length = this.#words[this.#end >> 2]! - at;
      if (done === this.#count) break;
      this.#enlargeSink(size + 1);
    }
    this.#count = 0;
  }

  #makeRoom(): void {
    if (this.#press === undefined) this.#begin();
    else this.#write();
  }

  #begin(): void {
    const { kernel } = this.#takePress();
    this.#end = kernel.END.value;
    this.#free = kernel.FREE.value;
    this.#stepsRoom = this.#take(STEPS * 4);
    this.#numbersRoom = this.#take(STEPS * 4);
    this.#constantsRoom = this.#take(CONSTANTS_ROOM);
    this.#sinkRoom = this.#take(this.#size.sink);
    this.#inkRoom = this.#take(this.#size.ink);
    this.#last = STEPS - ROOM;
    this.#look();
  }

  #takePress(): Press {
    let press = this.#size === LARGE ? idle : undefined;
    if (press === undefined) {
      const memory = ownMemory(pagesOf(this.#size));
      press = { memory, kernel: kernel.instance({ env: { memory } }) };
    } else idle = undefined;
    this.#press = press;
    return press;
  }

  #enlargeInk(size: number): void {
    if (this.#press === undefined) this.#begin();
    if (size > this.#inkRoom.size - BEYOND) this.#inkRoom = this.#moved(this.#inkRoom, size + BEYOND);
    this.#look();
  }

  #enlargeSink(size: number): void {
    if (this.#press === undefined) this.#begin();
    if (size > this.#sinkRoom.size) this.#sinkRoom = this.#moved(this.#sinkRoom, size);
    this.#look();
  }

  /** A larger room with what the smaller one holds. Rooms left are not used again: as each is twice as large, they are few. */
  #moved(from: Room, size: number): Room {
    const to = this.#take(Math.max(size, from.size * 2));
    new Uint8Array(this.#press!.memory.buffer).copyWithin(to.at, from.at, from.at + from.size);
    return to;
  }

  #take(size: number): Room {
    const { memory } = this.#press!;
    const at = Math.ceil(this.#free / WORD) * WORD;
    this.#free = at + size;
    // Its growth takes the buffer away from all views, and costs V8 what it knows about them: few lines come to that.
    const missing = this.#free + BEYOND - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return { at, size };
  }

  /** Makes all views of the memory. */
  #look(): void {
    const { buffer } = this.#press!.memory;
    this.#words = new Int32Array(buffer);
    this.#steps = new Int32Array(buffer, this.#stepsRoom.at, STEPS);
    this.#numbers = new Int32Array(buffer, this.#numbersRoom.at, STEPS);
    this.#sink.use(new Uint8Array(buffer, this.#sinkRoom.at, this.#sinkRoom.size));
    this.ink.pieces = new DataView(buffer, this.#inkRoom.at, this.#inkRoom.size - BEYOND);
  }

  #copyConstants(): void {
    const { pieces, used } = CONSTANTS;
    if (used > CONSTANTS_ROOM - BEYOND)
      throw new RangeError('more texts stand in the code than there is room for');
    const more = new Uint8Array(pieces.buffer, this.#constants, used - this.#constants);
    new Uint8Array(this.#words.buffer).set(more, this.#constantsRoom.at + this.#constants);
    this.#constants = used;
  }
}

/** Pages of a memory in which all finds room that a line of this size begins with. */
function pagesOf({ sink, ink }: Size): number {
  return Math.ceil((KERNEL_ROOM + CONSTANTS_ROOM + sink + ink) / PAGE);
}

/** A line for what is written by itself and taken away at once: each has a memory, which takes time to make. */
export const ALONE: Line = new Line();
