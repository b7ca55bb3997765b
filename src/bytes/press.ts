import { CODE } from '../kernels/line.js';
import { Kernel, type KernelConstant, type KernelMemory, ownMemory } from './kernel.js';
import { WORD } from './layout.js';

/** The loop that writes what a line lined up. */
export interface LineKernel {
  /** Where it says where it ended. */
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

/** Texts by number, where a kernel finds them. */
export interface PieceTable {
  /** By which the kernel knows the table. */
  readonly number: number;
  /** Piece + 1 by the number of its text; 0 where it was not made yet. */
  readonly pieces: Int32Array;
}

/** What a kernel looks up that writes rows by itself. */
export interface RowSettings {
  /** @returns undefined where there are too many tables */
  table(size: number): PieceTable | undefined;
  /** @param place one of `SETTING` of `table/sources.ts` */
  set(place: number, piece: number): void;
  /** The times of a day can be written. @param place that of `SETTING` for its first second @param second NaN for none */
  enter(place: number, second: number): void;
}

/** A memory in which a line finds room, and the kernel that works in it. */
export interface Press {
  /** All of the memory; another object whenever it has grown. */
  readonly buffer: ArrayBufferLike;
  readonly kernel: LineKernel;
  /** Where the kernel can write rows by itself. */
  readonly settings?: RowSettings;
  /** Room for so many bytes. @returns the byte it begins at, a multiple of eight */
  take(size: number): number;
  /** The line does not need it any more. */
  giveBack(): void;
}

/** Bytes of the kernel's own at most. */
const KERNEL_ROOM = 1 << 16;
/** Bytes of a page, in which the memory grows. */
const PAGE = 1 << 16;

interface OwnKernel extends LineKernel {
  /** From here on the memory is the line's. */
  readonly FREE: KernelConstant;
}

const kernel = new Kernel<OwnKernel>(CODE);

/** One that a closed line left: making one takes longer than explaining a small capture. */
let idle: OwnPress | undefined;

/** A memory for one line, which has nothing else in it. */
class OwnPress implements Press {
  readonly kernel: LineKernel;
  readonly #memory: KernelMemory;
  readonly #asked: number;
  /** Bytes of the memory at first. */
  readonly #size: number;
  readonly #first: number;
  #free: number;

  constructor(size: number) {
    const memory = ownMemory(Math.ceil((KERNEL_ROOM + size) / PAGE));
    const instance = kernel.instance({ env: { memory } });
    this.kernel = instance;
    this.#memory = memory;
    this.#asked = size;
    this.#size = memory.buffer.byteLength;
    this.#first = instance.FREE.value;
    this.#free = this.#first;
  }

  get buffer(): ArrayBuffer {
    return this.#memory.buffer;
  }

  take(size: number): number {
    const at = Math.ceil(this.#free / WORD) * WORD;
    this.#free = at + size;
    // Its growth takes the buffer away from all views, and costs V8 what it knows about them: few lines come to that.
    const missing = this.#free - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE));
    return at;
  }

  giveBack(): void {
    // One that grew is very large.
    if (this.#memory.buffer.byteLength !== this.#size) return;
    this.#free = this.#first;
    idle = this;
  }

  /** The one that is idle, if it is of this size. */
  static idle(size: number): OwnPress | undefined {
    const found = idle;
    if (found === undefined || found.#asked !== size) return undefined;
    idle = undefined;
    return found;
  }
}

/** @param size bytes that the line will take at first */
export function ownPress(size: number): Press {
  return OwnPress.idle(size) ?? new OwnPress(size);
}
