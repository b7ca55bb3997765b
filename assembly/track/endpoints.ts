import { CONNECTION, ENDPOINT, FINDING, FLAG, MAX_HISTORY, OWN, SAID, SIDE } from '../constants';
import { connection, flags, forward, frame, payload, reverse, seq, side } from './segment';
import { sequenceDistance } from './sequence';

/** Letters of Zeek's history. */
const A = 0x41;
const D = 0x44;
const F = 0x46;
const G = 0x47;
const H = 0x48;
const I = 0x49;
const Q = 0x51;
const R = 0x52;
const S = 0x53;
const T = 0x54;
const W = 0x57;
const LOWER_CASE = 0x20;

/** Takes the segment into Zeek's verdict on its connection, after its findings are known. */
export function followEndpoints(findings: i32): void {
  writeHistory(findings);
  updateState();
}

function writeHistory(findings: i32): void {
  const isSyn = (flags & FLAG.syn) !== 0;
  const isFin = (flags & FLAG.fin) !== 0;
  const isRst = (flags & FLAG.rst) !== 0;
  if (isSyn) {
    if (isFin || isRst) sayOnce(Q, SAID.Q);
    if (flags & FLAG.ack) atNewNumber(H, SAID.H, 0, seq);
    else atNewNumber(S, SAID.S, 0, seq);
  }
  if (isFin && isRst) sayOnce(I, SAID.I);
  if (payload > 0 && !isSyn) {
    if (isOld()) counted(T);
    else sayOnce(D, SAID.D);
  } else if (flags & FLAG.ack && !isSyn && !isFin && !isRst) sayOnce(A, SAID.A);
  // The peer acknowledges bytes that this capture lacks; before both sides are open, numbers prove nothing.
  if (findings & FINDING.ackedUnseenSegment && areOpen()) countedSeldom(G, 1 - side, 16);
  if (isFin && !isRst) atNewNumber(F, SAID.F, 1, seq + <i32>payload);
  if (isRst) atNewNumber(R, SAID.R, 2, seq);
  if (findings & FINDING.zeroWindow && load<i32>(reverse, SIDE.endpoint) !== ENDPOINT.closed)
    countedSeldom(W, side, 0);
}

/** Data whose end does not advance: what Zeek calls a retransmission. */
function isOld(): bool {
  const nextSeq = load<i32>(forward, SIDE.nextSeq);
  return (
    load<u32>(forward, SIDE.nextSeqFrame) !== frame &&
    nextSeq !== 0 &&
    sequenceDistance(seq + <i32>payload, nextSeq) <= 0
  );
}

/** Says a letter of the segment's side that is said once. @param bit its bit in {@link SAID} */
function sayOnce(letter: i32, bit: i32): void {
  const said = load<i32>(forward, SIDE.said);
  if (said & bit) return;
  store<i32>(forward, said | bit, SIDE.said);
  say(side, letter);
}

function atNewNumber(letter: i32, bit: i32, slot: usize, number: i32): void {
  const said = load<i32>(forward, SIDE.said);
  const at = forward + (slot << 2);
  if (said & bit && load<i32>(at, SIDE.saidAt) === number) return;
  store<i32>(forward, said | bit, SIDE.said);
  store<i32>(at, number, SIDE.saidAt);
  say(side, letter);
}

/** Each side is open, or was and has sent its FIN. */
function areOpen(): bool {
  return isOpen(load<i32>(forward, SIDE.endpoint)) && isOpen(load<i32>(reverse, SIDE.endpoint));
}

function isOpen(endpoint: i32): bool {
  return endpoint === ENDPOINT.established || endpoint === ENDPOINT.closed;
}

/** Said the 1st, 10th, 100th … time. */
function counted(letter: i32): void {
  const count = load<u32>(forward, SIDE.counts) + 1;
  store<u32>(forward, count, SIDE.counts);
  if (isPowerOfTen(count)) say(side, letter);
}

/** The same, up to the 10,000th time. @param whose letter it is. @param shift place of its 16 bits in the word of both counts */
function countedSeldom(letter: i32, whose: i32, shift: i32): void {
  const direction = whose === side ? forward : reverse;
  const counts = load<u32>(direction, SIDE.counts + 4);
  const count = ((counts >>> shift) & 0xffff) + 1;
  if (count > 0xffff) return;
  store<u32>(direction, counts + (1 << shift), SIDE.counts + 4);
  if (isPowerOfTen(count)) say(whose, letter);
}

function isPowerOfTen(count: u32): bool {
  let power: u32 = 1;
  while (power < count && power < 1_000_000_000) power *= 10;
  return power === count;
}

function say(whose: i32, letter: i32): void {
  const length = load<u32>(connection, OWN.historyLength);
  if (length === MAX_HISTORY) return;
  store<u8>(connection + length, <u8>(whose === 1 ? letter | LOWER_CASE : letter), OWN.history);
  store<u32>(connection, length + 1, OWN.historyLength);
}

function updateState(): void {
  const own = load<i32>(forward, SIDE.endpoint);
  const peer = load<i32>(reverse, SIDE.endpoint);
  switch (own) {
    case ENDPOINT.inactive: {
      const clientIsB = (load<i32>(connection, OWN.flags) & CONNECTION.clientIsB) !== 0;
      const isOriginator = side === (clientIsB ? 1 : 0);
      store<i32>(forward, fromInactive(peer, isOriginator), SIDE.endpoint);
      if (flags & FLAG.syn && !isOriginator && !(flags & (FLAG.fin | FLAG.rst)) && peer === ENDPOINT.synSent)
        store<i32>(reverse, ENDPOINT.established, SIDE.endpoint);
      return;
    }
    case ENDPOINT.synSent:
    case ENDPOINT.synAckSent:
      if (flags & FLAG.rst) store<i32>(forward, ENDPOINT.reset, SIDE.endpoint);
      else if (flags & FLAG.fin) store<i32>(forward, ENDPOINT.closed, SIDE.endpoint);
      return;
    case ENDPOINT.partial:
    case ENDPOINT.established:
      if (flags & FLAG.rst) store<i32>(forward, ENDPOINT.reset, SIDE.endpoint);
      else if (flags & FLAG.fin) {
        store<i32>(forward, ENDPOINT.closed, SIDE.endpoint);
        // The peer had closed before it reset: both have closed.
        if (peer === ENDPOINT.reset && load<i32>(reverse, SIDE.said) & SAID.F)
          store<i32>(reverse, ENDPOINT.closed, SIDE.endpoint);
      }
      return;
    case ENDPOINT.closed:
      if (flags & FLAG.rst && peer !== ENDPOINT.closed) store<i32>(forward, ENDPOINT.reset, SIDE.endpoint);
      return;
    default:
  }
}

function fromInactive(peer: i32, isOriginator: bool): i32 {
  if (flags & FLAG.rst) return ENDPOINT.reset;
  if (flags & FLAG.fin) return ENDPOINT.closed;
  if (flags & FLAG.syn) {
    if (!isOriginator) return ENDPOINT.established;
    return flags & FLAG.ack ? ENDPOINT.synAckSent : ENDPOINT.synSent;
  }
  if (peer === ENDPOINT.synSent && payload === 0) return ENDPOINT.inactive;
  return peer === ENDPOINT.established ? ENDPOINT.established : ENDPOINT.partial;
}
