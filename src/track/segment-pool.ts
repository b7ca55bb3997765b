import { sequenceDistance } from '../bytes/sequence.js';
import { PayloadRing } from './payload-ring.js';
import { type COMPARED, SEGMENT, STATUS } from './tcp-state.js';
import type { TrackMemory } from './track-memory.js';

/**
 * The payload of segments that were sent and not yet acknowledged, of all connections. A segment is named by the byte it
 * begins at in the memory; 0 stands for "none".
 */
export class SegmentPool {
  /** Bytes at hand, which go away with the batch. */
  bytes: Uint8Array = new Uint8Array(0);
  readonly #memory: TrackMemory;
  /** Payload of the latest segments of all connections. */
  readonly #payloads = new PayloadRing();

  constructor(memory: TrackMemory) {
    this.#memory = memory;
  }

  /** Copies what is not acknowledged of an entry's payload, if that wasn't done. */
  copyPayload(id: number): void {
    const { u32, f64, status } = this.#memory;
    const at = id >>> 2;
    const end = u32[at + SEGMENT.bytesEnd]!;
    if (end === 0) return;
    const to = u32[at + SEGMENT.rememberedTo]!;
    const from = Math.max(
      sequenceDistance(u32[at + SEGMENT.rememberedFrom]!, to),
      sequenceDistance(u32[at + SEGMENT.seq]!, to),
    );
    const length = Math.max(0, -from);
    this.#payloads.position = f64[(status + STATUS.payloadPosition) >> 1]!;
    this.#payloads.write(f64[(at + SEGMENT.payloadEnd) >> 1]! - length, this.bytes, end - length, end);
    u32[at + SEGMENT.bytesEnd] = 0;
  }

  /** To be called before the bytes at hand go away. */
  endBatch(): void {
    const { i32, status, uncopied } = this.#memory;
    const count = i32[status + STATUS.uncopied]!;
    for (let index = 0; index < count; index++) this.copyPayload(i32[uncopied + index]!);
    i32[status + STATUS.uncopied] = 0;
  }

  /** How the bytes of an entry that begin at a position of the ring compare with those at hand in `[from, to)`. */
  compare(id: number, position: number, from: number, to: number): (typeof COMPARED)[keyof typeof COMPARED] {
    this.copyPayload(id);
    const { f64, status } = this.#memory;
    this.#payloads.position = f64[(status + STATUS.payloadPosition) >> 1]!;
    return this.#payloads.compare(position, this.bytes, from, to);
  }
}
