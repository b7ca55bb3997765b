import { sequenceDistance } from '../bytes/sequence.js';
import { PayloadRing } from './payload-ring.js';

/** Segments remembered at most over all connections. */
const MAX_SEGMENTS = 1 << 21;

/**
 * Segments sent and not yet acknowledged, of all connections: linked lists in arrays, oldest first, with the freed ones
 * reused. Id 0 stands for "none".
 */
export class SegmentPool {
  seq: Uint32Array = new Uint32Array(1024);
  /** Sequence number after it. */
  end: Uint32Array = new Uint32Array(1024);
  frame: Uint32Array = new Uint32Array(1024);
  next: Uint32Array = new Uint32Array(1024);
  seconds: Float64Array = new Float64Array(1024);
  nanoseconds: Uint32Array = new Uint32Array(1024);
  /** Position in the payload ring after its last byte; NaN where its payload isn't remembered. */
  payloadEnd: Float64Array = new Float64Array(1024);
  /** Where in the bytes at hand its payload ends, while it was not copied into the ring; else 0. */
  bytesEnd: Uint32Array = new Uint32Array(1024);
  /** Payload of the latest segments of all connections. */
  readonly payloads: PayloadRing = new PayloadRing();
  /** Whether payload is remembered. */
  remembersPayload = true;
  /** Bytes at hand, which go away with the batch. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Entries that had payload in the bytes at hand. */
  #uncopied = new Uint32Array(1024);
  #uncopiedCount = 0;
  #free = 0;
  #used = 1;

  /** A segment's entry, not yet linked to others; 0 when the pool is full. */
  take(seq: number, end: number, frame: number, seconds: number, nanoseconds: number): number {
    let id = this.#free;
    if (id !== 0) this.#free = this.next[id]!;
    else {
      if (this.#used >= MAX_SEGMENTS) return 0;
      if (this.#used === this.seq.length) this.#grow();
      id = this.#used++;
    }
    this.seq[id] = seq;
    this.end[id] = end;
    this.frame[id] = frame;
    this.next[id] = 0;
    this.seconds[id] = seconds;
    this.nanoseconds[id] = nanoseconds;
    this.payloadEnd[id] = Number.NaN;
    this.bytesEnd[id] = 0;
    return id;
  }

  /** Gives an entry back. */
  release(id: number): void {
    this.next[id] = this.#free;
    this.bytesEnd[id] = 0;
    this.#free = id;
  }

  /**
   * Remembers an entry's payload, which ends at `end` in the bytes at hand. Nearly all segments are acknowledged before
   * these go away, so that they need not be copied.
   */
  keepPayload(id: number, length: number, end: number): void {
    this.payloadEnd[id] = this.payloads.reserve(length) + length;
    this.bytesEnd[id] = end;
    if (this.#uncopiedCount === this.#uncopied.length) {
      const grown = new Uint32Array(this.#uncopied.length * 2);
      grown.set(this.#uncopied);
      this.#uncopied = grown;
    }
    this.#uncopied[this.#uncopiedCount++] = id;
  }

  /** Copies what is not acknowledged of an entry's payload, if that wasn't done. */
  copyPayload(id: number): void {
    const end = this.bytesEnd[id]!;
    if (end === 0) return;
    const length = sequenceDistance(this.end[id]!, this.seq[id]!);
    this.payloads.write(this.payloadEnd[id]! - length, this.bytes, end - length, end);
    this.bytesEnd[id] = 0;
  }

  /** To be called before the bytes at hand go away. */
  endBatch(): void {
    for (let index = 0; index < this.#uncopiedCount; index++) this.copyPayload(this.#uncopied[index]!);
    this.#uncopiedCount = 0;
  }

  #grow(): void {
    const length = this.seq.length * 2;
    const wider = (old: Uint32Array): Uint32Array => {
      const grown = new Uint32Array(length);
      grown.set(old);
      return grown;
    };
    this.seq = wider(this.seq);
    this.end = wider(this.end);
    this.frame = wider(this.frame);
    this.next = wider(this.next);
    this.nanoseconds = wider(this.nanoseconds);
    this.bytesEnd = wider(this.bytesEnd);
    const longer = (old: Float64Array): Float64Array => {
      const grown = new Float64Array(length);
      grown.set(old);
      return grown;
    };
    this.seconds = longer(this.seconds);
    this.payloadEnd = longer(this.payloadEnd);
  }
}
