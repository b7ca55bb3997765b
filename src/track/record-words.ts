import { OWN, SIDE, sideOf } from './tcp-state.js';

/** A number that stands for a word or double of a connection's record. */
export interface RecordNumber {
  /** Where the word or double is. */
  readonly place: number;
  /** The word or double that it is told by the difference from, or one of {@link NEAR}. */
  readonly near: number;
  /** The difference is mostly what it is in other records. */
  readonly isUsual?: boolean;
}

/**
 * What a double is told by that is near to no other: nothing, the seconds of other records, or, less the place of its
 * direction, the direction's numbers so far.
 */
export const NEAR = { zero: -1, epoch: -2, numbers: -3 } as const;

/** A word that is set to 0 when a record is packed or unpacked. */
export const NOTHING: number = OWN.chain;
const [A, B] = [sideOf(0, 0), sideOf(0, 1)];

/** Doubles that are mostly whole numbers; what others are told by comes first. */
export const DOUBLES: readonly RecordNumber[] = [
  { place: OWN.firstSeconds, near: NEAR.epoch },
  { place: OWN.lastSeconds, near: OWN.firstSeconds },
  { place: OWN.synSeconds, near: OWN.firstSeconds },
  ...both((side) => ({ place: side + SIDE.nextSeqSeconds, near: OWN.lastSeconds })),
  ...both((side) => ({ place: side + SIDE.lastAckSeconds, near: OWN.lastSeconds })),
  ...both((side) => ({ place: side + SIDE.wireBytes, near: NEAR.zero })),
  ...both((side) => ({ place: side + SIDE.relativeSeq, near: NEAR.numbers - side })),
  ...both((side) => ({ place: side + SIDE.payloadBytes, near: side + SIDE.relativeSeq, isUsual: true })),
];

/** Round-trip times in seconds, NaN unknown, each mostly equal to the one before. */
export const ROUND_TRIPS: readonly number[] = [OWN.initialRtt, OWN.handshakeRtt];

/**
 * Words, those first that differ most; what others are told by comes before them. Not here: the connection's number, its
 * place in a chain, the key and what is in the segment pool.
 */
export const WORDS: readonly RecordNumber[] = [
  word(OWN.lastFrame),
  word(OWN.lastNanoseconds),
  word(OWN.firstFrame, OWN.lastFrame),
  word(OWN.firstNanoseconds, OWN.lastNanoseconds),
  ...both((side) => word(side + SIDE.nextSeq)),
  ...both((side) => word(side + SIDE.baseSeq, side + SIDE.nextSeq)),
  ...both((side) => word(side + SIDE.nextSeqNanoseconds, OWN.lastNanoseconds)),
  ...both((side) => word(side + SIDE.lastAckNanoseconds, side + SIDE.nextSeqNanoseconds)),
  ...both((side) => word(side + SIDE.frames)),
  ...both((side) => word(side + SIDE.lastSegmentFrame, OWN.lastFrame)),
  ...both((side) => word(side + SIDE.nextSeqFrame, side + SIDE.lastSegmentFrame)),
  ...both((side) => word(side + SIDE.lastPayloadFrame, side + SIDE.nextSeqFrame)),
  ...both((side) => word(side + SIDE.originalAckFrame, side + SIDE.lastSegmentFrame)),
  ...both((side) => word(side + SIDE.isnFrame, OWN.firstFrame)),
  ...both((side) => usual(side + SIDE.window)),
  usual(OWN.flags),
  usual(OWN.completeness),
  ...Array.from({ length: 4 }, (_, at) => usual(OWN.history + at)),
  usual(OWN.historyLength),
  usual(OWN.closeStage),
  ...both((side) => usual(side + SIDE.said)),
  ...both((side) => word(side + SIDE.finFrame, side + SIDE.nextSeqFrame)),
  ...both((side) => word(side + SIDE.finEnd, side + SIDE.nextSeq)),
  ...both((side, other) => word(side + SIDE.lastAck, other + SIDE.nextSeq)),
  ...both((side) => word(side + SIDE.contiguousEnd, side + SIDE.nextSeq)),
  ...both((side) => word(side + SIDE.isn, side + SIDE.baseSeq)),
  ...both((side) => word(side + SIDE.saidAt, side + SIDE.isn)),
  ...both((side) => usual(side + SIDE.saidAt + 1, side + SIDE.finEnd)),
  ...both((side) => usual(side + SIDE.flags)),
  ...both((side) => usual(side + SIDE.endpoint)),
  ...both((side) => usual(side + SIDE.scale)),
  ...both((side) => usual(side + SIDE.segmentSize)),
  usual(OWN.firstCompleteness),
  word(OWN.synNanoseconds, OWN.firstNanoseconds),
  word(OWN.resetFrame),
  ...both((side) => word(side + SIDE.lastFindings)),
  ...both((side) => word(side + SIDE.duplicateAcks)),
  ...both((side) => word(side + SIDE.saidAt + 2)),
  ...Array.from({ length: 6 }, (_, at) => word(OWN.history + 4 + at)),
  ...both((side) => word(side + SIDE.counts)),
  ...both((side) => word(side + SIDE.counts + 1)),
];

function word(place: number, near: number = NOTHING): RecordNumber {
  return { place, near };
}

function usual(place: number, near: number = NOTHING): RecordNumber {
  return { place, near, isUsual: true };
}

function both(of: (side: number, other: number) => RecordNumber): RecordNumber[] {
  return [of(A, B), of(B, A)];
}
