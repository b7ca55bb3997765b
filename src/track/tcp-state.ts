/**
 * What is remembered of TCP connections between frames: one entry a connection, and one a direction, as arrays that grow
 * together. Direction `2 × connection` goes from the endpoint that was seen sending first, `2 × connection + 1` back.
 * Sequence numbers are raw 32-bit values; as in Wireshark's analysis 0 stands for "not seen" in `nextSeq`, `lastAck`
 * and `contiguousEnd`.
 */
export class TcpState {
  /** Connections so far. */
  count = 0;
  #capacity = 64;

  // A connection.
  /** {@link CONNECTION}. */
  flags: Uint16Array = new Uint16Array(64);
  /** Wireshark's completeness bits, and those of the first frame, which count once a second follows. */
  completeness: Uint8Array = new Uint8Array(64);
  firstCompleteness: Uint8Array = new Uint8Array(64);
  /** Code of the second FIN's stage: how the connection is being closed. */
  closeStage: Uint8Array = new Uint8Array(64);
  /** Frame of the first reset; 0 none. */
  resetFrame: Uint32Array = new Uint32Array(64);
  firstFrame: Uint32Array = new Uint32Array(64);
  lastFrame: Uint32Array = new Uint32Array(64);
  firstSeconds: Float64Array = new Float64Array(64);
  firstNanoseconds: Uint32Array = new Uint32Array(64);
  lastSeconds: Float64Array = new Float64Array(64);
  lastNanoseconds: Uint32Array = new Uint32Array(64);
  /** Time of the latest SYN, and seconds from it to the first ACK (Wireshark's initial RTT); NaN unknown. */
  synSeconds: Float64Array = new Float64Array(64).fill(Number.NaN);
  synNanoseconds: Uint32Array = new Uint32Array(64);
  initialRtt: Float64Array = new Float64Array(64).fill(Number.NaN);
  /** Seconds from the SYN to the handshake's ACK; NaN unknown. */
  handshakeRtt: Float64Array = new Float64Array(64).fill(Number.NaN);

  // A direction.
  /** {@link DIRECTION}. */
  directionFlags: Uint16Array = new Uint16Array(128);
  /** Number that counts as relative 0. */
  baseSeq: Uint32Array = new Uint32Array(128);
  /** Relative position of `baseSeq + 2³²·n` nearest to the newest number: keeps relative numbers right past a wrap. */
  relativeSeq: Float64Array = new Float64Array(128);
  /** Highest end seen, the frame that reached it, and when. */
  nextSeq: Uint32Array = new Uint32Array(128);
  nextSeqFrame: Uint32Array = new Uint32Array(128);
  nextSeqSeconds: Float64Array = new Float64Array(128);
  nextSeqNanoseconds: Uint32Array = new Uint32Array(128);
  /** End of what was seen without a hole (Wireshark's maxseqtobeacked). */
  contiguousEnd: Uint32Array = new Uint32Array(128);
  /** Last acknowledgment number sent in this direction, and when. */
  lastAck: Uint32Array = new Uint32Array(128);
  lastAckSeconds: Float64Array = new Float64Array(128);
  lastAckNanoseconds: Uint32Array = new Uint32Array(128);
  /** Window field as last sent, -1 before; and its scale: shift, -1 unknown, -2 none. */
  window: Int32Array = new Int32Array(128).fill(-1);
  scale: Int8Array = new Int8Array(128).fill(-1);
  /** Repetitions of the last ACK; negative after an acknowledgment of something unseen. */
  duplicateAcks: Int32Array = new Int32Array(128);
  /** Frame that first sent the last acknowledgment number. */
  originalAckFrame: Uint32Array = new Uint32Array(128);
  /** Findings of the last segment. */
  lastFindings: Uint32Array = new Uint32Array(128);
  /** Initial sequence number and the frame of the SYN or SYN-ACK that carried it. */
  isn: Uint32Array = new Uint32Array(128);
  isnFrame: Uint32Array = new Uint32Array(128);
  /** Largest segment this side accepts, from its SYN's options; 0 unknown. */
  segmentSize: Uint16Array = new Uint16Array(128);
  /** Sequence number after the first FIN, and its frame. */
  finEnd: Uint32Array = new Uint32Array(128);
  finFrame: Uint32Array = new Uint32Array(128);
  /** Last segment with payload, and last segment of any kind. */
  lastPayloadFrame: Uint32Array = new Uint32Array(128);
  lastSegmentFrame: Uint32Array = new Uint32Array(128);
  /** Oldest and newest segment not yet acknowledged, in the segment pool; 0 none. */
  oldestSegment: Uint32Array = new Uint32Array(128);
  newestSegment: Uint32Array = new Uint32Array(128);
  segmentCount: Uint16Array = new Uint16Array(128);
  /** Counters of what was captured: frames, bytes on the wire, payload bytes. */
  frames: Uint32Array = new Uint32Array(128);
  wireBytes: Float64Array = new Float64Array(128);
  payloadBytes: Float64Array = new Float64Array(128);

