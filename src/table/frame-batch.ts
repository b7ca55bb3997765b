import { type FrameNotes, RowNotes } from './frame-notes.js';
import type { RecordColumns, RecordRoom } from './records.js';

/** What the wire stage could make of a frame. */
export const SHAPE = {
  /** Read as far as we understand it. */
  whole: 0,
  /** A field needed to choose the role can't be read although its bytes were captured. */
  malformed: 1,
  /** The captured bytes end before the deepest header did. */
  cut: 2,
  /** A fragment that does not complete its packet. */
  fragment: 3,
} as const;

/** Transport or control protocol of a row, by IP protocol number; ARP, which has none, by 255. */
export const TRANSPORT = { none: 0, icmp: 1, tcp: 6, udp: 17, icmpv6: 58, arp: 255 } as const;

/** Bits of the `bits` column. */
export const BIT = {
  /** The segment goes from the server to the client. */
  fromServer: 1,
  /** Acknowledges the first FIN, and no earlier segment did. */
  acknowledgesFirstFin: 2,
  /** Acknowledges the second FIN, and no earlier segment did. */
  acknowledgesSecondFin: 4,
  /** The connection's handshake-ack. */
  completesHandshake: 8,
  /** This FIN is the second direction's. */
  secondFin: 16,
  /** The window column is scaled, or known not to be. */
  windowKnown: 32,
  /** A DNS response (else a question). */
  dnsResponse: 64,
  /** The frame reads as DNS. */
  dns: 128,
  /** TCP segment quoted in an ICMP error. */
  quoted: 256,
  /** This direction's SYN or SYN-ACK was seen, so that byte 1 is its first. */
  isnSeen: 512,
  /** A keep-alive or probe into a window that the other side had closed. */
  intoClosedWindow: 1024,
  /** Payload sent although the other side had already closed its direction, and that was acknowledged. */
  afterOtherFin: 2048,
  /** Which side is the client is known from a SYN or SYN-ACK, not presumed from the ports. */
  clientKnown: 4096,
  /** The acknowledgment number is the end of all that the other side was seen sending: nothing seen lies beyond it. */
  acknowledgesAllSeen: 8192,
  /** Reaches beyond all that this direction has sent before, so that not all of it is sent again. */
  carriesNew: 16384,
  /** Sent after this direction's FIN. */
  afterOwnFin: 32768,
} as const;

/** Rows of the batch that a capture's frames pass through. */
export const BATCH_ROWS = 4096;
/** Bytes that all columns take of a row. */
export const ROW_BYTES = 141;

/**
 * Frames as columns, one row a frame: what each stage of the pipeline fills and the next ones read. One batch is reused
 * for a whole capture in streaming use; a kept analysis packs its rows (`packed-rows.ts`), but for the last ones.
 *
 * The fields below are the table's schema. Numbers that mean "none" are 0 for frame numbers and address ids, -1 for
 * connections, NaN for times.
 */
export class FrameBatch implements RecordColumns {
  readonly capacity: number;
  count = 0;
  /** Frame number of row 0. */
  firstFrame = 1;
  bytes: Uint8Array = new Uint8Array(0);
  readonly room: RecordRoom | undefined;
  comments: Map<number, readonly string[]> = new Map();
  /** Rare facts, by row; `noted` is 1 where there are any. */
  readonly notes: RowNotes;
  readonly noted: Uint8Array;
  /** Packets put together from fragments, into which the row's wire offsets point, by row. */
  assembled: Map<number, Uint8Array> = new Map();

  // Filled by capture/.
  readonly offset: Uint32Array;
  readonly capturedLength: Uint32Array;
  readonly wireLength: Uint32Array;
  readonly seconds: Float64Array;
  readonly nanoseconds: Uint32Array;
  readonly interfaceId: Uint16Array;

  // Filled by wire/. Offsets are absolute in `bytes` (or in the row's assembled packet).
  /** {@link SHAPE}. */
  readonly shape: Uint8Array;
  /** Code of `vocabulary/protocols`. */
  readonly protocol: Uint8Array;
  /** {@link TRANSPORT}. */
  readonly transport: Uint8Array;
  /** Ids in the address table. */
  readonly source: Uint32Array;
  readonly destination: Uint32Array;
  readonly sourcePort: Uint16Array;
  readonly destinationPort: Uint16Array;
  /** Innermost IP header; 0xffffffff where there is none. */
  readonly networkAt: Uint32Array;
  /**
   * Identification of that header (RFC 791, 3.1), 1 in IPv6, which has none; 0 where it doesn't tell the packet from others,
   * or not all of the headers could be read. Only while the rows are followed: it is not kept.
   */
  readonly identification: Uint16Array;
  /** Header of the transport, ICMP or ARP. */
  readonly transportAt: Uint32Array;
  /** What the transport carries. */
  readonly payloadAt: Uint32Array;
  /** Bytes of payload that the headers announce. */
  readonly payloadLength: Uint32Array;
  /** End of what is at hand of the payload. */
  readonly payloadEnd: Uint32Array;
  /** TCP: flags of RFC 9293 with the reserved bits, 12 bits. ICMP: type × 256 + code. ARP: operation. */
  readonly flags: Uint16Array;
  readonly seq: Uint32Array;
  readonly ack: Uint32Array;
  /** TCP: the window field as sent; `track/` scales it. */
  readonly window: Uint32Array;
  /** What a SYN's options say (`synOptionsOf`); of no meaning in other rows, and not kept. */
  readonly synOptions: Uint32Array;

