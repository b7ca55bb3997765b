import type { KeptCapture } from '../engine/capture-analysis.js';
import { roleOf } from '../roles/role-of-row.js';
import { BIT, type FrameBatch, TRANSPORT } from '../table/frame-batch.js';
import { FINDING_BIT as F } from '../vocabulary/findings.js';
import { ROLE_CODE } from '../vocabulary/roles.js';
import { STAGE_CODE, STAGES, type Stage } from '../vocabulary/stages.js';

/** Segments of a turn, and turns, that are remembered one by one. */
const MAX_SEGMENTS = 8;
const MAX_TURNS = 8;
/** Bytes of a segment's payload that are remembered. */
const MAX_CONTENT = 256;

/** What says that a segment brings no new bytes, or not in their order. */
const DISORDERED = F['out-of-order'];
const MISSING = F['previous-segment-not-captured'];
const AGAIN = F.retransmission;
const PROBE = F['keep-alive'] | F['zero-window-probe'];

/** A segment with payload. */
export interface SaidSegment {
  readonly frame: number;
  readonly bytes: number;
  /** Its payload, or the beginning of it. */
  readonly content: Uint8Array;
}

/** What one side sent until the other did. */
export interface Turn {
  readonly fromServer: boolean;
  /** New payload bytes. */
  bytes: number;
  /** Segments that carried them; the first of them one by one. */
  count: number;
  readonly segments: SaidSegment[];
  lastFrame: number;
}

/** A number for what the client sent and one for what the server sent. */
interface Counts {
  client: number;
  server: number;
}

/** What a TCP connection's frames show of its course. */
export class Conversation {
  readonly connection: number;
  /** The first frame at each stage. */
  readonly stages: Map<Stage, number> = new Map();
  /** The client's SYNs. */
  syns = 0;
  readonly turns: Turn[] = [];
  /** Turns beyond those remembered. */
  furtherTurns = 0;
  /** Frames with payload, copies made by the capture left out. */
  readonly dataFrames: Counts = { client: 0, server: 0 };
  /** Of them, those that sent bytes again, that came after later ones, and before which something was missing. */
  resent = 0;
  disordered = 0;
  gaps = 0;
  /** Frames that are copies of others. */
  copies = 0;
  /** Segments that sent bytes again together with new ones. */
  repacked = 0;
  /** Frames larger than the link can carry: on the way they were several segments. */
  offloaded = 0;

  constructor(connection: number) {
    this.connection = connection;
  }

  /** Every segment is known as it was sent, and in its order, so that one can say what was sent in which pieces. */
  get inPieces(): boolean {
    return this.disordered + this.gaps + this.offloaded + this.repacked === 0;
  }

  /** Takes the next of its frames. */
  add(batch: FrameBatch, row: number): void {
    const findings = batch.findings[row]!;
    if (findings & F['duplicate-frame']) {
      this.copies++;
      return;
    }
    const frame = batch.firstFrame + row;
    if (roleOf(batch, row) === ROLE_CODE.syn && !(batch.bits[row]! & BIT.fromServer)) this.syns++;
    this.#noteStage(batch, row, frame);
    if (batch.payloadLength[row]! > 0 && roleOf(batch, row) !== ROLE_CODE.reset)
      this.#addData(batch, row, frame);
  }

  #noteStage(batch: FrameBatch, row: number, frame: number): void {
    const stage = batch.stage[row]!;
    // A handshake's ACK with a later number stands in for one that was not captured.
    if (stage === 0 || (stage === STAGE_CODE['open-3'] && batch.relativeSeq[row] !== 1)) return;
    const name = STAGES[stage]!;
    if (!this.stages.has(name)) this.stages.set(name, frame);
  }

  #addData(batch: FrameBatch, row: number, frame: number): void {
    const findings = batch.findings[row]!;
    const bits = batch.bits[row]!;
    const fromServer = (bits & BIT.fromServer) !== 0;
    this.dataFrames[fromServer ? 'server' : 'client']++;
    if (findings & MISSING) this.gaps++;
    if (findings & F.offloaded) this.offloaded++;
    if (findings & DISORDERED) this.disordered++;
    else if (findings & AGAIN) {
      this.resent++;
      if (bits & BIT.carriesNew) this.repacked++;
    }
    if (bits & BIT.carriesNew && !(findings & (AGAIN | DISORDERED | PROBE)))
      this.#addTurn(batch, row, frame, fromServer);
  }

  #addTurn(batch: FrameBatch, row: number, frame: number, fromServer: boolean): void {
    let turn = this.turns.at(-1);
    if (turn?.fromServer !== fromServer || this.furtherTurns > 0) {
      if (this.turns.length === MAX_TURNS) {
        this.furtherTurns++;
        return;
      }
      turn = { fromServer, bytes: 0, count: 0, segments: [], lastFrame: frame };
      this.turns.push(turn);
    }
    const bytes = batch.payloadLength[row]!;
    turn.bytes += bytes;
    turn.count++;
    turn.lastFrame = frame;
    if (turn.segments.length === MAX_SEGMENTS) return;
    const from = batch.payloadAt[row]!;
    const content = batch.bytesOf(row).slice(from, Math.min(batch.payloadEnd[row]!, from + MAX_CONTENT));
    turn.segments.push({ frame, bytes, content });
  }
}

/** The course of each of these connections, in one pass over the capture's kept columns. */
export function conversationsOf(
  capture: KeptCapture,
  connections: Iterable<number>,
): Map<number, Conversation> {
  const found = new Map([...connections].map((number) => [number, new Conversation(number)]));
  if (found.size === 0) return found;
  for (const batch of capture.batches)
    for (let row = 0; row < batch.count; row++)
      if (batch.connection[row]! >= 0 && batch.transport[row] === TRANSPORT.tcp)
        found.get(batch.connection[row]!)?.add(batch, row);
  return found;
}
