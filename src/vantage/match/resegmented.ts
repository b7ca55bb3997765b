import { sequenceDistance } from '../../bytes/sequence.js';
import type { Clocks } from './clocks.js';
import { joinDigests } from './digest.js';
import { KIND } from './flows.js';
import { MARK, type Packets } from './packets.js';
import { offsetAt } from './pair-clock.js';
import { pairsOf } from './pairs.js';
import type { Rows } from './rows.js';
import type { Travel } from './travel.js';

/** Largest payload of one frame, also where a card joined segments. */
const LARGEST = 1 << 18;
/** Pieces of one frame at most: 64 KiB in the smallest segments that every host must take (RFC 9293, 3.7.1), about. */
const MOST_PIECES = 128;
/** Frames looked at for one place of a stream, the nearest first. */
const MAX_CANDIDATES = 256;

/** A segment with payload of one capture that corresponds to none of the other: its place in the stream. */
interface Segment {
  readonly row: number;
  /** First byte, counted from the flow's first one of these; may be negative. */
  readonly start: number;
  readonly end: number;
  /** Segments of the other capture that carry the same bytes. */
  readonly others: Segment[];
}

/**
 * Pairs segments that a network card split or merged between two captures (segmentation and receive offload): one
 * frame corresponds to several whose bytes make up the same range of the stream. What travelled between the cards were the
 * smaller ones, and so each pair of frames that share bytes is a packet.
 *
 * @param rewritesIds by flow: 1 where nothing tells that IP identifications arrive as they were sent
 */
export function pairResegmented(
  rows: Rows,
  packets: Packets,
  travel: Travel,
  clocks: Clocks,
  rewritesIds: Uint8Array,
): void {
  for (const [, a, b] of pairsOf(rows.captures.length)) {
    const left = openSegments(rows, packets, a);
    const right = openSegments(rows, packets, b);
    for (const [flow, ours] of left) {
      const theirs = right.get(flow);
      if (theirs === undefined) continue;
      const forward = travel.direction(a, b, flow) >= 0;
      pairFlow(
        rows,
        packets,
        forward ? ours : theirs,
        forward ? theirs : ours,
        clocks,
        rewritesIds[flow] === 0,
      );
    }
  }
}

/** Rows with payload that are open, by canonical flow. */
function openSegments(rows: Rows, packets: Packets, capture: number): Map<number, number[]> {
  const segments = new Map<number, number[]>();
  const { count, flow, length, copyOf } = rows.captures[capture]!;
  for (let at = 0; at < count; at++) {
    if (length[at] === 0 || flow[at]! < 0 || rows.flows.kind(flow[at]!) !== KIND.tcp) continue;
    const row = rows.first[capture]! + at;
    if (!packets.isOpen(row) || copyOf.has(at + 1)) continue;
    const canonical = rows.flow(row);
    const list = segments.get(canonical);
    if (list === undefined) segments.set(canonical, [row]);
    else list.push(row);
  }
  return segments;
}

function pairFlow(
  rows: Rows,
  packets: Packets,
  sentRows: readonly number[],
  seenRows: readonly number[],
  clocks: Clocks,
  keepsIds: boolean,
): void {
  const base = sequenceOf(rows, sentRows[0]!);
  const sent = sentRows.map((row) => segmentOf(rows, row, base)).sort((a, b) => a.start - b.start);
  const seen = seenRows.map((row) => segmentOf(rows, row, base));
  for (const each of seen) link(rows, each, sent, clocks, keepsIds);
  for (const each of [...sent, ...seen]) if (differs(rows, each)) unlink(each);
  for (const each of sent) {
    each.others.sort((a, b) => a.start - b.start || a.row - b.row);
    for (const other of each.others) packets.add([each.row, other.row], MARK.resegmented);
    if (each.others.length > 0 && isMissing(each)) packets.add([each.row], MARK.resegmented | MARK.part);
  }
}

function sequenceOf(rows: Rows, row: number): number {
  return rows.of(row).sequence[rows.at(row)]!;
}

function segmentOf(rows: Rows, row: number, base: number): Segment {
  const start = sequenceDistance(sequenceOf(rows, row), base);
  return { row, start, end: start + rows.of(row).length[rows.at(row)]!, others: [] };
}