  // Filled by track/.
  readonly connection: Int32Array;
  /** {@link BIT}. */
  readonly bits: Uint16Array;
  /** Relative numbers, unwrapped beyond 32 bits. */
  readonly relativeSeq: Float64Array;
  readonly relativeAck: Float64Array;
  /** Sum of `FINDING_BIT`. */
  readonly findings: Uint32Array;
  /** Frame whose end this acknowledges exactly. */
  readonly acknowledges: Uint32Array;
  /** Frame that this one answers. */
  readonly inReplyTo: Uint32Array;
  /** Seconds since the frame acknowledged or the question answered. */
  readonly roundTrip: Float64Array;
  /** Frame that first carried what is sent again here, or the acknowledgment that a duplicate ACK repeats; 0 unknown. */
  readonly original: Uint32Array;
  /** The how-manieth duplicate ACK. */
  readonly repetition: Uint32Array;
  /** Seconds since the segment that is presumably sent again; NaN where it is told otherwise why. */
  readonly timeout: Float64Array;
  /** Code of `vocabulary/stages`. */
  readonly stage: Uint8Array;

  /**
   * @param capacity rows, 0 or more
   * @param buffer where the columns lie, from the byte `at` on, at a multiple of 8
   * @param room where bytes of the capture are best read into
   */
  constructor(
    capacity: number,
    buffer: ArrayBufferLike = new ArrayBuffer(capacity * ROW_BYTES),
    at = 0,
    room?: RecordRoom,
  ) {
    this.room = room;
    this.capacity = capacity;
    let next = at;
    const place = (bytes: number): number => {
      const from = next;
      next += bytes * capacity;
      return from;
    };
    // The widest first, so that each lies at a multiple of its width.
    this.seconds = new Float64Array(buffer, place(8), capacity);
    this.relativeSeq = new Float64Array(buffer, place(8), capacity);
    this.relativeAck = new Float64Array(buffer, place(8), capacity);
    this.roundTrip = new Float64Array(buffer, place(8), capacity);
    this.timeout = new Float64Array(buffer, place(8), capacity);
    this.offset = new Uint32Array(buffer, place(4), capacity);
    this.capturedLength = new Uint32Array(buffer, place(4), capacity);
    this.wireLength = new Uint32Array(buffer, place(4), capacity);
    this.nanoseconds = new Uint32Array(buffer, place(4), capacity);
    this.source = new Uint32Array(buffer, place(4), capacity);
    this.destination = new Uint32Array(buffer, place(4), capacity);
    this.networkAt = new Uint32Array(buffer, place(4), capacity);
    this.transportAt = new Uint32Array(buffer, place(4), capacity);
    this.payloadAt = new Uint32Array(buffer, place(4), capacity);
    this.payloadLength = new Uint32Array(buffer, place(4), capacity);
    this.payloadEnd = new Uint32Array(buffer, place(4), capacity);
    this.seq = new Uint32Array(buffer, place(4), capacity);
    this.ack = new Uint32Array(buffer, place(4), capacity);
    this.window = new Uint32Array(buffer, place(4), capacity);
    this.synOptions = new Uint32Array(buffer, place(4), capacity);
    this.findings = new Uint32Array(buffer, place(4), capacity);
    this.acknowledges = new Uint32Array(buffer, place(4), capacity);
    this.inReplyTo = new Uint32Array(buffer, place(4), capacity);
    this.original = new Uint32Array(buffer, place(4), capacity);
    this.repetition = new Uint32Array(buffer, place(4), capacity);
    this.connection = new Int32Array(buffer, place(4), capacity);
    this.interfaceId = new Uint16Array(buffer, place(2), capacity);
    this.sourcePort = new Uint16Array(buffer, place(2), capacity);
    this.destinationPort = new Uint16Array(buffer, place(2), capacity);
    this.identification = new Uint16Array(buffer, place(2), capacity);
    this.flags = new Uint16Array(buffer, place(2), capacity);
    this.bits = new Uint16Array(buffer, place(2), capacity);
    this.shape = new Uint8Array(buffer, place(1), capacity);
    this.protocol = new Uint8Array(buffer, place(1), capacity);
    this.transport = new Uint8Array(buffer, place(1), capacity);
    this.stage = new Uint8Array(buffer, place(1), capacity);
    this.noted = new Uint8Array(buffer, place(1), capacity);
    this.notes = new RowNotes(this.noted);
  }

  /** The notes of a row, made when first asked for. */
  note(row: number): FrameNotes {
    let note = this.notes.get(row);
    if (note === undefined) {
      note = {};
      this.notes.set(row, note);
    }
    return note;
  }

  /** The bytes that a row's wire offsets point into: the batch's, or those of its reassembled packet. */
  bytesOf(row: number): Uint8Array {
    return (this.assembled.size > 0 ? this.assembled.get(row) : undefined) ?? this.bytes;
  }

  /** A byte's place in its frame, or in the packet put together from fragments. @param at offset in {@link bytesOf} */
  placeInFrame(row: number, at: number): number {
    return (at - (this.assembled.has(row) ? 0 : this.offset[row]!)) >>> 0;
  }

  /** Nanoseconds by which row's time is after the given one. Exact within ±104 days. */
  nanosecondsSince(row: number, seconds: number, nanoseconds: number): number {
    return (this.seconds[row]! - seconds) * 1e9 + (this.nanoseconds[row]! - nanoseconds);
  }
}
