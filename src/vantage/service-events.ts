import type { KeptCapture } from '../engine/capture-analysis.js';
import { roleOf } from '../roles/role-of-row.js';
import { BIT, type FrameBatch, TRANSPORT } from '../table/frame-batch.js';
import { NO_TIME } from '../table/records.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { ROLE_CODE } from '../vocabulary/roles.js';

/** Neither a copy made by the capture nor the byte of a keep-alive is anything that a program sent. */
const NO_MESSAGE = FINDING_BIT['duplicate-frame'] | FINDING_BIT['keep-alive'];

/**
 * When what happened in each TCP connection, as frame numbers, 0 for what is not in the capture: one forward pass over the
 * kept columns. A frame's number is its place in the order of capture, whatever the clock did.
 */
export class ServiceEvents {
  /** The client's ACK that completes the handshake. */
  readonly established: Uint32Array;
  /** The client's first payload and its latest that brought new bytes. */
  readonly request: Uint32Array;
  readonly latestRequest: Uint32Array;
  /** The server's first payload after the request, or before it where the server speaks first. */
  readonly answer: Uint32Array;
  /** The server's latest payload that brought new bytes. */
  readonly latestAnswer: Uint32Array;
  /** First FIN or believable reset of each side. */
  readonly clientEnd: Uint32Array;
  readonly serverEnd: Uint32Array;
  /** The connection of the same server that was answered first after this one was; -1 none. */
  readonly next: Int32Array;
  /** Connection that the server was seen to go on with after it had begun the next one, by server; and the frames of it. */
  readonly resumed: Map<number, Resumption> = new Map();
  /** Which service each connection belongs to; -1 none. */
  readonly #service: Int32Array;
  /** The connection answered last, by service; -1 none. */
  readonly #latest: Int32Array;
  /** 1 where who is the client is known, so that the beginning was seen. */
  readonly #known: Uint8Array;
  /** When {@link waitedFrom} and the answer were, in nanoseconds since the capture's first frame; NaN unknown. */
  readonly #fromTime: Float64Array;
  readonly #answerTime: Float64Array;
  readonly #firstSeconds: number;
  readonly #firstNanoseconds: number;
  /** The reset that ended one of its sides; 0 none. */
  readonly #reset: Uint32Array;

  /** @param service which service each connection belongs to; -1 none @param services how many there are */
  constructor(capture: KeptCapture, service: Int32Array, services: number) {
    const count = service.length;
    this.established = new Uint32Array(count);
    this.request = new Uint32Array(count);
    this.latestRequest = new Uint32Array(count);
    this.answer = new Uint32Array(count);
    this.latestAnswer = new Uint32Array(count);
    this.clientEnd = new Uint32Array(count);
    this.serverEnd = new Uint32Array(count);
    this.next = new Int32Array(count).fill(-1);
    this.#service = service;
    this.#latest = new Int32Array(services).fill(-1);
    this.#reset = new Uint32Array(count);
    this.#known = new Uint8Array(count);
    this.#fromTime = new Float64Array(count).fill(Number.NaN);
    this.#answerTime = new Float64Array(count).fill(Number.NaN);
    this.#firstSeconds = capture.context.firstSeconds;
    this.#firstNanoseconds = capture.context.firstNanoseconds;
    for (const batch of capture.batches) this.#add(batch);
    this.#addEnds(capture);
  }

  #add(batch: FrameBatch): void {
    for (let row = 0; row < batch.count; row++) {
      const connection = batch.connection[row]!;
      if (connection < 0 || this.#service[connection]! < 0 || batch.transport[row] !== TRANSPORT.tcp)
        continue;
      if (batch.findings[row]! & NO_MESSAGE) continue;
      const bits = batch.bits[row]!;
      const frame = batch.firstFrame + row;
      if (bits & BIT.completesHandshake) {
        this.established[connection] = frame;
        if (this.request[connection] === 0) this.#fromTime[connection] = this.#time(batch, row);
      }
      // What a reset carries is no part of the stream.
      if (batch.payloadLength[row] === 0 || roleOf(batch, row) === ROLE_CODE.reset) continue;
      const isNew = (bits & BIT.carriesNew) !== 0;
      if (bits & BIT.fromServer) {
        if (this.answer[connection] === 0) this.#answerTime[connection] = this.#time(batch, row);
        this.#answered(connection, frame, isNew);
      } else {
        if (this.request[connection] === 0) {
          this.request[connection] = frame;
          if (this.answer[connection] === 0) this.#fromTime[connection] = this.#time(batch, row);
        }
        if (isNew) this.latestRequest[connection] = frame;
      }
    }
  }

