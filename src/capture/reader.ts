import type { CaptureInterface, RecordColumns, RecordRoom } from '../table/records.js';
import { CaptureError } from './capture-error.js';
import { detectFormat } from './detect.js';
import { ErfParser } from './erf.js';
import { type CaptureLimits, checkLimits } from './limits.js';
import { NetmonParser } from './netmon.js';
import { NetxrayParser } from './netxray.js';
import { PcapParser } from './pcap.js';
import { PcapngParser } from './pcapng.js';
import type { InterfaceDrops } from './pcapng-blocks.js';
import type { RecordParser } from './record-parser.js';
import { SnoopParser } from './snoop.js';
import { WorkBuffer } from './work-buffer.js';

const NO_NAMES: ReadonlyMap<string, readonly string[]> = new Map();
const NO_DROPS: ReadonlyMap<number, InterfaceDrops> = new Map();

/** How a capture's bytes are read. */
export interface CaptureReaderOptions extends CaptureLimits {
  /** Size of the work buffer in bytes, which is also how much a file is read at a time; default 512 KiB. */
  readonly bufferSize?: number;
}

/**
 * Reads an uncompressed capture piece by piece: give it bytes, ask it for rows. The rows are the same however the
 * capture is cut into pieces, and no frame costs an allocation.
 *
 * Bytes come in by {@link push}, or without a copy by writing into {@link room} and {@link commit}.
 */
export class CaptureReader {
  readonly #work: WorkBuffer;
  readonly #limits: CaptureLimits;
  #parser: RecordParser | null = null;
  #fault: CaptureError | null = null;
  /** All records there are were filled, and nothing is wrong behind them. */
  isDone = false;

  /** @throws TypeError where a limit is out of range. */
  constructor(options: CaptureReaderOptions = {}, work: WorkBuffer = new WorkBuffer(options.bufferSize)) {
    checkLimits(options);
    this.#limits = options;
    this.#work = work;
  }

  /** Reads a whole capture that lies in memory; rows point into these bytes. */
  static over(bytes: Uint8Array, options: CaptureReaderOptions = {}): CaptureReader {
    return new CaptureReader(options, WorkBuffer.over(bytes));
  }

  /** Interfaces met so far. */
  get interfaces(): readonly CaptureInterface[] {
    return this.#parser?.interfaces ?? [];
  }

  /** Names in the capture: address to the names resolved for it while capturing. Untrusted text. */
  get names(): ReadonlyMap<string, readonly string[]> {
    return this.#parser instanceof PcapngParser ? this.#parser.names : NO_NAMES;
  }

  /** Packets lost while capturing, by interface, as far as the capture says. */
  get drops(): ReadonlyMap<number, InterfaceDrops> {
    return this.#parser instanceof PcapngParser ? this.#parser.drops : NO_DROPS;
  }

  /** Byte of the capture at which the next record begins. */
  get position(): number {
    return this.#work.position;
  }

  /** Place in the capture of the first of the bytes that rows point into. */
  get origin(): number {
    return this.#work.origin;
  }

  /** Frames filled so far. */
  get frames(): number {
    return this.#parser?.frames ?? 0;
  }

  /** Adds bytes, copying them. Rows filled before are no longer valid, but for the bytes of the latest batch. */
  push(chunk: Uint8Array): void {
    this.#work.append(chunk);
  }

  /** Reads from now on into such room. */
  readInto(room: RecordRoom): void {
    this.#work.memory = room;
  }

  /** Free space for the next bytes, at least one. Rows filled before are no longer valid, as after {@link push}. */
  room(): Uint8Array {
    return this.#work.room();
  }

  /** Says that `count` bytes were written at the start of {@link room}. */
  commit(count: number): void {
    this.#work.commit(count);
  }

  /** Says that no more bytes will come. */
  end(): void {
    this.#work.ended = true;
  }

  /**
   * Fills the batch from row 0 with the whole records there are. False: none; give more bytes, or after
   * {@link end} there are no more.
   * @throws CaptureError at damage, after all frames before it were filled.
   */
  fill(batch: RecordColumns): boolean {
    batch.count = 0;
    batch.comments.clear();
    if (this.#fault !== null) throw this.#fault;
    try {
      this.#parser ??= this.#detect();
      this.#parser?.fill(batch);
      this.isDone = this.#work.ended && batch.count < batch.capacity;
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      this.#fault = error;
      if (batch.count === 0) throw error;
    }
    this.#work.records += batch.count;
    if (batch.count > 0) this.#work.isLent = true;
    return batch.count > 0;
  }

  /** The bytes that are there before any were read as records, to look for compression. */
  peek(): Uint8Array {
    return this.#work.bytes.subarray(this.#work.start, this.#work.end);
  }

  /** Forgets the bytes that {@link peek} returned, none of which was read as a record. */
  restart(): void {
    this.#work.clear();
  }

  #detect(): RecordParser | null {
    const format = detectFormat(this.peek(), this.#work.ended);
    switch (format.kind) {
      case 'more':
        return null;
      case 'pcap':
        return new PcapParser(this.#work, format.signature, this.#limits);
      case 'pcapng':
        return new PcapngParser(this.#work, this.#limits);
      case 'snoop':
        return new SnoopParser(this.#work, this.#limits);
      case 'netmon':
        return new NetmonParser(this.#work, this.#limits);
      case 'netxray':
        return new NetxrayParser(this.#work, this.#limits);
      case 'erf':
        return new ErfParser(this.#work, this.#limits);
    }
  }
}
