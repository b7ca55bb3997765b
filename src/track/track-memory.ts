import { Kernel, type KernelConstant, type SharedKernelMemory, sharedMemory } from '../bytes/kernel.js';
import { CODE } from '../kernels/track.js';
import { BATCH_ROWS, FrameBatch } from '../table/frame-batch.js';
import type { PcapRecords, RecordColumns, RecordRoom } from '../table/records.js';
import { ASKED, BATCH_AT, FIRST_PAGES, MOST_PAGES, type TcpState } from './tcp-state.js';

/** What the kernel asks for: segments are named by bytes. */
export interface TrackHost {
  /** How the bytes that begin at a position of the payload ring compare with those at hand in `[from, to)`. */
  compare(position: number, from: number, to: number): number;
  /** Copies what is not acknowledged of a segment's payload into the ring. */
  copyPayload(segment: number): void;
  noteLimit(row: number): void;
  noteReset(row: number, cause: number, isSeen: boolean, unanswered: number): void;
  /** Whether a datagram between these ports, the source's in the upper half, may carry a packet. */
  isTunnel(ports: number): boolean;
  /** The id of an address. */
  ofIpv4(address: number): number;
  /** The id of the address at a byte of the memory. */
  ofIpv6(at: number): number;
}

/** What the kernel does: records are named by bytes. */
interface TrackKernel {
  readonly STATUS_AT: KernelConstant;
  configure(
    seed: number,
    maxConnections: number,
    maxOpen: number,
    maxEnded: number,
    maxRecords: number,
    maxEndedRecords: number,
    fastRetransmission: number,
    outOfOrder: number,
  ): void;
  setTellsFrames(tells: boolean): void;
  copyPayloads(before: number): void;
  has(number: number): number;
  at(number: number): number;
  follow(row: number, firstFrame: number): void;
  followPlain(from: number, to: number, firstFrame: number): number;
  nextRepeat(from: number, count: number, firstFrame: number): number;
  repeatedPacket(): number;
  rememberPacket(row: number, firstFrame: number): void;
  nextRecent(after: number, frame: number): number;
  quoted(
    source: number,
    sourcePort: number,
    destination: number,
    destinationPort: number,
    seq: number,
    flags: number,
  ): number;
  between(source: number, sourcePort: number, destination: number, destinationPort: number): number;
  countUnread(row: number): number;
  allocate(bytes: number): number;
  clearRows(count: number): void;
  decodePlain(bytes: number, from: number, to: number): number;
  fillPcap(
    bytes: number,
    from: number,
    to: number,
    firstRow: number,
    recordHeader: number,
    longest: number,
    isBigEndian: number,
    isNanoseconds: number,
  ): number;
}

/** Bytes copied at a time. */
const COPIES = 1 << 16;

const kernel = new Kernel<TrackKernel>(CODE);

/** The memory of the kernel that follows segments: the batch, records of connections, and segments not acknowledged. */
export class TrackMemory implements TcpState, RecordRoom {
  bytes!: Uint8Array;
  u32!: Uint32Array;
  i32!: Int32Array;
  f64!: Float64Array;
  readonly #memory: SharedKernelMemory = sharedMemory(FIRST_PAGES, MOST_PAGES);
  readonly kernel: TrackKernel;
  /** The rows that are followed. */
  readonly batch: FrameBatch;
  /** Bytes that are in the memory. */
  readonly #rooms = new WeakSet<Uint8Array>();
  /** Where others are copied to; the batch whose bytes are there, by its first frame, and the row behind the last. */
  #copies: Uint8Array | undefined;
  #copiedBatch = 0;
  #copiedTo = 0;
  /** Where in the memory the first of the batch's bytes would be, were they all copied. */
  #copiedAt = 0;
  /** Word at which the status begins. */
  readonly status: number;

