import type { CaptureAnalysis, KeptCapture } from '../engine/capture-analysis.js';
import type { Connection } from '../engine/connection.js';
import type { Frame } from '../engine/frame.js';
import { dnsOf } from '../engine/frame-row.js';
import { roleOf } from '../roles/role-of-row.js';
import { type FrameBatch, TRANSPORT } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { PROTOCOL_CODE } from '../vocabulary/protocols.js';
import { ROLE_CODE } from '../vocabulary/roles.js';
import { AnswerList } from './answer-list.js';
import type { RowFilter } from './filter.js';

/** Frames that are shown together, in their order. */
export interface FrameSection {
  readonly kind: 'lookups' | 'connection' | 'other';
  readonly connection?: Connection;
  readonly count: number;
  frames(): Iterable<Frame>;
}

/** One capture's frames sorted into tables, and what later frames tell of earlier ones. */
export interface AnnotatedCapture {
  readonly capture: KeptCapture;
  /** First the DNS lookups, then each connection, then (where wanted) the others; none is empty. */
  readonly sections: readonly FrameSection[];
  /** Frames left out of the sections, by protocol. */
  readonly outside: ReadonlyMap<string, number>;
  /** The later frame that answers this one; 0 where none does or it isn't known. */
  answeredBy(frame: Frame): number;
}

/** Nothing of the capture could be read: its error says why, and there is nothing to show. */
export function isUnread(capture: CaptureAnalysis): boolean {
  return capture.error !== undefined && capture.frameCount === 0;
}

/** Groups of frames that are no connection. */
export const LOOKUPS = -1;
export const OTHER = -2;

/**
 * Sorts a capture's frames into tables. Frames outside DNS and TCP make a table of their own where `all` is set, or where
 * the filter names frames or kinds; else they are only counted.
 */
export function annotate(capture: KeptCapture, filter: RowFilter, all: boolean): AnnotatedCapture {
  const groups = new Map<number, number[]>();
  const outside = new Map<string, number>();
  const answers = new AnswerList();
  const showOther = all || filter.chosen || filter.frames !== undefined;
  for (const batch of capture.batches)
    for (let row = 0; row < batch.count; row++) {
      answers.note(batch, row);
      if (!filter.matches(batch, row)) continue;
      const number = batch.firstFrame + row;
      const group = groupOf(batch, row);
      if (group === OTHER && !showOther) {
        const protocol = capture.frame(number)?.protocol ?? '';
        outside.set(protocol, (outside.get(protocol) ?? 0) + 1);
      } else append(groups, group, number);
    }
  const order = [...groups.keys()].sort((a, b) => rank(a) - rank(b));
  return {
    capture,
    sections: order.map((group) => section(capture, group, groups.get(group) ?? [])),
    outside,
    answeredBy: (frame) => (isQuestion(frame) ? answers.answerOf(frame.frame) : 0),
  };
}

function rank(group: number): number {
  return group === OTHER ? Number.MAX_SAFE_INTEGER : group;
}

function append(groups: Map<number, number[]>, group: number, frame: number): void {
  const frames = groups.get(group);
  if (frames === undefined) groups.set(group, [frame]);
  else frames.push(frame);
}

function section(capture: KeptCapture, group: number, numbers: readonly number[]): FrameSection {
  const connection = group >= 0 ? capture.connection(group) : undefined;
  return {
    kind: group === LOOKUPS ? 'lookups' : group === OTHER ? 'other' : 'connection',
    ...(connection === undefined ? {} : { connection }),
    count: numbers.length,
    *frames() {
      for (const number of numbers) {
        const frame = capture.frame(number);
        if (frame !== undefined) yield frame;
      }
    },
  };
}

/** The table that a frame stands in: a connection's number, also for the ICMP error that quotes its segment, or another. */
export function groupOf(batch: FrameBatch, row: number): number {
  if (batch.connection[row]! >= 0) return batch.connection[row]!;
  const role = roleOf(batch, row);
  return role === ROLE_CODE['dns-query'] || role === ROLE_CODE['dns-response'] ? LOOKUPS : OTHER;
}

const QUESTIONS: ReadonlySet<number> = new Set([
  ROLE_CODE['dns-query'],
  ROLE_CODE.syn,
  ROLE_CODE['first-fin'],
  ROLE_CODE['second-fin'],
  ROLE_CODE['arp-request'],
  ROLE_CODE['icmp-echo-request'],
  ROLE_CODE['neighbor-solicitation'],
]);

function isQuestion({ batch, row }: Frame): boolean {
  return QUESTIONS.has(roleOf(batch, row));
}

/** A question to one DNS server that stayed without an answer: a whole UDP message that could have had one. */
export function isUnanswered(frame: Frame): boolean {
  const { batch, row } = frame;
  return (
    roleOf(batch, row) === ROLE_CODE['dns-query'] &&
    batch.transport[row] === TRANSPORT.udp &&
    batch.protocol[row] === PROTOCOL_CODE.DNS &&
    (batch.findings[row]! & FINDING_BIT['duplicate-frame']) === 0 &&
    (dnsOf(frame)?.questions ?? 0) > 0
  );
}
