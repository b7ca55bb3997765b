import { endpointOf } from './endpoint.js';
import { errorOf } from './errors.js';
import type { LogEndpoint } from './event.js';
import { readBytesLiteral, readQuoted } from './literal.js';
import type { LogBuilder } from './log-builder.js';
import { messageOf } from './message-prefix.js';

const encoder = new TextEncoder();

/** A count instead of the bytes themselves: `60200 bytes`. */
const COUNT = /^(\d{1,15}) (?:bytes?|byte\(s\)|octets?)\b/i;

/** How a message begins, and what it then means; the first that fits. */
const MESSAGES: readonly (readonly [RegExp, (log: MessageLog, rest: string) => void])[] = [
  [
    /^(?:starting up|listening|serving|bound|server (?:started|listening|running)) (?:on|at|to)\s*:?/i,
    (log, rest) => log.listening(rest),
  ],
  [/^waiting for (?:a |new |the next )?(?:connection|client)/i, (log) => log.waiting()],
  [/^connecting to\s*:?/i, (log, rest) => log.connecting(rest)],
  [/^connected to\s*:?/i, (log, rest) => log.connected(rest)],
  [
    /^(?:(?:accepted |new |got |incoming )*connection(?: accepted)? from|connected by|accepted|(?:new )?client connected)\s*:?/i,
    (log, rest) => log.accepted(rest),
  ],
  [/^(?:sending (?:data |it |them )?back|echoing)\b/i, (log, rest) => log.sendingBack(rest)],
  [/^(?:sending|sent|send)\s*:?\s/i, (log, rest) => log.sending(rest)],
  [/^(?:received|recv|got|read)\s*:?\s/i, (log, rest) => log.received(rest)],
  [/^no (?:more )?data\b/i, (log) => log.noData()],
  [/^file\b.{0,300}\bsent\b/i, (log) => log.sentFile()],
  [/^clos(?:ing|ed)\b|^connection closed$/i, (log) => log.closing()],
];

/** Reads the messages that a program printed with `print` or a logger, line by line. */
export class MessageLog {
  readonly #log: LogBuilder;
  /** Connection that the latest lines are about. */
  #session = -1;
  /** Of each connection: what was read last, how it stands. */
  readonly #last = new Map<number, Uint8Array>();
  #lastOfAny: Uint8Array | null = null;
  readonly #over = new Set<number>();
  readonly #closed = new Set<number>();

  constructor(log: LogBuilder) {
    this.#log = log;
  }

  /** Takes in a line. */
  line(line: string): void {
    const { text, time } = messageOf(line);
    this.#log.time = time;
    if (text === '') return;
    if (readBytesLiteral(text) !== null) {
      this.received(text);
      return;
    }
    const error = errorOf(text);
    if (error !== null) {
      this.failed(error);
      return;
    }
    for (const [begin, take] of MESSAGES) {
      const match = begin.exec(text);
      if (match === null) continue;
      take(this, text.slice(match[0].length).trim());
      return;
    }
  }

  failed(error: string): void {
    this.#log.add({ kind: 'error', session: this.#session, error });
    if (this.#session >= 0) this.#over.add(this.#session);
  }

  listening(rest: string): void {
    const at = endpointOf(rest);
    if (at !== null) this.#log.add({ kind: 'listening', session: -1, at });
  }

  /** A program that is done with one connection and waits for the next: what it says later isn't about the old one. */
  waiting(): void {
    if (this.#over.has(this.#session)) this.#session = -1;
  }

  connecting(rest: string): void {
    const peer = endpointOf(rest);
    if (peer !== null) this.#session = this.#log.begin('connecting', null, peer);
  }

  /** Mostly said after "connecting to", of the same connection. */
  connected(rest: string): void {
    const peer = endpointOf(rest);
    const current = this.#log.sessions[this.#session];
    if (current?.kind === 'connecting' && (peer === null || isSame(current.peer, peer))) return;
    if (peer !== null) this.#session = this.#log.begin('connecting', null, peer);
  }

  accepted(rest: string): void {
    const peer = endpointOf(rest);
    if (peer !== null) this.#session = this.#log.begin('accepted', null, peer);
  }

  sendingBack(rest: string): void {
    const session = this.#sessionNamedIn(rest);
    // Where several connections are served at once, the line before is what it means.
    const bytes = this.#last.get(session) ?? this.#lastOfAny;
    this.#log.add({ kind: 'write', session, bytes, count: bytes?.length ?? null });
  }

  sending(rest: string): void {
    const { bytes, count, behind } = saidBytes(rest);
    if (count === 0) return;
    this.#log.add({
      kind: 'write',
      session: this.#sessionNamedIn(behind),
      bytes,
      count,
      single: bytes !== null,
    });
  }

  sentFile(): void {
    this.#log.add({ kind: 'write', session: this.#session, single: false });
  }

  received(rest: string): void {
    const { bytes, count, behind } = saidBytes(rest);
    const session = this.#sessionNamedIn(behind);
    if (count === 0) {
      this.endOfStream(session);
      return;
    }
    this.#log.add({ kind: 'read', session, bytes, count, single: bytes !== null });
    if (bytes === null) return;
    this.#last.set(session, bytes);
    this.#lastOfAny = bytes;
  }

  /** Mostly said after "received b''", of the same read. */
  noData(): void {
    const before = this.#log.events.at(-1);
    if (before?.kind !== 'end-of-stream' || before.line < this.#log.line - 1) this.endOfStream(this.#session);
  }

  endOfStream(session: number): void {
    this.#log.add({ kind: 'end-of-stream', session, count: 0 });
    this.#over.add(session);
  }

  closing(): void {
    const session = this.#closed.has(this.#session) ? -1 : this.#session;
    this.#log.add({ kind: 'close', session, closed: 'close' });
    this.#closed.add(session);
    this.#over.add(session);
  }

  /** The connection whose other side a message names; else the current one. */
  #sessionNamedIn(text: string): number {
    const at = /\((?=\s*['"])/.exec(text)?.index ?? -1;
    const named = at < 0 ? null : endpointOf(text.slice(at));
    if (named === null) return this.#session;
    const { sessions } = this.#log;
    for (let i = sessions.length - 1; i >= 0; i--) if (isSame(sessions[i]!.peer, named)) return i;
    return this.#session;
  }
}

function isSame(a: LogEndpoint | null, b: LogEndpoint): boolean {
  return a !== null && a.address === b.address && a.port === b.port;
}

interface SaidBytes {
  readonly bytes: Uint8Array | null;
  readonly count: number;
  /** The rest of the message. */
  readonly behind: string;
}

/** What a message says of bytes: a literal, a text in quotes or without, or only how many. */
function saidBytes(rest: string): SaidBytes {
  const literal = readBytesLiteral(rest);
  if (literal !== null)
    return { bytes: literal.bytes, count: literal.bytes.length, behind: rest.slice(literal.end) };
  const count = COUNT.exec(rest);
  if (count) {
    // "32 bytes: b'…'", "32 bytes from ('172.18.0.3', 37692)"
    const behind = rest.slice(count[0].length);
    const shown = readBytesLiteral(behind, Math.max(0, behind.search(/\bb['"]/)));
    return { bytes: shown?.bytes ?? null, count: Number(count[1]), behind };
  }
  const quoted = /^["']/.test(rest) ? readQuoted(rest, 0) : null;
  const bytes = quoted !== null && quoted.end === rest.length ? quoted.bytes : encoder.encode(rest);
  return { bytes, count: bytes.length, behind: '' };
}
