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
/** Frames looked at for one place of a stream. */
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
 * frame corresponds to several whose bytes make up the same range of the stream.
 */
export function pairResegmented(rows: Rows, packets: Packets, travel: Travel, clocks: Clocks): void {
  for (const [, a, b] of pairsOf(rows.captures.length)) {
    const left = openSegments(rows, packets, a);
    const right = openSegments(rows, packets, b);
    for (const [flow, ours] of left) {
      const theirs = right.get(flow);
      if (theirs === undefined) continue;
      const forward = travel.direction(a, b, flow) >= 0;
      pairFlow(rows, packets, forward ? ours : theirs, forward ? theirs : ours, clocks);
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
): void {
  const base = sequenceOf(rows, sentRows[0]!);
  const sent = sentRows.map((row) => segmentOf(rows, row, base)).sort((a, b) => a.start - b.start);
  const seen = seenRows.map((row) => segmentOf(rows, row, base));
  for (const each of seen) link(rows, each, sent, clocks);
  const done = new Set<Segment>();
  for (const each of sent) {
    if (done.has(each) || each.others.length === 0) continue;
    const [ours, theirs] = component(each);
    for (const one of ours) done.add(one);
    addPacket(rows, packets, ours, theirs);
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
function link(rows: Rows, segment: Segment, sent: readonly Segment[], clocks: Clocks): void {
  let place = segment.start;
  const from = firstReaching(sent, segment.start - LARGEST);
  while (place < segment.end) {
    let best: Segment | undefined;
    let looked = 0;
    for (let i = from; i < sent.length && sent[i]!.start <= place && looked < MAX_CANDIDATES; i++) {
      const candidate = sent[i]!;
      if (candidate.end <= place) continue;
      looked++;
      if (best === undefined || likelier(rows, candidate, best, segment, clocks)) best = candidate;
    }
    if (best === undefined || !fits(rows, best, segment)) return;
    best.others.push(segment);
    segment.others.push(best);
    place = best.end;
  }
}

/** Both acknowledge the same, as a card leaves it. */
function fits(rows: Rows, one: Segment, other: Segment): boolean {
  return (
    rows.of(one.row).acknowledgment[rows.at(one.row)] ===
    rows.of(other.row).acknowledgment[rows.at(other.row)]
  );
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
  return Math.min(64, (id - from) & 0xffff);
}

function firstReaching(sent: readonly Segment[], start: number): number {
  let low = 0;
  let high = sent.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sent[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** All segments that hang together, those sent and those seen, in the order of their bytes. */
function component(from: Segment): [sent: Segment[], seen: Segment[]] {
  const sides: [Set<Segment>, Set<Segment>] = [new Set([from]), new Set()];
  const open: [Segment, 0 | 1][] = [[from, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [segment, side] = next;
    const across = side === 0 ? 1 : 0;
    for (const other of segment.others)
      if (!sides[across].has(other)) {
        sides[across].add(other);
        open.push([other, across]);
      }
  }
  const sorted = (set: Set<Segment>): Segment[] =>
    [...set].sort((a, b) => a.start - b.start || a.row - b.row);
  return [sorted(sides[0]), sorted(sides[1])];
}

function addPacket(rows: Rows, packets: Packets, sent: readonly Segment[], seen: readonly Segment[]): void {
  const covered = coverage(seen);
  const whole = coverage(sent);
  const start = sent[0]!.start;
  const isComplete =
    covered.gaps.length === 0 &&
    covered.end >= whole.end &&
    seen[0]!.start <= start &&
    whole.gaps.length === 0;
  if (isComplete && isPlain(sent) && isPlain(seen) && !sameBytes(rows, sent, seen)) return;
  const lines = [...sent, ...seen].map(({ row }) => row);
  packets.add(lines, MARK.resegmented);
  if (covered.end < whole.end || covered.gaps.length > 0 || seen[0]!.start > start)
    for (const each of sent) if (isMissing(each, seen)) packets.add([each.row], MARK.resegmented | MARK.part);
}

/** Whether some bytes of a segment are in none of the others. */
function isMissing(segment: Segment, seen: readonly Segment[]): boolean {
  let place = segment.start;
  for (const { start, end } of seen) {
    if (start > place) break;
    place = Math.max(place, end);
  }
  return place < segment.end;
}

function coverage(segments: readonly Segment[]): { readonly end: number; readonly gaps: readonly number[] } {
  let { end } = segments[0]!;
  const gaps: number[] = [];
  for (const segment of segments) {
    if (segment.start > end) gaps.push(end);
    end = Math.max(end, segment.end);
  }
  return { end, gaps };
}

/** One behind the other, none twice. */
function isPlain(segments: readonly Segment[]): boolean {
  return segments.every((segment, i) => i === 0 || segment.start === segments[i - 1]!.end);
}

/** Holds the bytes of both sides against each other by their digests; true where some weren't captured. */
function sameBytes(rows: Rows, sent: readonly Segment[], seen: readonly Segment[]): boolean {
  if (sent[0]!.start !== seen[0]!.start || sent.at(-1)!.end !== seen.at(-1)!.end) return true;
  const [ours, theirs] = [sent, seen].map((segments) => {
    let digest = 0;
    for (const { row, start, end } of segments) {
      const capture = rows.of(row);
      const at = rows.at(row);
      if (capture.cut[at] !== 0) return null;
      digest = joinDigests(digest, capture.digest[at]!, end - start);
    }
    return digest;
  });
  return ours === null || theirs === null || ours === theirs;
}
