import { excerptEnd, excerptsOf, placeExcerpts } from './excerpt.js';
import { FrameBatch } from './frame-batch.js';
import type { FrameNotes } from './frame-notes.js';
import { packColumn, packedSize, unpackColumn } from './packed-column.js';
import { packedNames, packRows, unpackRows } from './packed-values.js';

/** Rows that are packed together: looking at one unpacks them all. */
export const PACKED_ROWS = 1024;

/** Reads captured bytes again, by their place in the capture. */
export type ReadAgain = (position: number, length: number) => Uint8Array;

const values: Float64Array = new Float64Array(PACKED_ROWS);
/** The columns' names, and room to pack them: made when first needed, as most runs keep no rows. */
let packing: { readonly names: readonly string[]; readonly scratch: DataView } | undefined;

/**
 * Rows of a kept analysis, packed: 20 to 40 bytes a frame instead of 120. Unpacked they are a {@link FrameBatch} as the
 * pipeline filled it, but for the captured bytes: those are read again where the capture allows it, else excerpts of them
 * are kept, enough for the facts.
 */
export class PackedRows {
  /** Frame number of the first row. */
  readonly firstFrame: number;
  readonly count: number;
  /** First where the rows' bytes lie, then the columns. */
  readonly #columns: DataView;
  /** Place in the capture of the first row's bytes. */
  readonly #position: number;
  readonly #notes: ReadonlyMap<number, FrameNotes> | undefined;
  readonly #assembled: Map<number, Uint8Array> | undefined;
  readonly #comments: ReadonlyMap<number, readonly string[]> | undefined;
  readonly #excerpts: Uint8Array | undefined;

  /**
   * Packs rows `from` to `to` - 1 of a batch, {@link PACKED_ROWS} at most, and takes over their notes.
   *
   * @param origin place in the capture of the batch's first byte
   * @param isReread no excerpts are kept
   */
  constructor(batch: FrameBatch, from: number, to: number, origin: number, isReread: boolean) {
    this.firstFrame = batch.firstFrame + from;
    this.count = to - from;
    this.#position = origin + batch.offset[from]!;
    const { names, scratch } = packingOf(batch);
    let at = packPlaces(batch, from, to, scratch);
    for (const name of names) at = packRows(batch, name, from, to, values, scratch, at);
    this.#columns = new DataView(scratch.buffer.slice(0, at));
    this.#excerpts = isReread ? undefined : excerptsOf(batch, from, to);
    this.#comments = rowsOf(batch.comments, from, to);
    this.#notes = rowsOf(batch.notes, from, to);
    this.#assembled = rowsOf(batch.assembled, from, to);
    for (const [row, packet] of this.#assembled ?? [])
      this.#assembled?.set(row, packet.slice(0, excerptEnd(batch, from + row)));
  }

  /** The rows as they were. @param read reads captured bytes again; undefined where excerpts are kept */
  unpack(read: ReadAgain | undefined): FrameBatch {
    const { count } = this;
    const batch = read === undefined ? new FrameBatch(count) : new RereadBatch(count, read, this.positions());
    batch.count = count;
    batch.firstFrame = this.firstFrame;
    for (const [row, note] of this.#notes ?? []) batch.notes.set(row, note);
    if (this.#assembled !== undefined) batch.assembled = this.#assembled;
    if (this.#comments !== undefined) batch.comments = new Map(this.#comments);
    let at = unpackColumn(this.#columns, 0, count, values);
    for (const name of packingOf(batch).names) at = unpackRows(this.#columns, at, batch, name, values);
    if (this.#excerpts !== undefined) placeExcerpts(batch, this.#excerpts);
    return batch;
  }

  /** Where each row's bytes lie in the capture. */
  positions(): Float64Array {
    const positions = new Float64Array(this.count);
    const lengths = new Float64Array(this.count);
    unpackColumn(this.#columns, unpackColumn(this.#columns, 0, this.count, positions), this.count, lengths);
    let end = this.#position;
    for (let row = 0; row < this.count; row++) {
      positions[row] = row === 0 ? end : end + positions[row]!;
      end = positions[row]! + lengths[row]!;
    }
    return positions;
  }
}

/** Rows whose bytes are read again when they are looked at; each frame's begin at 0. */
class RereadBatch extends FrameBatch {
  readonly #read: ReadAgain;
  readonly #positions: Float64Array;

  constructor(count: number, read: ReadAgain, positions: Float64Array) {
    super(count);
    this.#read = read;
    this.#positions = positions;
  }

  override bytesOf(row: number): Uint8Array {
    return this.assembled.get(row) ?? this.#read(this.#positions[row]!, this.capturedLength[row]!);
  }
}

function packingOf(batch: FrameBatch): NonNullable<typeof packing> {
  if (packing === undefined) {
    const names = packedNames(batch);
    packing = { names, scratch: new DataView(new ArrayBuffer((names.length + 1) * packedSize(PACKED_ROWS))) };
  }
  return packing;
}

/** Packs what lies between each row's bytes and those of the row before: mostly as much for all. */
function packPlaces(
  { offset, capturedLength }: FrameBatch,
  from: number,
  to: number,
  scratch: DataView,
): number {
  for (let row = from + 1; row < to; row++)
    values[row - from] = offset[row]! - offset[row - 1]! - capturedLength[row - 1]!;
  values[0] = to - from > 1 ? values[1]! : 0;
  return packColumn(values, to - from, scratch, 0);
}

/** Entries of the rows, counted from the first of them; undefined where there are none. */
function rowsOf<T>(map: ReadonlyMap<number, T>, from: number, to: number): Map<number, T> | undefined {
  if (map.size === 0) return undefined;
  const rows = new Map<number, T>();
  for (const [row, value] of map) if (row >= from && row < to) rows.set(row - from, value);
  return rows.size === 0 ? undefined : rows;
}
