import type { ByteAccess } from '../capture/byte-input.js';
import { CaptureError } from '../capture/capture-error.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { PACKED_ROWS, PackedRows, type ReadAgain } from '../table/packed-rows.js';
import { questionOf } from './answers.js';
import { paged, whole } from './read-again.js';

/** Unpacked rows that are held on to, the latest looked at: a connection's frames lie close together. */
const RECENT = 16;
/** Rows that nobody asked for are kept along where they part wanted ones by no more than this: cheaper than apart. */
const SHORT_GAP = 16;

/** Which rows are to be kept. */
export type RowChoice = (batch: FrameBatch, row: number) => boolean;

/** The frames of a kept capture: rows packed in their order, and unpacked when they are looked at; the last as they are. */
export class KeptRows {
  readonly #kept: (PackedRows | LastRows)[] = [];
  /** By place in the list; the latest looked at is the last. */
  readonly #recent: Map<number, FrameBatch> = new Map();
  #access: ByteAccess | undefined;
  #readAgain: ReadAgain | undefined;

  /** Says how the capture's bytes can be read again; before the first rows are kept. */
  set access(access: ByteAccess | undefined) {
    if (access === this.#access) return;
    this.#access = access;
    this.#readAgain = access?.readNow && paged(access.readNow);
  }

  /**
   * Keeps the rows of an analysed batch; it may be used again after.
   *
   * @param origin place in the capture of the batch's first byte
   * @param choose keep only these, what answers them, and what few rows lie between
   */
  keep(batch: FrameBatch, origin: number, choose?: RowChoice): void {
    const isReread = this.#readAgain !== undefined;
    const { count } = batch;
    const wanted = choose === undefined ? undefined : this.#wanted(batch, choose);
    for (let from = next(wanted, 0, count); from < count; ) {
      let to = from + 1;
      let gap = 0;
      for (let row = to; row < count && row - from < PACKED_ROWS && gap <= SHORT_GAP; row++) {
        gap = wanted === undefined || wanted[row] === 1 ? 0 : gap + 1;
        if (gap === 0) to = row + 1;
      }
      this.#kept.push(new PackedRows(batch, from, to, origin, isReread));
      from = next(wanted, to, count);
    }
  }

  /** Keeps an analysed batch that nothing follows, all of it: it takes no room of its own. */
  keepLast(batch: FrameBatch, origin: number): void {
    this.#kept.push(new LastRows(batch, origin));
  }

  /** All rows, unpacked batch by batch. */
  *batches(): IterableIterator<FrameBatch> {
    for (const index of this.#kept.keys()) yield this.#unpacked(index);
  }

  /** The batch that has this frame; undefined where none has. */
  find(frame: number): FrameBatch | undefined {
    const index = this.#indexOf(frame);
    return index < 0 ? undefined : this.#unpacked(index);
  }

  /** The captured bytes of a frame. @throws CaptureError where they can't be read again */
  async bytesOf(frame: number, length: number): Promise<Uint8Array> {
    const rows = this.#kept[this.#indexOf(frame)];
    if (this.#access === undefined || rows === undefined)
      throw new CaptureError(
        'unreadable',
        'This capture came only once, compressed, through a pipe or frame by frame: its bytes are not kept.',
        0,
        frame,
      );
    const position = rows.positions()[frame - rows.firstFrame]!;
    const bytes = await this.#access.read(position, length);
    return whole(bytes, length, position, frame).slice();
  }

  #unpacked(index: number): FrameBatch {
    const batch = this.#recent.get(index) ?? this.#kept[index]!.unpack(this.#readAgain);
    this.#recent.delete(index);
    this.#recent.set(index, batch);
    if (this.#recent.size > RECENT) this.#recent.delete(this.#recent.keys().next().value!);
    return batch;
  }

  #wanted(batch: FrameBatch, choose: RowChoice): Uint8Array {
    const wanted = new Uint8Array(batch.count);
    for (let row = 0; row < batch.count; row++) {
      const question = questionOf(batch, row);
      const isAnswer =
        question >= batch.firstFrame
          ? wanted[question - batch.firstFrame] === 1
          : this.#indexOf(question) >= 0;
      if (isAnswer || choose(batch, row)) wanted[row] = 1;
    }
    return wanted;
  }

  /** Place in the list of the rows that have this frame; negative where none have. */
  #indexOf(frame: number): number {
    let low = 0;
    let high = this.#kept.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const { firstFrame, count } = this.#kept[middle]!;
      if (frame < firstFrame) high = middle - 1;
      else if (frame >= firstFrame + count) low = middle + 1;
      else return Number.isInteger(frame) ? middle : -1;
    }
    return -1;
  }
}

/** A capture's last rows, as the pipeline filled them: nothing overwrites them. */
class LastRows {
  readonly #batch: FrameBatch;
  readonly #origin: number;

  constructor(batch: FrameBatch, origin: number) {
    this.#batch = batch;
    this.#origin = origin;
  }

  get firstFrame(): number {
    return this.#batch.firstFrame;
  }

  get count(): number {
    return this.#batch.count;
  }

  unpack(): FrameBatch {
    return this.#batch;
  }

  positions(): Float64Array {
    return Float64Array.from(this.#batch.offset.subarray(0, this.count), (at) => this.#origin + at);
  }
}

function next(wanted: Uint8Array | undefined, from: number, count: number): number {
  if (wanted === undefined || from >= count) return from;
  const row = wanted.indexOf(1, from);
  return row < 0 ? count : row;
}
