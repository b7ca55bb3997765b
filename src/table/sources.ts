/**
 * Where a text or number of a written row comes from: what must be looked up again to write another row of the same kind.
 * In the code's upper bits stands what some need besides: see {@link sourceOf}.
 */
export const SOURCE = {
  /** Nothing: all is the same in all rows of the kind. */
  constant: 0,
  frame: 1,
  /** Columns, as whole numbers. */
  wireLength: 2,
  connection: 3,
  sourcePort: 4,
  destinationPort: 5,
  seq: 6,
  ack: 7,
  relativeSeq: 8,
  relativeAck: 9,
  window: 10,
  payloadLength: 11,
  acknowledges: 12,
  inReplyTo: 13,
  /** A place in the stream, from the relative sequence number: see {@link streamSource}. */
  stream: 14,
  /** The time of capture with so many decimals, the text before up to the point: of the day entered last. */
  time: 15,
  /** Seconds since the capture's first frame, as JSON writes them. */
  since: 16,
  /** Texts of the addresses, in the table with this number; names of the machines, with the number of their mark. */
  source: 17,
  destination: 18,
  sourceName: 19,
  destinationName: 20,
  /** How the payload begins. */
  preview: 21,
  /** The round trip, in seconds as JSON writes them, and in words. */
  roundTrip: 22,
  roundTripWords: 23,
  /** The payload's length with its groups of digits. */
  payloadWords: 24,
  /** The TCP options as Info shows them. */
  options: 25,
  /** What a segment repeats, how often that was, and after which time: seconds as JSON writes them, and words. */
  original: 26,
  repetition: 27,
  timeout: 28,
  timeoutWords: 29,
  /** Lengths of the frame, and the window, with their groups of digits. */
  capturedWords: 30,
  wireWords: 31,
  windowWords: 32,
  /** A text that is replaced now and then: the piece without its bits for digits. */
  text: 33,
  /** Of a connection: its number, and what its record says of the whole. */
  connectionNumber: 40,
  history: 41,
  completeness: 42,
  handshakeRtt: 43,
  communityId: 44,
  /** Times of its first and last frame, in the same way. */
  start: 45,
  end: 46,
  /** What its record says of a side: see {@link sideSource}. */
  address: 47,
  port: 48,
  frames: 49,
  wireBytes: 50,
  payloadBytes: 51,
} as const;

/** Bits of a source's code. */
export const SOURCE_BITS = 6;
/** Names that a machine may have in a row, by what is said beside its address: the table of names has so many of each. */
export const MARKS = 5;
/** What a table of texts is told by beside its number, 0 to 7. */
export const TABLE_BITS = 3;

/** @param argument what the source needs besides, 0 or more */
export function sourceOf(code: number, argument: number): number {
  return code | (argument << SOURCE_BITS);
}

/** A place in the stream: the relative sequence number and so much more. @param offset -1 to 1 @param withPayload and the payload's length */
export function streamSource(offset: number, withPayload: boolean): number {
  return sourceOf(SOURCE.stream, ((offset + 1) << 1) | (withPayload ? 1 : 0));
}

/** In the argument of a source of a connection's side: it is the server's. */
export const OF_SERVER = 1;

/** The same of the client or the server. @param source of one side of a connection */
export function sideSource(source: number, isServer: boolean): number {
  return isServer ? source | sourceOf(0, OF_SERVER) : source;
}

/** How a form lies in memory, in bytes: the steps by which rows of a kind are written. */
export const FORM = {
  /** Room that must be kept for what is always the same, and for numbers: u32. Then, from here on, the steps. */
  steps: 8,
  /** Of each step how long its text is: u32; the source of what stands behind it, of the last one {@link SOURCE.constant}: i32. */
  source: 4,
  /** The text, and zeros up to a whole word of eight bytes. */
  text: 8,
} as const;

/** What writing rows depends on besides their columns, in words: texts are pieces of the line that is written to. */
export const SETTING = {
  /** The first second of the day of a frame that was entered last. f64 */
  day: 0,
  /** When the capture's first frame was. f64 */
  firstSeconds: 2,
  firstNanoseconds: 4,
  /** Between groups of digits, and before decimals. */
  group: 5,
  decimal: 6,
  /** Units of durations, with the space before them. */
  microseconds: 7,
  milliseconds: 8,
  seconds: 9,
  /** What stands before the values of the TCP options. */
  segmentSize: 10,
  windowScale: 11,
  sackPermitted: 12,
  timestampValue: 13,
  timestampEcho: 14,
  /** Where each table of texts lies, and the entries that it has room for. */
  tables: 16,
  /** IPv4 addresses by half their id, and others' records by half their id: where they lie, and how many. */
  ipv4: 32,
  ipv4Count: 33,
  others: 34,
  othersCount: 35,
  /** The same of connections' starts and ends. f64 */
  startDay: 36,
  endDay: 38,
  /** A quotation mark and a backslash, as they stand in what is written. */
  quote: 40,
  backslash: 41,
} as const;
export const SETTING_WORDS = 42;
