/** Remembers what segments carried until it is acknowledged, and compares it with what is sent again. */
import { COMPARED, DIRECTION, FLAG, SEGMENT, SIDE } from '../constants';
import { payloadAtOf, payloadEndOf, tellsFrames } from './batch';
import * as host from './host';
import { flags, forward, payload, row, seq } from './segment';
import { copyPayload, keepPayload } from './segment-pool';
import { sequenceDistance } from './sequence';

/**
 * Bytes that are compared for one segment at most, and as how many more each comparison counts: enough for a segment that
 * joins thousands of small ones, few enough where many overlap.
 */
const MOST_COMPARED = 1 << 18;
const COMPARISON = 64;

/** The part of the payload at hand that was compared with what is remembered, and is the same. */
let knownFrom: u32 = 0;
let knownTo: u32 = 0;

/**
 * Keeps the payload, where it was captured whole, so that what is sent again can be compared with it; but not what was found
 * to be remembered already. Beside a SYN or FIN, which take a number themselves, it is not kept.
 */
export function rememberPayload(id: usize): void {
  if (!tellsFrames) return;
  const at = payloadAtOf(row);
  if (payloadEndOf(row) < at || payloadEndOf(row) - at !== payload) return;
  const from = knownFrom === 0 ? knownTo : 0;
  const to = knownFrom > 0 && knownTo === payload ? knownFrom : payload;
  if (from < to) keepPayload(id, seq + from, to - from, at + to);
}

/**
 * Whether bytes of the segment differ from those that a remembered one carried at the same place of the stream. Sets
 * {@link knownFrom} and {@link knownTo}.
 *
 * @param isKeepAlive its byte may be any
 */
export function conflicts(isKeepAlive: bool): bool {
  knownFrom = 0;
  knownTo = 0;
  if (!tellsFrames || payload === 0 || flags & FLAG.syn) return false;
  if (isKeepAlive || sequenceDistance(seq, load<i32>(forward, SIDE.nextSeq)) >= 0) {
    // What is remembered of it may be beside the byte of a probe, which moves no number on, or of a keep-alive.
    if (mayOverlap()) setMayDiffer();
    return false;
  }
  // Where all that is remembered agrees, each byte need be compared once.
  const isOnce = (load<i32>(forward, SIDE.flags) & DIRECTION.mayDiffer) === 0;
  const first = payloadAtOf(row);
  const captured = <i64>payloadEndOf(row) - <i64>first;
  let left = MOST_COMPARED;
  for (let id = load<usize>(forward, SIDE.oldestSegment); id !== 0; id = load<usize>(id, SEGMENT.next)) {
    if (isNaN(load<f64>(id, SEGMENT.payloadEnd))) continue;
    const begin = sequenceDistance(load<i32>(id, SEGMENT.rememberedFrom), seq);
    // What was acknowledged meanwhile counts no more.
    const from = <u32>max(0, max(begin, sequenceDistance(load<i32>(id, SEGMENT.seq), seq)));
    const end = sequenceDistance(load<i32>(id, SEGMENT.rememberedTo), seq);
    if (<i64>from >= min(captured, <i64>end)) continue;
    left -= COMPARISON;
    if (left <= 0) break;
    const to = <u32>min(min(captured, <i64>end), <i64>from + left);
    left -= <i32>(to - from);
    copyPayload(id);
    const there = load<f64>(id, SEGMENT.payloadEnd) - <f64>end + <f64>from;
    const compared = host.compare(there, first + from, first + to);
    if (compared === COMPARED.different) {
      setMayDiffer();
      knownTo = knownFrom;
      return true;
    }
    if (compared === COMPARED.same) addKnown(from, to);
    if (isOnce && knownFrom === 0 && knownTo === payload) break;
  }
  // The rest of it was compared with nothing.
  if (left <= 0) setMayDiffer();
  return false;
}

function setMayDiffer(): void {
  store<i32>(forward, load<i32>(forward, SIDE.flags) | DIRECTION.mayDiffer, SIDE.flags);
}

/** Whether some segment that is remembered may reach beyond the beginning of the one at hand. */
function mayOverlap(): bool {
  const newest = load<usize>(forward, SIDE.newestSegment);
  if (newest === 0) return false;
  return (
    (load<i32>(forward, SIDE.flags) & DIRECTION.disordered) !== 0 ||
    sequenceDistance(load<i32>(newest, SEGMENT.end), seq) > 0
  );
}

/** Adds to what of the payload is known a part that touches it; any where nothing is. */
function addKnown(from: u32, to: u32): void {
  if (knownFrom === knownTo) {
    knownFrom = from;
    knownTo = to;
  } else if (from <= knownTo && to >= knownFrom) {
    knownFrom = min(knownFrom, from);
    knownTo = max(knownTo, to);
  }
}
