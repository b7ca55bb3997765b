import type { KernelConstant } from './kernel.js';

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
}
