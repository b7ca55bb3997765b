import { sequenceDistance } from '../bytes/sequence.js';
import type { HeldBytes } from './held-bytes.js';
import { PayloadRing } from './payload-ring.js';
import { type COMPARED, SEGMENT } from './tcp-state.js';
import type { TrackMemory } from './track-memory.js';

/** All that are to be copied. */
const ALL = 2 ** 32 - 1;

/**
 * The payload of segments that were sent and not yet acknowledged, of all connections. A segment is named by the byte it
 * begins at in the memory; 0 stands for "none".
 */
export class SegmentPool {
  readonly #memory: TrackMemory;
  readonly #held: HeldBytes;
  /** The packet at hand, where it was put together from fragments; else it lies in the bytes held. */
  #assembled: Uint8Array | undefined;
  /** Payload of the latest segments of all connections. */
  readonly #payloads = new PayloadRing();

  constructor(memory: TrackMemory, held: HeldBytes) {
    this.#memory = memory;
    this.#held = held;
  }

  /** Copies what is not acknowledged of an entry's payload. */
  copyPayload(id: number): void {
    const { u32, f64 } = this.#memory;
    const at = id >>> 2;
    const bytes = this.#assembled ?? this.#held.of(u32[at + SEGMENT.frame]!)!;
    const end = u32[at + SEGMENT.bytesEnd]!;
    const to = u32[at + SEGMENT.rememberedTo]!;
    const from = Math.max(
      sequenceDistance(u32[at + SEGMENT.rememberedFrom]!, to),
      sequenceDistance(u32[at + SEGMENT.seq]!, to),
    );
    f64[(at + SEGMENT.payloadEnd) >> 1] = this.#payloads.add(bytes, end + Math.min(0, from), end);
    u32[at + SEGMENT.bytesEnd] = 0;
  }

  /** How the bytes that begin at a position of the ring compare with those at hand in `[from, to)`. */
  compare(position: number, from: number, to: number): (typeof COMPARED)[keyof typeof COMPARED] {
    return this.#payloads.compare(position, this.#assembled ?? this.#held.bytes, from, to);
  }

  /** Follows a segment that was put together from fragments, whose bytes are at hand only now. */
  within(packet: Uint8Array, follow: () => void): void {
    const { kernel } = this.#memory;
    kernel.copyPayloads(ALL);
    this.#assembled = packet;
    follow();
    kernel.copyPayloads(ALL);
    this.#assembled = undefined;
  }

  /** To be called after each batch. */
  endBatch(): void {
    if (this.#held.areLeaving) this.#memory.kernel.copyPayloads(this.#held.from);
  }
}
