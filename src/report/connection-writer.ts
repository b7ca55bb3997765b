import { Ink, type Piece, pieceOf } from '../bytes/ink.js';
import type { ByteSink } from '../bytes/sink.js';
import type { CaptureContext } from '../engine/capture-context.js';
import type { Connection, PerDirection } from '../engine/connection.js';
import { outcomeWords } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import { CONNECTION_OUTCOMES, type ConnectionOutcome } from '../vocabulary/outcomes.js';
import { writeSeconds } from './digits.js';
import { jsonText } from './json-text.js';
import { TimeWriter } from './time-writer.js';

const CLIENT = pieceOf(',"client":"');
const SERVER = pieceOf('","server":"');
const IS_INFERRED = [pieceOf('","clientInferred":false'), pieceOf('","clientInferred":true')] as const;
const FRAMES = pieceOf(',"frames":{"client":');
const BYTES = pieceOf('},"bytes":{"client":');
const PAYLOAD = pieceOf('},"payload":{"client":');
const OTHER = pieceOf(',"server":');
const STATE = pieceOf('},"state":"');
const HISTORY = pieceOf('","history":"');
const COMPLETENESS = pieceOf('","completeness":');
const HANDSHAKE_RTT = pieceOf(',"handshakeRtt":');
const NULL = pieceOf('null');
const COMMUNITY_ID = pieceOf(',"communityId":"1:');
const BASE_64 = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');

const NO_START = pieceOf(',"start":null');
const NO_END = pieceOf(',"end":null');
/** More nanoseconds stand for a time that is not known. */
const MAX_NANOSECONDS = 999_999_999;
const COLON = 0x3a;
const EQUALS = 0x3d;

/**
 * Writes the connections of one capture as JSON bytes, without making objects and strings for each. The bytes are those
 * of the connection's row as `jsonText` writes it.
 */
export class ConnectionWriter {
  readonly #context: CaptureContext;
  readonly #ink = new Ink();
  readonly #head: Piece;
  readonly #start: TimeWriter;
  readonly #end: TimeWriter;
  readonly #outcomes: Readonly<Record<ConnectionOutcome, Piece>>;

  constructor(context: CaptureContext, locale: Locale) {
    this.#context = context;
    this.#head = this.#ink.add(`{"capture":${jsonText(context.label)},"connection":`);
    this.#start = new TimeWriter(context, (time) => `,"start":"${time}"`);
    this.#end = new TimeWriter(context, (time) => `,"end":"${time}"`);
    this.#outcomes = Object.fromEntries(
      CONNECTION_OUTCOMES.map((outcome) => [
        outcome,
        this.#ink.add(`","outcome":${jsonText(outcomeWords(outcome, locale))}}`),
      ]),
    ) as Record<ConnectionOutcome, Piece>;
  }

  /** Writes the connection's row, an object without a line's end. */
  write(sink: ByteSink, connection: Connection): void {
    const client = connection.clientSide;
    const decimals = this.#context.interfaces[0]?.decimals ?? 6;
    sink.put(this.#head, this.#ink);
    sink.integer(connection.connection);
    sink.put(CLIENT);
    this.#writeEndpoint(sink, connection, client);
    sink.put(SERVER);
    this.#writeEndpoint(sink, connection, 1 - client);
    sink.put(IS_INFERRED[connection.clientInferred ? 1 : 0]);
    const { firstSeconds, firstNanoseconds, lastSeconds, lastNanoseconds } = connection;
    if (firstNanoseconds > MAX_NANOSECONDS) sink.put(NO_START);
    else this.#start.writeTime(sink, firstSeconds, firstNanoseconds, decimals);
    if (lastNanoseconds > MAX_NANOSECONDS) sink.put(NO_END);
    else this.#end.writeTime(sink, lastSeconds, lastNanoseconds, decimals);
    writePerDirection(sink, FRAMES, connection.frames);
    writePerDirection(sink, BYTES, connection.bytes);
    writePerDirection(sink, PAYLOAD, connection.payload);
    sink.put(STATE);
    sink.text(connection.state);
    sink.put(HISTORY);
    sink.text(connection.history);
    sink.field(COMPLETENESS, connection.completeness);
    sink.put(HANDSHAKE_RTT);
    const rtt = connection.handshakeRtt;
    if (rtt === null) sink.put(NULL);
    else writeSeconds(sink, rtt);
    sink.put(COMMUNITY_ID);
    writeBase64(sink, connection.communityDigest);
    sink.put(this.#outcomes[connection.outcome], this.#ink);
  }

  #writeEndpoint(sink: ByteSink, connection: Connection, side: number): void {
    const { addresses } = this.#context;
    const id = connection.addressId(side);
    if (addresses.kind(id) === 4) addresses.writeIpv4(sink, id);
    else {
      const text = addresses.text(id) ?? '';
      sink.text(text.includes(':') ? `[${text}]` : text);
    }
    sink.byte(COLON);
    sink.integer(connection.port(side));
  }
}

function writePerDirection(sink: ByteSink, name: Piece, { client, server }: PerDirection): void {
  sink.field(name, client);
  sink.field(OTHER, server);
}

/** Writes 20 bytes. */
function writeBase64(sink: ByteSink, bytes: Uint8Array): void {
  sink.reserve(28);
  const to = sink.bytes;
  let { length } = sink;
  for (let at = 0; at < 20; at += 3) {
    const word = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | (at + 2 < 20 ? bytes[at + 2]! : 0);
    to[length++] = BASE_64[word >> 18]!;
    to[length++] = BASE_64[(word >> 12) & 63]!;
    to[length++] = BASE_64[(word >> 6) & 63]!;
    to[length++] = BASE_64[word & 63]!;
  }
  to[length - 1] = EQUALS;
  sink.length = length;
}