  constructor(host: TrackHost) {
    this.kernel = kernel.instance({ env: { memory: this.#memory }, host: this.#imports(host) });
    this.status = this.kernel.STATUS_AT.value >> 2;
    this.batch = new FrameBatch(BATCH_ROWS, this.#memory.buffer, BATCH_AT, this);
    this.#view();
  }

  /** What the kernel imports: see `assembly/track/host.ts`. */
  #imports({ compare, noteReset, ...host }: TrackHost): object {
    const place = (asked: number, word: number): number => (asked >>> 2) + word;
    return {
      ...host,
      grow: (pages: number) => {
        this.#memory.grow(pages);
        this.#view();
      },
      compareBytes: (asked: number) =>
        compare(
          this.f64[place(asked, ASKED.position) >> 1]!,
          this.u32[place(asked, ASKED.from)]!,
          this.u32[place(asked, ASKED.to)]!,
        ),
      noteCause: (asked: number) => {
        noteReset(
          this.u32[place(asked, ASKED.row)]!,
          this.i32[place(asked, ASKED.cause)]!,
          this.i32[place(asked, ASKED.isSeen)] === 1,
          this.u32[place(asked, ASKED.unanswered)]!,
        );
      },
    };
  }

  /** The whole memory; another object whenever it has grown. */
  get buffer(): SharedArrayBuffer {
    return this.#memory.buffer;
  }

  /** A kernel that works in this memory, and may ask this one. */
  instance<Exports extends object>(of: Kernel<Exports>): Exports {
    return of.instance({ env: { memory: this.#memory }, track: this.kernel });
  }

  /** Where the byte lies that rows' offsets are counted from; undefined where the batch's bytes are not in the memory. */
  get bytesAt(): number | undefined {
    const { bytes } = this.batch;
    return this.#rooms.has(bytes) ? bytes.byteOffset : undefined;
  }

  /** Takes room for bytes, zeros. @returns where it begins, at a multiple of 16 */
  take(size: number): number {
    // The kernel tells places beyond 2 GiB as numbers below 0.
    return this.kernel.allocate(size) >>> 0;
  }

  /** Room for bytes of the capture. */
  allocate(size: number): Uint8Array {
    // First, as the buffer may be another one then.
    const at = this.take(size);
    const room = new Uint8Array(this.#memory.buffer, at, size);
    this.#rooms.add(room);
    return room;
  }

  fillPcap(batch: RecordColumns, from: number, to: number, records: PcapRecords): number {
    const { bytes, count } = batch;
    // Of another batch the kernel does not know where its columns lie.
    if (batch !== this.batch || !this.#rooms.has(bytes)) return count;
    const { recordHeader, longest, bigEndian, nanoseconds } = records;
    return this.kernel.fillPcap(
      bytes.byteOffset,
      from,
      to,
      count,
      recordHeader,
      longest,
      bigEndian ? 1 : 0,
      nanoseconds ? 1 : 0,
    );
  }

  /**
   * Fills rows of frames that are plain.
   *
   * @param from the first row; it and those that follow on the same interface are Ethernet
   * @returns the first row that is another's or another kind of frame: nothing is filled of it
   */
  decodePlain(from: number): number {
    const { bytes, count } = this.batch;
    return this.#rooms.has(bytes)
      ? this.kernel.decodePlain(bytes.byteOffset, from, count)
      : this.#decodeCopies(from);
  }

  /** Does the same of bytes that are not in the memory: as far as they fit, they are copied, once. */
  #decodeCopies(from: number): number {
    if (this.batch.firstFrame !== this.#copiedBatch || from >= this.#copiedTo) this.#copy(from);
    return this.kernel.decodePlain(this.#copiedAt, from, this.#copiedTo);
  }

  /** Copies the bytes of the row and of those that follow it, as far as they fit. */
  #copy(from: number): void {
    const { bytes, count, offset, capturedLength, firstFrame } = this.batch;
    this.#copies ??= this.allocate(COPIES);
    const start = offset[from]!;
    let end = start;
    let to = from;
    for (; to < count && offset[to]! >= start; to++) {
      const frameEnd = offset[to]! + capturedLength[to]!;
      if (frameEnd - start > COPIES) break;
      end = Math.max(end, frameEnd);
    }
    this.#copies.set(bytes.subarray(start, end));
    this.#copiedAt = this.#copies.byteOffset - start;
    this.#copiedBatch = firstFrame;
    this.#copiedTo = to;
  }

  /** Views all of the memory. */
  #view(): void {
    const { buffer } = this.#memory;
    this.bytes = new Uint8Array(buffer);
    this.u32 = new Uint32Array(buffer);
    this.i32 = new Int32Array(buffer);
    this.f64 = new Float64Array(buffer);
  }
}
