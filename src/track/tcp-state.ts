/** Words of a connection's record before those of its two directions, and words of a direction. */
const OWN_WORDS = 36;
const SIDE_WORDS = 42;
/** Words of a connection's record. Even, as doubles take two of them and begin at an even one. */
export const RECORD_WORDS: number = OWN_WORDS + 2 * SIDE_WORDS;
/** Letters of a history that fit into a record. */
export const MAX_HISTORY = 40;
/**
 * What is remembered of the connections that are being followed: one record each, so that a segment touches few places
 * in memory. A connection is named by the word its record begins at, a direction likewise: {@link sideOf}. Words are
 * read as `u32`, `i32` or, two together, `f64`, by the places in {@link OWN} and {@link SIDE}.
 * Sequence numbers are raw 32-bit values; as in Wireshark's analysis 0 stands for "not seen" in `nextSeq`, `lastAck` and
 * `contiguousEnd`.
 *
 * The arrays are longer ones whenever the memory has grown: they are not to be held while segments are followed.
 */
export interface TcpState {
  readonly u32: Uint32Array;
  readonly i32: Int32Array;
  readonly f64: Float64Array;
}

/** The number of a record that no connection has. */
export const NOBODY = -1;

/** The direction of a connection whose segments go from side 0, the endpoint seen first, or side 1, the other. */
export function sideOf(record: number, side: number): number {
  return record + OWN_WORDS + side * SIDE_WORDS;
}

/** Places in a connection's record, in words. Those that every segment needs come first. */
export const OWN = {
  /** Address ids of the endpoint seen first and the other, both ports, and the byte of the next record in the same chain. */
  addressA: 0,
  addressB: 1,
  ports: 2,
  chain: 3,
  /** Number of the connection. i32 */
  number: 4,
  /** {@link CONNECTION}. i32 */
  flags: 5,
  /** Wireshark's completeness bits, and those of the first frame, which count once a second follows. i32 */
  completeness: 6,
  firstCompleteness: 7,
  lastFrame: 8,
  lastNanoseconds: 9,
  /** f64 */
  lastSeconds: 10,
  firstFrame: 12,
  firstNanoseconds: 13,
  /** f64 */
  firstSeconds: 14,
  /** Time of the latest SYN, and seconds from it to the first ACK (Wireshark's initial RTT); NaN unknown. f64 */
  synSeconds: 16,
  initialRtt: 18,
  /** Seconds from the SYN to the handshake's ACK; NaN unknown. f64 */
  handshakeRtt: 20,
  synNanoseconds: 22,
  /** Code of the second FIN's stage: how the connection is being closed. i32 */
  closeStage: 23,
  /** Frame of the first reset; 0 none. */
  resetFrame: 24,
  /** Letters of the history, four a word. */
  historyLength: 25,
  history: 26,
} as const;

