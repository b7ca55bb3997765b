import { DIRECTION, OWN, SIDE, sideOf, type TcpState } from './tcp-state.js';

/** Where the numbers that differ most begin: six of the connection, and eleven of each direction. */
const HOT = 0;
const HOT_SIDES = [6, 17] as const;
/** Where those begin that are the same in most connections: nine, and eight of each direction. */
const USUAL = 28;
const USUAL_SIDES = [37, 45] as const;
/** Where those begin that are mostly 0: eleven, and fourteen of each direction. */
const REST = 53;
const REST_SIDES = [64, 78] as const;
/** How many there are, in full groups of sixteen. */
const COUNT = 96;

/** Number of a double that is told in full. */
const IN_FULL = -(2 ** 31);
/** Doubles of a record. */
const DOUBLES = 15;
const NANOSECONDS = 1e9;

/**
 * A connection's record as a row of numbers of 32 bits, most of them small, and back, without losing anything: what is
 * near to another is told by the difference. Not told are its key, number and place in a chain, and what it has in the
 * segment pool.
 */
export class RecordNumbers {
  readonly values: Int32Array = new Int32Array(COUNT);
  /** Doubles that no number tells, in order. */
  readonly full: Float64Array = new Float64Array(DOUBLES);
  fullCount = 0;
  readonly #state: TcpState;
  /** Seconds that times are near to: those of the first record. */
  #epoch = Number.NaN;

  constructor(state: TcpState) {
    this.#state = state;
  }

  /** Copies those numbers that are the same in most connections, if this is one like most. */
  copyUsual(to: Int32Array): void {
    for (let index = USUAL; index < REST; index++) to[index] = this.values[index]!;
  }

  /** Takes the numbers of a record. */
  take(record: number): void {
    this.fullCount = 0;
    this.#takeOwn(record);
    this.#takeDirection(record, 0);
    this.#takeDirection(record, 1);
  }

  /** Gives a record the numbers. */
  give(record: number): void {
    this.fullCount = 0;
    this.#giveOwn(record);
    this.#giveDirection(record, 0);
    this.#giveDirection(record, 1);
  }

