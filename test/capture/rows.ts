import { CaptureError } from '../../src/capture/capture-error.js';
import { CaptureReader, type CaptureReaderOptions } from '../../src/capture/reader.js';
import { type BatchSource, NO_TIME, type RecordColumns } from '../../src/table/records.js';

/** One frame as the tests compare it. */
export interface Row {
  readonly time: string | null;
  readonly wireLength: number;
  readonly interfaceId: number;
  readonly bytes: string;
  readonly capturedLength: number;
  readonly comments: readonly string[];
}

/** What reading a capture gave. */
export interface Outcome {
  readonly rows: readonly Row[];
  readonly error: CaptureError | null;
}

export function recordColumns(capacity: number): RecordColumns {
  return {
    capacity,
    count: 0,
    bytes: new Uint8Array(0),
    offset: new Uint32Array(capacity),
    capturedLength: new Uint32Array(capacity),
    wireLength: new Uint32Array(capacity),
    seconds: new Float64Array(capacity),
    nanoseconds: new Uint32Array(capacity),
    interfaceId: new Uint16Array(capacity),
    comments: new Map(),
  };
}

/** The rows of a batch; what they point into stays as it is while the next batch is read. */
class Held {
  #bytes = new Uint8Array(0) as Uint8Array;
  #rows: { readonly start: number; readonly copy: Uint8Array }[] = [];

  /** Looks at the rows held, and holds those of the next batch. */
  follow(batch: RecordColumns): void {
    for (const { start, copy } of this.#rows)
      if (Buffer.compare(this.#bytes.subarray(start, start + copy.length), copy) !== 0)
        throw new Error('the bytes of the batch before were overwritten');
    this.#bytes = batch.bytes;
    this.#rows = Array.from({ length: batch.count }, (_, row) => {
      const start = batch.offset[row]!;
      return { start, copy: batch.bytes.slice(start, start + batch.capturedLength[row]!) };
    });
  }
}

/** Reads all of a source; anything but a CaptureError is let through. */
export async function readSource(source: BatchSource, capacity = 7): Promise<Outcome> {
  const batch = recordColumns(capacity);
  const rows: Row[] = [];
  const held = new Held();
  try {
    while (await source.next(batch)) addRows(batch, rows, held);
  } catch (error) {
    if (error instanceof CaptureError) return { rows, error };
    throw error;
  }
  return { rows, error: null };
}

/** Reads bytes given in pieces of the sizes asked for, in turn; without sizes where they lie. */
export function readPieces(
  bytes: Uint8Array,
  sizes: readonly number[] = [],
  options: CaptureReaderOptions = {},
  batch: RecordColumns = recordColumns(7),
): Outcome {
  const rows: Row[] = [];
  const held = new Held();
  const reader = sizes.length === 0 ? CaptureReader.over(bytes, options) : new CaptureReader(options);
  if (batch.room !== undefined) reader.readInto(batch.room);
  try {
    for (let at = 0, turn = 0; sizes.length > 0 && at < bytes.length; turn++) {
      const size = Math.max(1, sizes[turn % sizes.length]!);
      reader.push(bytes.subarray(at, at + size));
      at += size;
      while (reader.fill(batch)) addRows(batch, rows, held);
    }
    reader.end();
    while (reader.fill(batch)) addRows(batch, rows, held);
  } catch (error) {
    if (error instanceof CaptureError) return { rows, error };
    throw error;
  }
  return { rows, error: null };
}

function addRows(batch: RecordColumns, rows: Row[], held: Held): void {
  held.follow(batch);
  if (batch.count > batch.capacity) throw new Error('more rows than there is room for');
  for (let row = 0; row < batch.count; row++) {
    const start = batch.offset[row]!;
    const end = start + batch.capturedLength[row]!;
    if (end > batch.bytes.length) throw new Error(`row ${row} reaches beyond its bytes`);
    const nanoseconds = batch.nanoseconds[row]!;
    rows.push({
      time:
        nanoseconds === NO_TIME ? null : `${batch.seconds[row]}.${nanoseconds.toString().padStart(9, '0')}`,
      wireLength: batch.wireLength[row]!,
      interfaceId: batch.interfaceId[row]!,
      bytes: Buffer.from(batch.bytes.subarray(start, Math.min(end, start + 64))).toString('hex'),
      capturedLength: end - start,
      comments: batch.comments.get(row) ?? [],
    });
  }
}