/** Links a segment with those sent before it that carried its bytes; at each place with the likeliest one. */
function link(
  rows: Rows,
  segment: Segment,
  sent: readonly Segment[],
  clocks: Clocks,
  keepsIds: boolean,
): void {
  let place = segment.start;
  while (place < segment.end) {
    let best: Segment | undefined;
    const from = firstBehind(sent, place) - 1;
    for (let i = from; i >= Math.max(0, from - MAX_CANDIDATES) && sent[i]!.start > place - LARGEST; i--) {
      const candidate = sent[i]!;
      if (candidate.end <= place || !fits(rows, candidate, segment, keepsIds)) continue;
      if (best === undefined || likelier(rows, candidate, best, segment, clocks)) best = candidate;
    }
    if (best === undefined) return;
    best.others.push(segment);
    segment.others.push(best);
    place = best.end;
  }
}

/**
 * Whether a card can have made one of the other: they are not the same range (such a segment was left as it was, and is
 * another transmission if it was not found by its identity), acknowledge the same, and have identifications that go with it,
 * where those of the flow arrive as they were sent: the first piece has that of the whole, and the others count on from it
 * (as Linux and network cards do; RFC 6864, 4.1 lets them).
 */
function fits(rows: Rows, one: Segment, other: Segment, keepsIds: boolean): boolean {
  const [a, b] = [rows.of(one.row), rows.of(other.row)];
  const [i, j] = [rows.at(one.row), rows.at(other.row)];
  if (one.start === other.start && one.end === other.end) return false;
  if (a.acknowledgment[i] !== b.acknowledgment[j]) return false;
  const [from, to] = [a.packetId[i]!, b.packetId[j]!];
  if (!keepsIds || from <= 0 || to <= 0) return true;
  if (one.start === other.start) return from === to;
  const further = one.start < other.start ? to - from : from - to;
  return (further & 0xffff) < MOST_PIECES;
}

/** Of two segments with the same bytes the one that another is likelier made of: by IP identification, else the latest before. */
function likelier(rows: Rows, one: Segment, than: Segment, segment: Segment, clocks: Clocks): boolean {
  const near = idDistance(rows, one, segment) - idDistance(rows, than, segment);
  if (near !== 0) return near < 0;
  const clock = clocks.between(rows.capture[one.row]!, rows.capture[segment.row]!);
  if (clock === null) return one.row > than.row && than.others.length > 0;
  const arrival = rows.time(segment.row);
  const isBefore = (each: Segment): boolean => {
    const time = rows.time(each.row);
    return time + offsetAt(clock, time) <= arrival + (clock.uncertainty ?? 0);
  };
  return isBefore(one) && (!isBefore(than) || one.row > than.row);
}

/** By how much the identification lies behind that of the frame it was cut from: pieces count on from it. */
function idDistance(rows: Rows, one: Segment, segment: Segment): number {
  const from = rows.of(one.row).packetId[rows.at(one.row)]!;
  const id = rows.of(segment.row).packetId[rows.at(segment.row)]!;
  if (from <= 0 || id <= 0) return 0;
  return Math.min(MOST_PIECES, (id - from) & 0xffff);
}

/** Index of the first segment that begins behind a place. */
function firstBehind(sent: readonly Segment[], place: number): number {
  let low = 0;
  let high = sent.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sent[middle]!.start <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether some bytes of a segment are in none of the others. */
function isMissing({ start, end, others }: Segment): boolean {
  let place = start;
  for (const other of others) {
    if (other.start > place) break;
    place = Math.max(place, other.end);
  }
  return place < end;
}

/** Whether the pieces that make up a segment exactly, one behind the other, are found to have other bytes. */
function differs(rows: Rows, segment: Segment): boolean {
  const pieces = [...segment.others].sort((a, b) => a.start - b.start);
  let place = segment.start;
  let digest = 0;
  for (const { row, start, end } of pieces) {
    const at = rows.at(row);
    const capture = rows.of(row);
    if (start !== place || capture.cut[at] !== 0) return false;
    digest = joinDigests(digest, capture.digest[at]!, end - start);
    place = end;
  }
  const own = rows.of(segment.row);
  const at = rows.at(segment.row);
  return pieces.length > 0 && place === segment.end && own.cut[at] === 0 && own.digest[at] !== digest;
}

function unlink(segment: Segment): void {
  for (const other of segment.others) other.others.splice(other.others.indexOf(segment), 1);
  segment.others.length = 0;
}