/** Places in a direction, in words. */
export const SIDE = {
  /** {@link DIRECTION}. i32 */
  flags: 0,
  /** Number that counts as relative 0. */
  baseSeq: 1,
  /** Highest end seen, the frame that reached it, and when. */
  nextSeq: 2,
  nextSeqFrame: 3,
  /** f64 */
  nextSeqSeconds: 4,
  nextSeqNanoseconds: 6,
  /** End of what was seen without a hole (Wireshark's maxseqtobeacked). */
  contiguousEnd: 7,
  /** Last acknowledgment number sent in this direction, and when. */
  lastAck: 8,
  lastAckNanoseconds: 9,
  /** f64 */
  lastAckSeconds: 10,
  /** Relative position of `baseSeq + 2³²·n` nearest to the newest number: keeps relative numbers right past a wrap. f64 */
  relativeSeq: 12,
  /** Window field as last sent, -1 before; and its scale: shift, -1 unknown, -2 none. i32 */
  window: 14,
  scale: 15,
  /** Repetitions of the last ACK; negative after an acknowledgment of something unseen. i32 */
  duplicateAcks: 16,
  /** Frame that first sent the last acknowledgment number. */
  originalAckFrame: 17,
  /** Findings of the last segment. i32 */
  lastFindings: 18,
  /** Oldest and newest segment not yet acknowledged, by the bytes they begin at, 0 none; and how many there are. i32 */
  oldestSegment: 19,
  newestSegment: 20,
  segmentCount: 21,
  /** Largest segment this side accepts, from its SYN's options; 0 unknown. i32 */
  segmentSize: 22,
  /** Last segment with payload, and last segment of any kind. */
  lastPayloadFrame: 23,
  lastSegmentFrame: 24,
  /** Counters of what was captured: frames, bytes on the wire, payload bytes (both f64). */
  frames: 25,
  wireBytes: 26,
  payloadBytes: 28,
  /** Initial sequence number and the frame of the SYN or SYN-ACK that carried it. */
  isn: 30,
  isnFrame: 31,
  /** Sequence number after the first FIN, and its frame. */
  finEnd: 32,
  finFrame: 33,
  /** Zeek's state of this side; letters of its history that were said, as bits. i32 */
  endpoint: 34,
  said: 35,
  /** Numbers at which S or H, F and R were last said. */
  saidAt: 36,
  /** How often T happened; how often W (low half) and G (high half). */
  counts: 39,
} as const;
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
  /** It has ended: both directions were closed and that acknowledged, it was reset, or its endpoints have another. */
  ended: 16384,
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
  /** Of what is remembered of the payload some may differ from some other at the same place. */
  mayDiffer: 256,
} as const;

/** Wireshark's `tcp.completeness` bits. */
export const COMPLETENESS = { syn: 1, synAck: 2, ack: 4, data: 8, fin: 16, rst: 32 } as const;

/** Places in a segment that is not yet acknowledged, in words. */
export const SEGMENT = {
  /** f64 */
  seconds: 0,
  /** Position in the payload ring after the last byte remembered, 0 while it was not copied there; NaN where none is. f64 */
  payloadEnd: 2,
  seq: 4,
  /** Sequence number after it. */
  end: 5,
  frame: 6,
  /** The next one of its direction, by the byte it begins at; 0 none. */
  next: 7,
  nanoseconds: 8,
  /** Where in its frame's buffer what is remembered of its payload ends, while it was not copied; else 0. */
  bytesEnd: 9,
  /** What is remembered of its payload: the sequence numbers it begins at and ends before. */
  rememberedFrom: 10,
  rememberedTo: 11,
} as const;
/** Words of a segment. */
export const SEGMENT_WORDS = 12;

/** How remembered bytes compare with others; unknown where they are no longer remembered. */
export const COMPARED = { same: 0, different: 1, unknown: 2 } as const;

/** Places in what is known of the whole, in words. */
export const STATUS = {
  /** Connections so far, forgotten ones included; the next number. i32 */
  count: 0,
  /** Connections that had ended and were forgotten, as there were too many. i32 */
  forgotten: 1,
} as const;
export const STATUS_WORDS = 2;

/** Places in what the kernel leaves for a question that takes more than one number, in words. */
export const ASKED = {
  /** How bytes compare: f64, u32, u32 */
  position: 0,
  from: 2,
  to: 3,
  /** What a reset was sent for: the byte at which its row begins, the cause as i32, 0 or 1, u32 */
  row: 4,
  cause: 5,
  isSeen: 6,
  unanswered: 7,
} as const;
export const ASKED_WORDS = 8;

/** Places in a packet that may be captured once more, in words. */
export const PACKET = {
  hash: 0,
  /** Its frame; 0 none. */
  frame: 1,
  /** f64 */
  seconds: 2,
  nanoseconds: 4,
  /** Where its frame begins and the packet ends, in the bytes it lies in. */
  from: 5,
  to: 6,
} as const;
/** Words of such a packet. */
export const PACKET_WORDS = 8;

/** The byte at which that of the kernel lies that writes rows, and, behind it, the batch. */
export const ROWS_AT = 1024;
export const BATCH_AT: number = ROWS_AT + 130_048;
/** Pages of the memory, of 64 KiB, at first and at most. */
export const FIRST_PAGES = 19;
export const MOST_PAGES = 65536;
