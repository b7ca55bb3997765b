import { Kernel, type KernelConstant } from '../bytes/kernel.js';
import type { LineKernel, PieceTable, Press, RowSettings } from '../bytes/press.js';
import type { CaptureAnalysis } from '../engine/capture-analysis.js';
import { CODE } from '../kernels/rows.js';
import { SETTING, SETTING_WORDS } from '../table/sources.js';
import type { TrackMemory } from '../track/track-memory.js';

/** Tables of texts that rows are written from at most. */
const TABLES = 8;

/** The kernel that writes rows, besides what lines line up. */
export interface RowsKernel extends LineKernel {
  readonly SETTINGS: KernelConstant;
  writeRows(
    from: number,
    to: number,
    firstFrame: number,
    bytes: number,
    out: number,
    enough: number,
    full: number,
    constants: number,
    own: number,
  ): number;
  writeConnections(
    from: number,
    to: number,
    out: number,
    enough: number,
    full: number,
    constants: number,
    own: number,
  ): number;
  isUnknown(): number;
  learn(form: number): void;
}

const kernel = new Kernel<RowsKernel>(CODE);

/** Memories that have one. */
const used = new WeakSet<TrackMemory>();

/** The memory in which a capture is followed: what is written of its rows lies beside them, where a kernel can write them. */
export class RowPress implements Press, RowSettings {
  readonly kernel: RowsKernel;
  readonly settings: RowSettings = this;
  readonly #memory: TrackMemory;
  readonly #words: Int32Array;
  readonly #doubles: Float64Array;
  #tables = 0;

  private constructor(memory: TrackMemory) {
    used.add(memory);
    this.#memory = memory;
    this.kernel = memory.instance(kernel);
    const at = this.kernel.SETTINGS.value;
    this.#words = new Int32Array(memory.buffer, at, SETTING_WORDS);
    this.#doubles = new Float64Array(memory.buffer, at, SETTING_WORDS / 2);
    for (const place of [SETTING.day, SETTING.startDay, SETTING.endDay]) this.enter(place, Number.NaN);
  }

  /** One for a capture; undefined where it has one already, as there is room for one, which lasts as long as the memory. */
  static of({ memory }: CaptureAnalysis): RowPress | undefined {
    return used.has(memory) ? undefined : new RowPress(memory);
  }

  get buffer(): SharedArrayBuffer {
    return this.#memory.buffer;
  }

  take(size: number): number {
    return this.#memory.take(size);
  }

  table(size: number): PieceTable | undefined {
    if (this.#tables === TABLES) return undefined;
    const number = this.#tables++;
    const at = this.take(size * 4);
    const entry = SETTING.tables + 2 * number;
    this.#words[entry] = at;
    this.#words[entry + 1] = size;
    return { number, pieces: new Int32Array(this.buffer, at, size) };
  }

  set(place: number, piece: number): void {
    this.#words[place] = piece;
  }

  enter(place: number, second: number): void {
    this.#doubles[place >> 1] = second;
  }

  /** Says when the capture's first frame was. */
  begin(seconds: number, nanoseconds: number): void {
    this.#doubles[SETTING.firstSeconds >> 1] = seconds;
    this.#words[SETTING.firstNanoseconds] = nanoseconds;
  }
}