  /** Room for one more connection; its entries are cleared. Returns its number. */
  add(): number {
    if (this.count === this.#capacity) this.#grow();
    return this.count++;
  }

  #grow(): void {
    this.#capacity *= 2;
    const fields = this as unknown as Record<string, unknown>;
    for (const [name, field] of Object.entries(fields)) {
      if (!ArrayBuffer.isView(field)) continue;
      const old = field as Uint32Array;
      const grown = new (old.constructor as Uint32ArrayConstructor)(old.length * 2);
      grown.set(old);
      if (NOT_ZERO.has(name)) grown.fill(UNKNOWN.get(name)!, old.length);
      fields[name] = grown;
    }
  }
}

/** What new entries hold where it isn't 0. */
const UNKNOWN: ReadonlyMap<string, number> = new Map([
  ['synSeconds', Number.NaN],
  ['initialRtt', Number.NaN],
  ['handshakeRtt', Number.NaN],
  ['scale', -1],
  ['window', -1],
]);
const NOT_ZERO: ReadonlySet<string> = new Set(UNKNOWN.keys());

/** Bits of a connection's `flags`. */
export const CONNECTION = {
  /** The client is known: it sent the SYN, or was sent the SYN-ACK. */
  clientKnown: 1,
  /** The client is endpoint b, else a. */
  clientIsB: 2,
  /** The handshake-ack was seen. */
  handshakeDone: 4,
  /** Both sides sent a SYN without ACK. */
  simultaneousOpen: 8,
  /** A FIN was seen; of direction b, if `firstFinIsB`. */
  finSeen: 16,
  firstFinIsB: 32,
  /** The client's SYN was seen. */
  synSeen: 64,
  /** A SYN-ACK that acknowledges it was seen. */
  synAckSeen: 128,
  /** A believable reset was seen. */
  reset: 256,
  resetByB: 512,
  /** That reset answered a SYN. */
  refused: 1024,
  /** The server's ISN is known from a SYN-ACK that fits the client's SYN. */
  serverIsnKnown: 2048,
  /** The SYN-ACK acknowledged the SYN's data too (Fast Open). */
  fastOpen: 4096,
  /** The first FIN seen need not be the one that began the close: the other direction was not seen to be open. */
  closeUnproven: 8192,
} as const;

/** Bits of a direction's flags. */
export const DIRECTION = {
  baseKnown: 1,
  /** `isn` holds what a SYN or SYN-ACK carried. */
  isnKnown: 2,
  finSent: 4,
  finAcknowledged: 8,
  /** Sent nothing but its SYN so far: windows aren't scaled yet. */
  firstAckPending: 16,
  /** The unacknowledged segments are not in the order of their numbers. */
  disordered: 32,
  /** A number relative to this direction was given already. */
  relativeKnown: 64,
  /** The SYN was sent more than once, so that it can't be told which one is answered. */
  synRepeated: 128,
} as const;
