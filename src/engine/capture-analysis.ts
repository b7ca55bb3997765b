import type { CaptureError } from '../capture/capture-error.js';
import type { OpenBatchSource } from '../capture/source.js';
import { AddressTable } from '../table/address-table.js';
import type { FrameBatch } from '../table/frame-batch.js';
import type { CaptureInterface } from '../table/records.js';
import type { TrackMemory } from '../track/track-memory.js';
import type { CaptureContext } from './capture-context.js';
import { type ClockShift, shiftTimes, splitTime } from './clock-shift.js';
import { Connection } from './connection.js';
import { Frame } from './frame.js';
import { KeptRows, type RowChoice } from './kept-rows.js';
import type { AnalysisSettings } from './limits.js';
import { Lookup } from './lookup.js';
import { Pipeline } from './pipeline.js';
import { StreamView } from './stream-view.js';

/** What is known of one capture: the part that streaming and kept analyses have in common. */
export class CaptureAnalysis {
  /** @internal */
  readonly context: CaptureContext;
  /** @internal */
  readonly pipeline: Pipeline;
  /** @internal */
  readonly source: OpenBatchSource;
  readonly #shift: ClockShift | undefined;
  /** Why the capture could not be read to its end, once that was met; undefined for a capture without a fault. */
  error: CaptureError | undefined;

  /** @internal */
  constructor(
    label: string,
    source: OpenBatchSource,
    hosts: ReadonlyMap<string, string>,
    settings: AnalysisSettings,
    shift?: ClockShift,
  ) {
    this.source = source;
    this.#shift = shift;
    const [firstSeconds, firstNanoseconds] =
      shift === undefined ? [Number.NaN, 0] : splitTime(shift.to, shift.first);
    this.context = {
      label,
      addresses: new AddressTable(),
      interfaces: [],
      firstSeconds,
      firstNanoseconds,
      hosts,
    };
    this.pipeline = new Pipeline(this.context, settings);
  }

  /** Label of the capture. */
  get label(): string {
    return this.context.label;
  }

  /** Interfaces that frames were captured on, as far as met: one in classic files, several in pcapng. */
  get interfaces(): readonly CaptureInterface[] {
    return this.source.interfaces;
  }

  /** Names that the capture itself gives for addresses (pcapng name resolution blocks), as recorded: untrusted text. */
  get names(): ReadonlyMap<string, readonly string[]> {
    return this.source.names;
  }

  /** Packets that the capture says were lost while it was made, so that gaps may be the recorder's. */
  get droppedPackets(): number {
    let count = 0;
    for (const { byInterface = 0, byOperatingSystem = 0, betweenFrames } of this.source.drops.values())
      count += Math.max(byInterface + byOperatingSystem, betweenFrames);
    return count;
  }

  /**
   * The memory in which its frames are followed.
   *
   * @internal
   */
  get memory(): TrackMemory {
    return this.pipeline.tcp.connections.memory;
  }

  /**
   * The rows that frames pass through.
   *
   * @internal
   */
  get batch(): FrameBatch {
    return this.pipeline.batch;
  }

  /** Frames read so far; while streaming, reading is ahead of the frame in hand. */
  get frameCount(): number {
    return this.pipeline.frames;
  }

  /**
   * Fills {@link batch} with the next frames, analysed. False at the end.
   *
   * @internal
   * @throws CaptureError at a fault
   */
  async next(): Promise<boolean> {
    const { batch } = this;
    if (this.source.isDone === true || !(await this.source.next(batch))) return false;
    this.context.interfaces = this.source.interfaces;
    if (this.#shift !== undefined) shiftTimes(batch, this.#shift, this.source.interfaces);
    this.pipeline.process();
    return true;
  }

  /** A view of the TCP connection with this number, from 0 as Wireshark's `tcp.stream`; undefined where there is none. */
  connection(number: number): Connection | undefined {
    const { tcp, numbersOnly } = this.pipeline;
    if (!Number.isInteger(number) || number < 0 || !tcp.connections.has(number)) return undefined;
    const connection = new Connection(this.context, tcp, number);
    return numbersOnly.has(number) && connection.lastFrame === 0 ? undefined : connection;
  }

  /** All connections, in the order of their numbers; a number that no segment has is left out. */
  *connections(): IterableIterator<Connection> {
    const { tcp } = this.pipeline;
    for (let number = 0; number < tcp.connections.count; number++) {
      const connection = this.connection(number);
      if (connection !== undefined) yield connection;
    }
  }

  /**
   * The streams of the connection with this number; undefined where there is no such connection or it is not followed
   * ({@link AnalysisOptions.follow}).
   */
  stream(number: number): StreamView | undefined {
    const { tcp, streams } = this.pipeline;
    const connection = this.connection(number);
    const followed = streams?.get(number);
    if (connection === undefined || followed === undefined) return undefined;
    return new StreamView(connection, followed, tcp.connections.clientSide(tcp.connections.at(number)));
  }

  /** All DNS lookups, in the order of their first frames. */
  *lookups(): IterableIterator<Lookup> {
    const { dns } = this.pipeline;
    for (let index = 0; index < dns.table.count; index++) yield new Lookup(this.context, dns, index);
  }
}

/**
 * A capture whose frames are kept as packed columns, the last of them as they are; captured bytes are read again from where
 * they came, if that can be.
 */
export class KeptCapture extends CaptureAnalysis {
  readonly #rows = new KeptRows();

  /**
   * The kept frames as the pipeline filled them.
   *
   * @internal
   */
  get batches(): Iterable<FrameBatch> {
    return { [Symbol.iterator]: () => this.#rows.batches() };
  }

  /**
   * Keeps the rows of a batch that was just filled: all, or those chosen, what answers them, and a few between.
   *
   * @internal
   */
  keep(batch: FrameBatch, choose?: RowChoice): void {
    const { access, origin = 0, isDone } = this.source;
    this.#rows.access = access;
    if (isDone === true) this.#rows.keepLast(batch, origin);
    else this.#rows.keep(batch, origin, choose);
  }

  /** All frames, in order. */
  *frames(): IterableIterator<Frame> {
    for (const batch of this.batches)
      for (let row = 0; row < batch.count; row++) yield new Frame(this.context, batch, row);
  }

  /** The frame with this number, from 1 as Wireshark's No.; undefined where there is none. */
  frame(number: number): Frame | undefined {
    const batch = this.#rows.find(number);
    return batch === undefined ? undefined : new Frame(this.context, batch, number - batch.firstFrame);
  }

  /**
   * The captured bytes of one of the frames, read again from the file, the Blob or the bytes that it came from.
   *
   * @throws TypeError for a frame of another capture
   * @throws CaptureError `unreadable` where the capture came only once (compressed, from a pipe, frame by frame), or has
   * changed since
   */
  async bytesOf(frame: Frame): Promise<Uint8Array> {
    if (frame.context !== this.context) throw new TypeError('the frame is not of this capture');
    return this.#rows.bytesOf(frame.frame, frame.capturedLength);
  }
}
