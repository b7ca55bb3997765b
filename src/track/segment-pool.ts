import { sequenceDistance } from '../bytes/sequence.js';
import { PayloadRing } from './payload-ring.js';
import { type COMPARED, SEGMENT } from './tcp-state.js';
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

  /** Copies what is not acknowledged of an entry's payload. */
  copyPayload(id: number): void {
    const { u32, f64 } = this.#memory;
    const at = id >>> 2;
    const end = u32[at + SEGMENT.bytesEnd]!;
    const to = u32[at + SEGMENT.rememberedTo]!;
    const from = Math.max(
      sequenceDistance(u32[at + SEGMENT.rememberedFrom]!, to),
      sequenceDistance(u32[at + SEGMENT.seq]!, to),
    );
    f64[(at + SEGMENT.payloadEnd) >> 1] = this.#payloads.add(this.bytes, end + Math.min(0, from), end);
    u32[at + SEGMENT.bytesEnd] = 0;
  }

  /** How the bytes that begin at a position of the ring compare with those at hand in `[from, to)`. */
  compare(position: number, from: number, to: number): (typeof COMPARED)[keyof typeof COMPARED] {
    return this.#payloads.compare(position, this.bytes, from, to);
  }
}