  #takeOwn(record: number): void {
    const { values } = this;
    const { i32, f64 } = this.#state;
    const lastFrame = i32[record + OWN.lastFrame]!;
    const lastNanoseconds = i32[record + OWN.lastNanoseconds]!;
    const firstNanoseconds = i32[record + OWN.firstNanoseconds]!;
    const firstSeconds = f64[(record + OWN.firstSeconds) >> 1]!;
    if (Number.isNaN(this.#epoch)) this.#epoch = firstSeconds;
    const initialRtt = this.#ofRtt(f64[(record + OWN.initialRtt) >> 1]!);
    values[HOT] = lastFrame;
    values[HOT + 1] = lastNanoseconds;
    values[HOT + 2] = i32[record + OWN.firstFrame]! - lastFrame;
    values[HOT + 3] = firstNanoseconds - lastNanoseconds;
    values[HOT + 4] = initialRtt;
    values[HOT + 5] = this.ofDouble(firstSeconds, this.#epoch);
    values[USUAL] = i32[record + OWN.flags]!;
    values[USUAL + 1] = i32[record + OWN.completeness]!;
    values[USUAL + 2] = i32[record + OWN.firstCompleteness]!;
    values[USUAL + 3] = i32[record + OWN.closeStage]!;
    values[USUAL + 4] = i32[record + OWN.historyLength]!;
    for (let word = 0; word < 4; word++) values[USUAL + 5 + word] = i32[record + OWN.history + word]!;
    values[REST] = this.ofDouble(f64[(record + OWN.lastSeconds) >> 1]!, firstSeconds);
    values[REST + 1] = this.ofDouble(f64[(record + OWN.synSeconds) >> 1]!, firstSeconds);
    values[REST + 2] = this.#ofRtt(f64[(record + OWN.handshakeRtt) >> 1]!) - initialRtt;
    values[REST + 3] = i32[record + OWN.synNanoseconds]! - firstNanoseconds;
    values[REST + 4] = i32[record + OWN.resetFrame]!;
    for (let word = 0; word < 6; word++) values[REST + 5 + word] = i32[record + OWN.history + 4 + word]!;
  }

  #giveOwn(record: number): void {
    const { values } = this;
    const { i32, f64 } = this.#state;
    const lastFrame = values[HOT]!;
    const lastNanoseconds = values[HOT + 1]!;
    const firstNanoseconds = values[HOT + 3]! + lastNanoseconds;
    const initialRtt = values[HOT + 4]!;
    f64[(record + OWN.initialRtt) >> 1] = this.#toRtt(initialRtt);
    const firstSeconds = this.toDouble(values[HOT + 5]!, this.#epoch);
    i32[record + OWN.lastFrame] = lastFrame;
    i32[record + OWN.lastNanoseconds] = lastNanoseconds;
    i32[record + OWN.firstFrame] = values[HOT + 2]! + lastFrame;
    i32[record + OWN.firstNanoseconds] = firstNanoseconds;
    f64[(record + OWN.firstSeconds) >> 1] = firstSeconds;
    i32[record + OWN.flags] = values[USUAL]!;
    i32[record + OWN.completeness] = values[USUAL + 1]!;
    i32[record + OWN.firstCompleteness] = values[USUAL + 2]!;
    i32[record + OWN.closeStage] = values[USUAL + 3]!;
    i32[record + OWN.historyLength] = values[USUAL + 4]!;
    for (let word = 0; word < 4; word++) i32[record + OWN.history + word] = values[USUAL + 5 + word]!;
    f64[(record + OWN.lastSeconds) >> 1] = this.toDouble(values[REST]!, firstSeconds);
    f64[(record + OWN.synSeconds) >> 1] = this.toDouble(values[REST + 1]!, firstSeconds);
    f64[(record + OWN.handshakeRtt) >> 1] = this.#toRtt((values[REST + 2]! + initialRtt) | 0);
    i32[record + OWN.synNanoseconds] = values[REST + 3]! + firstNanoseconds;
    i32[record + OWN.resetFrame] = values[REST + 4]!;
    for (let word = 0; word < 6; word++) i32[record + OWN.history + 4 + word] = values[REST + 5 + word]!;
  }

  #takeDirection(record: number, index: 0 | 1): void {
    const { values } = this;
    const { i32, f64 } = this.#state;
    const side = sideOf(record, index);
    const flags = i32[side + SIDE.flags]!;
    const nextSeq = i32[side + SIDE.nextSeq]!;
    const baseSeq = i32[side + SIDE.baseSeq]!;
    const isn = i32[side + SIDE.isn]!;
    const finEnd = i32[side + SIDE.finEnd]!;
    const lastAck = i32[side + SIDE.lastAck]!;
    const lastSegmentFrame = i32[side + SIDE.lastSegmentFrame]!;
    const nextSeqFrame = i32[side + SIDE.nextSeqFrame]!;
    const nextSeqNanoseconds = i32[side + SIDE.nextSeqNanoseconds]!;
    const lastSeconds = f64[(record + OWN.lastSeconds) >> 1]!;
    const relativeSeq = f64[(side + SIDE.relativeSeq) >> 1]!;
    const payloadBytes = f64[(side + SIDE.payloadBytes) >> 1]!;
    // What was not seen yet is near to nothing.
    const sent = nextSeq === 0 ? 0 : -1;
    const acked = lastAck === 0 ? 0 : -1;
    const began = flags & DIRECTION.isnKnown ? -1 : 0;
    const ended = flags & DIRECTION.finSent ? -1 : 0;
    const hot = HOT_SIDES[index];
    values[hot] = nextSeq;
    values[hot + 1] = nextSeq - baseSeq;
    values[hot + 2] = nextSeqNanoseconds - (i32[record + OWN.lastNanoseconds]! & sent);
    values[hot + 3] = i32[side + SIDE.lastAckNanoseconds]! - (nextSeqNanoseconds & acked);
    values[hot + 4] = lastSegmentFrame - (i32[record + OWN.lastFrame]! & sent);
    values[hot + 5] = nextSeqFrame - lastSegmentFrame;
    values[hot + 6] = i32[side + SIDE.lastPayloadFrame]! - (payloadBytes === 0 ? 0 : nextSeqFrame);
    values[hot + 7] = i32[side + SIDE.originalAckFrame]! - (lastSegmentFrame & acked);
    values[hot + 8] = i32[side + SIDE.isnFrame]! - (i32[record + OWN.firstFrame]! & began);
    values[hot + 9] = i32[side + SIDE.frames]!;
    values[hot + 10] = this.ofDouble(f64[(side + SIDE.wireBytes) >> 1]!, 0);
    const rest = REST_SIDES[index];
    values[rest + 11] = this.ofDouble(relativeSeq, (nextSeq - baseSeq) >>> 0);
    const usual = USUAL_SIDES[index];
    values[usual] = flags;
    values[usual + 1] = i32[side + SIDE.endpoint]!;
    values[usual + 2] = i32[side + SIDE.said]!;
    values[usual + 3] = i32[side + SIDE.window]!;
    values[usual + 4] = i32[side + SIDE.scale]!;
    values[usual + 5] = i32[side + SIDE.segmentSize]!;
    values[usual + 6] = i32[side + SIDE.saidAt + 1]! - finEnd;
    values[usual + 7] = this.ofDouble(payloadBytes, relativeSeq);
    values[rest] = isn - (baseSeq & began);
    values[rest + 1] = finEnd - (nextSeq & ended);
    values[rest + 2] = i32[side + SIDE.finFrame]! - (nextSeqFrame & ended);
    values[rest + 3] = i32[side + SIDE.saidAt]! - isn;
    values[rest + 4] = i32[side + SIDE.saidAt + 2]!;
    values[rest + 5] = i32[side + SIDE.contiguousEnd]! - nextSeq;
    values[rest + 6] = lastAck - (i32[sideOf(record, 1 - index) + SIDE.nextSeq]! & sent);
    values[rest + 7] = i32[side + SIDE.lastFindings]!;
    values[rest + 8] = i32[side + SIDE.duplicateAcks]!;
    values[rest + 9] = i32[side + SIDE.counts]!;
    values[rest + 10] = i32[side + SIDE.counts + 1]!;
    values[rest + 12] = this.ofDouble(f64[(side + SIDE.nextSeqSeconds) >> 1]!, sent === 0 ? 0 : lastSeconds);
    values[rest + 13] = this.ofDouble(f64[(side + SIDE.lastAckSeconds) >> 1]!, acked === 0 ? 0 : lastSeconds);
  }

  #giveDirection(record: number, index: 0 | 1): void {
    const { values } = this;
    const { i32, f64 } = this.#state;
    const side = sideOf(record, index);
    const hot = HOT_SIDES[index];
    const usual = USUAL_SIDES[index];
    const rest = REST_SIDES[index];
    const flags = values[usual]!;
    const nextSeq = values[hot]!;
    const sent = nextSeq === 0 ? 0 : -1;
    const lastAck = (values[rest + 6]! + (values[HOT_SIDES[1 - index]!]! & sent)) | 0;
    const acked = lastAck === 0 ? 0 : -1;
    const began = flags & DIRECTION.isnKnown ? -1 : 0;
    const ended = flags & DIRECTION.finSent ? -1 : 0;
    const baseSeq = (nextSeq - values[hot + 1]!) | 0;
    const isn = (values[rest]! + (baseSeq & began)) | 0;
    const finEnd = (values[rest + 1]! + (nextSeq & ended)) | 0;
    const lastSegmentFrame = (values[hot + 4]! + (i32[record + OWN.lastFrame]! & sent)) | 0;
    const nextSeqFrame = (values[hot + 5]! + lastSegmentFrame) | 0;
    const nextSeqNanoseconds = (values[hot + 2]! + (i32[record + OWN.lastNanoseconds]! & sent)) | 0;
    const lastSeconds = f64[(record + OWN.lastSeconds) >> 1]!;
    i32[side + SIDE.nextSeq] = nextSeq;
    i32[side + SIDE.baseSeq] = baseSeq;
    i32[side + SIDE.nextSeqNanoseconds] = nextSeqNanoseconds;
    i32[side + SIDE.lastAckNanoseconds] = values[hot + 3]! + (nextSeqNanoseconds & acked);
    i32[side + SIDE.lastSegmentFrame] = lastSegmentFrame;
    i32[side + SIDE.nextSeqFrame] = nextSeqFrame;
    i32[side + SIDE.originalAckFrame] = values[hot + 7]! + (lastSegmentFrame & acked);
    i32[side + SIDE.isnFrame] = values[hot + 8]! + (i32[record + OWN.firstFrame]! & began);
    i32[side + SIDE.frames] = values[hot + 9]!;
    f64[(side + SIDE.wireBytes) >> 1] = this.toDouble(values[hot + 10]!, 0);
    const relativeSeq = this.toDouble(values[rest + 11]!, (nextSeq - baseSeq) >>> 0);
    const payloadBytes = this.toDouble(values[usual + 7]!, relativeSeq);
    f64[(side + SIDE.relativeSeq) >> 1] = relativeSeq;
    f64[(side + SIDE.payloadBytes) >> 1] = payloadBytes;
    i32[side + SIDE.lastPayloadFrame] = values[hot + 6]! + (payloadBytes === 0 ? 0 : nextSeqFrame);
    i32[side + SIDE.flags] = flags;
    i32[side + SIDE.endpoint] = values[usual + 1]!;
    i32[side + SIDE.said] = values[usual + 2]!;
    i32[side + SIDE.window] = values[usual + 3]!;
    i32[side + SIDE.scale] = values[usual + 4]!;
    i32[side + SIDE.segmentSize] = values[usual + 5]!;
    i32[side + SIDE.saidAt + 1] = values[usual + 6]! + finEnd;
    i32[side + SIDE.isn] = isn;
    i32[side + SIDE.finEnd] = finEnd;
    i32[side + SIDE.finFrame] = values[rest + 2]! + (nextSeqFrame & ended);
    i32[side + SIDE.saidAt] = values[rest + 3]! + isn;
    i32[side + SIDE.saidAt + 2] = values[rest + 4]!;
    i32[side + SIDE.contiguousEnd] = values[rest + 5]! + nextSeq;
    i32[side + SIDE.lastAck] = lastAck;
    i32[side + SIDE.lastFindings] = values[rest + 7]!;
    i32[side + SIDE.duplicateAcks] = values[rest + 8]!;
    i32[side + SIDE.counts] = values[rest + 9]!;
    i32[side + SIDE.counts + 1] = values[rest + 10]!;
    f64[(side + SIDE.nextSeqSeconds) >> 1] = this.toDouble(values[rest + 12]!, sent === 0 ? 0 : lastSeconds);
    f64[(side + SIDE.lastAckSeconds) >> 1] = this.toDouble(values[rest + 13]!, acked === 0 ? 0 : lastSeconds);
  }

  /** The number of a double that is mostly whole and near to another. */
  ofDouble(value: number, near: number): number {
    const difference = (value - near) | 0;
    if (near + difference === value && difference !== IN_FULL) return difference;
    this.full[this.fullCount++] = value;
    return IN_FULL;
  }

  toDouble(number: number, near: number): number {
    return number === IN_FULL ? this.full[this.fullCount++]! : near + number;
  }

  /** The number of a time in seconds, NaN where it is not known: nanoseconds and one more, or 0. */
  #ofRtt(seconds: number): number {
    if (Number.isNaN(seconds)) return 0;
    const number = (Math.round(seconds * NANOSECONDS) + 1) | 0;
    if ((number - 1) / NANOSECONDS === seconds && number !== 0 && number !== IN_FULL) return number;
    this.full[this.fullCount++] = seconds;
    return IN_FULL;
  }

  #toRtt(number: number): number {
    if (number === 0) return Number.NaN;
    return number === IN_FULL ? this.full[this.fullCount++]! : (number - 1) / NANOSECONDS;
  }
}
