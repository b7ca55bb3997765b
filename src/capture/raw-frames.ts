import {
  type BatchSource,
  type CaptureInterface,
  NO_TIME,
  type RawFrame,
  type RecordColumns,
} from '../table/records.js';
import { CaptureError } from './capture-error.js';
import { type CaptureLimits, longestFrame, MAX_INTERFACES } from './limits.js';

const FIRST_SIZE = 1 << 20;
const ETHERNET = 1;
/** Turns of the microtask queue in which a frame that is ready shows itself. */
const READY_TURNS = 32;

type Frames = AsyncIterator<RawFrame> | Iterator<RawFrame>;

/** Turns frames handed over one by one into batches, copying their bytes. */
export class RawFrameSource implements BatchSource {
  readonly #frames: Frames;
  readonly #limits: CaptureLimits;
  readonly interfaces: CaptureInterface[] = [];
  bytesRead = 0;
  #buffer: Uint8Array = new Uint8Array(0);
  /** The bytes of the batch before; the two take turns. */
  #other: Uint8Array = new Uint8Array(0);
  /** The next frame, or the end, once it is there. */
  #taken: IteratorResult<RawFrame> | null = null;
  /** Settles, never with an error, when the frame asked for is there. */
  #coming: Promise<void> | null = null;
  #failure: CaptureError | TypeError | null = null;
  #delivered = 0;

  constructor(frames: Frames, limits: CaptureLimits) {
    this.#frames = frames;
    this.#limits = limits;
  }

  async next(batch: RecordColumns): Promise<boolean> {
    batch.count = 0;
    batch.comments.clear();
    const before = this.#buffer;
    this.#buffer = this.#other.length > 0 ? this.#other : new Uint8Array(FIRST_SIZE);
    this.#other = before;
    let end = 0;
    while (batch.count < batch.capacity) {
      await this.#take(batch.count > 0);
      if (this.#failure !== null) {
        if (batch.count === 0) throw this.#failure;
        break;
      }
      if (this.#taken === null || this.#taken.done === true) break;
      const frame = this.#taken.value;
      const { length } = frame.bytes;
      if (end + length > this.#buffer.length) {
        if (batch.count > 0) break;
        this.#buffer = new Uint8Array(length);
      }
      this.#taken = null;
      this.#buffer.set(frame.bytes, end);
      this.#addRow(batch, frame, end);
      end += length;
    }
    batch.bytes = this.#buffer;
    return batch.count > 0;
  }

  async close(): Promise<void> {
    await this.#frames.return?.();
  }

  /** Asks for a frame. A live source is not waited for while there are rows: they go out as a batch first. */
  async #take(hasRows: boolean): Promise<void> {
    if (this.#taken === null && this.#failure === null) {
      this.#coming ??= this.#ask();
      if (hasRows) {
        for (let turn = 0; turn < READY_TURNS && this.#coming !== null; turn++) await null;
      } else {
        await this.#coming;
      }
    }
  }

  async #ask(): Promise<void> {
    let taken: IteratorResult<RawFrame> | null = null;
    try {
      taken = await this.#frames.next();
    } catch (error) {
      this.#failure =
        error instanceof CaptureError ? error : this.#fault('unreadable', unreadable(error), error);
    }
    this.#coming = null;
    if (taken === null) return;
    try {
      if (taken.done !== true) this.#check(taken.value);
      this.#taken = taken;
    } catch (error) {
      this.#failure = error as CaptureError | TypeError;
    }
  }

  #check(frame: RawFrame): void {
    if (!(frame?.bytes instanceof Uint8Array)) throw new TypeError('a frame has its bytes as a Uint8Array');
    const { seconds, nanoseconds = 0, wireLength = 0 } = frame;
    if (seconds !== null && !Number.isInteger(seconds))
      throw new TypeError("a frame's seconds are whole or null");
    if (!Number.isInteger(nanoseconds) || nanoseconds < 0 || nanoseconds > 999_999_999) {
      throw new TypeError("a frame's nanoseconds are whole, 0 to 999999999");
    }
    if (!Number.isInteger(wireLength) || wireLength < 0 || wireLength > 0xffffffff) {
      throw new TypeError("a frame's wireLength is whole, 0 to 4294967295");
    }
    const longest = longestFrame(frame.linkType ?? ETHERNET, this.#limits);
    if (frame.bytes.length > longest) {
      const message = `Frame ${this.#delivered + 1} has ${frame.bytes.length} bytes, more than the ${longest} that are believed.`;
      throw this.#fault('bad-length', message);
    }
    this.#interfaceOf(frame);
  }

  #addRow(batch: RecordColumns, frame: RawFrame, offset: number): void {
    const row = batch.count++;
    batch.offset[row] = offset;
    batch.capturedLength[row] = frame.bytes.length;
    batch.wireLength[row] = frame.wireLength ?? frame.bytes.length;
    batch.seconds[row] = frame.seconds ?? 0;
    batch.nanoseconds[row] = frame.seconds === null ? NO_TIME : (frame.nanoseconds ?? 0);
    batch.interfaceId[row] = this.#interfaceOf(frame);
    this.#delivered++;
    this.bytesRead += frame.bytes.length;
  }

  #interfaceOf({ linkType = ETHERNET, decimals = 6 }: RawFrame): number {
    const { interfaces } = this;
    const id = interfaces.findIndex((known) => known.linkType === linkType && known.decimals === decimals);
    if (id >= 0) return id;
    if (interfaces.length === MAX_INTERFACES) {
      throw this.#fault('limit', `The frames come from more than ${MAX_INTERFACES} interfaces.`);
    }
    return interfaces.push({ linkType, snapLength: 0, decimals }) - 1;
  }

  #fault(code: 'unreadable' | 'bad-length' | 'limit', message: string, cause?: unknown): CaptureError {
    return new CaptureError(code, message, this.bytesRead, this.#delivered + 1, { cause });
  }
}

/** Sentence for an error that a source threw. */
export function unreadable(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `The source of the capture failed: ${reason}.`;
}