  #answered(connection: number, frame: number, isNew: boolean): void {
    const service = this.#service[connection]!;
    if (this.answer[connection] === 0) {
      this.answer[connection] = frame;
      const before = this.#latest[service]!;
      if (before >= 0) this.next[before] = connection;
      this.#latest[service] = connection;
    } else if (isNew) this.#goOn(service, connection, frame);
    if (isNew) this.latestAnswer[connection] = frame;
  }

  /** More for a connection that had been answered before: did the server turn to another one in between? */
  #goOn(service: number, first: number, frame: number): void {
    const second = this.next[first]!;
    const known = this.resumed.get(service);
    if (second < 0 || (known !== undefined && known.request > 0)) return;
    const latest = this.latestRequest[first]!;
    const request = latest > this.answer[second]! ? latest : 0;
    if (known === undefined || request > 0)
      this.resumed.set(service, { first, second, request, again: frame });
  }

  #addEnds(capture: KeptCapture): void {
    for (const [c, service] of this.#service.entries()) {
      const connection = service < 0 ? undefined : capture.connection(c);
      if (connection === undefined) continue;
      const { finFrames, resetFrame: reset } = connection;
      this.#known[c] = connection.clientInferred ? 0 : 1;
      this.clientEnd[c] = finFrames.client;
      this.serverEnd[c] = finFrames.server;
      const ends = connection.isResetByClient ? this.clientEnd : this.serverEnd;
      if (reset === 0 || (ends[c] !== 0 && ends[c]! < reset)) continue;
      ends[c] = reset;
      this.#reset[c] = reset;
    }
  }

  #time(batch: FrameBatch, row: number): number {
    return batch.nanoseconds[row] === NO_TIME
      ? Number.NaN
      : batch.nanosecondsSince(row, this.#firstSeconds, this.#firstNanoseconds);
  }

  /**
   * The frame from which on nothing was left to do for a client: one side's FIN or reset, or what the server sent after it;
   * infinite where neither side ended the connection in the capture.
   */
  servedUntil(connection: number): number {
    const client = this.clientEnd[connection]! || Number.POSITIVE_INFINITY;
    const server = this.serverEnd[connection]! || Number.POSITIVE_INFINITY;
    return Math.max(this.latestAnswer[connection]!, Math.min(client, server));
  }

  /** What that frame is. */
  endingOf(connection: number): ServingEnd {
    const end = this.servedUntil(connection);
    const side = end === this.clientEnd[connection] ? 'client' : 'server';
    if (end !== this[`${side}End`][connection]) return 'data';
    return `${side}-${this.#reset[connection] === end ? 'reset' : 'fin'}`;
  }

  /**
   * Whether the server answered the client's FIN with its own after the next connection had its first answer and before that
   * one was done with: a FIN is sent for a program, which so had both connections in hand.
   */
  closedMeanwhile(connection: number): boolean {
    const next = this.next[connection]!;
    if (next < 0 || this.#reset[connection] !== 0) return false;
    const client = this.clientEnd[connection]!;
    const server = this.serverEnd[connection]!;
    return client > this.answer[next]! && server > client && server < this.servedUntil(next);
  }

  /** The server sent payload before the client did, so that the client waited from the handshake on. */
  speaksFirst(connection: number): boolean {
    const answer = this.answer[connection]!;
    return answer > 0 && (this.request[connection] === 0 || answer < this.request[connection]!);
  }

  /** The frame from which on a client waited for its first answer; 0 where that can't be told, as its beginning is missing. */
  waitedFrom(connection: number): number {
    if (this.#known[connection] === 0) return 0;
    return this.speaksFirst(connection) ? this.established[connection]! : this.request[connection]!;
  }

  /** Seconds from then to that answer; null where either isn't known, or the clock went back. */
  waited(connection: number): number | null {
    if (this.waitedFrom(connection) === 0 || this.answer[connection] === 0) return null;
    const waited = this.#answerTime[connection]! - this.#fromTime[connection]!;
    return waited >= 0 ? Math.round(waited) / 1e9 : null;
  }
}

/** What ended the serving of a connection. */
export type ServingEnd = 'client-fin' | 'server-fin' | 'client-reset' | 'server-reset' | 'data';

/** A server that went on with a connection after it had begun to answer another. */
export interface Resumption {
  readonly first: number;
  readonly second: number;
  /** The first client's further payload that came in between; 0 where it sent none. */
  readonly request: number;
  /** The server's further payload for the first client. */
  readonly again: number;
}
