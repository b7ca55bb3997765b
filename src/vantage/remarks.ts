import { sequenceDistance } from '../bytes/sequence.js';
import { answerTo } from './match/arrival.js';
import { FATES } from './match/fates.js';
import { FlowRows, lengthOf, sequenceOf } from './match/flow-rows.js';
import { KIND } from './match/flows.js';
import type { Match } from './match/match.js';
import { MARK } from './match/packets.js';
import { OUTSIDE } from './match/settle.js';

/** A frame of one of the captures: the capture's index, and the number within it. */
export interface FrameOf {
  readonly capture: number;
  readonly frame: number;
}

/** Something that captures together tell of a packet; a capture is told by its index. */
export type Remark =
  /** Sent, not captured at `there`, and nothing shows that it arrived. `part`: only a part of its bytes. */
  | { readonly kind: 'lost'; readonly there: number; readonly part: boolean }
  /** The same, and the receiver went on asking for its bytes. */
  | {
      readonly kind: 'lost-asked';
      readonly there: number;
      readonly part: boolean;
      readonly asking: readonly FrameOf[];
    }
  /** The same, and its bytes were not acknowledged until they had been sent again, and arrived. */
  | {
      readonly kind: 'lost-resent';
      readonly there: number;
      readonly part: boolean;
      readonly again: FrameOf;
      readonly arrival: FrameOf;
    }
  /** Sends again what was lost. */
  | { readonly kind: 'needed'; readonly original: FrameOf }
  /** Sends again what arrived, too. */
  | { readonly kind: 'unneeded'; readonly original: FrameOf; readonly arrival: FrameOf }
  | {
      readonly kind: 'duplicated';
      readonly sent: FrameOf;
      readonly first: FrameOf;
      readonly second: FrameOf;
    }
  | { readonly kind: 'overtaken'; readonly later: FrameOf; readonly arrival: FrameOf }
  /** Not captured where it arrived. `proof`: what acknowledges or answers it, where that is at hand. */
  | {
      readonly kind: 'unseen';
      readonly there: number;
      readonly proof: FrameOf | null;
      readonly isAnswer: boolean;
    }
  /** Captured where it arrived, not where it was sent. */
  | { readonly kind: 'origin-unseen'; readonly there: number; readonly isReset: boolean }
  /** A reset that was captured where it was sent. */
  | { readonly kind: 'reset-seen'; readonly here: number }
  | { readonly kind: 'before' | 'after' | 'outside'; readonly there: number }
  | { readonly kind: 'ambiguous' };

/** Rows looked at for one question, so that none costs more than a capture of a conversation can bear. */
const FAR = 4096;
/** Duplicate acknowledgments named. */
const MOST_ASKING = 3;

const RST = 4;
const ACK = 16;
const LOST = FATES.indexOf('lost');
const NOT_CAPTURED = FATES.indexOf('not-captured');

/**
 * What captures together tell of packets: the proof of their fates in other frames. Where only one capture suspects, two
 * often know.
 */
export class Remarks {
  readonly #match: Match;
  readonly #flows: FlowRows;

  constructor(match: Match) {
    this.#match = match;
    this.#flows = new FlowRows(match.rows);
  }

  /** What there is to say of a packet besides that it arrived; mostly nothing. */
  of(packet: number): Remark[] {
    const { packets, fate, lacking } = this.#match.settled;
    const rows = packets.rows(packet);
    const sent = rows[0]!;
    const remarks: Remark[] = [];
    const there = lacking[packet]!;
    if (this.#isReset(sent) && there !== this.#match.rows.capture[sent] && !this.#lacksOrigin(packet))
      remarks.push({ kind: 'reset-seen', here: this.#match.rows.capture[sent]! });
    switch (FATES[fate[packet]!]) {
      case 'lost':
        remarks.push(this.#lost(packet, sent, there));
        break;
      case 'duplicated':
        remarks.push(...this.#duplicated(sent, rows.at(-1)!));
        break;
      case 'overtaken':
        remarks.push(...this.#overtaken(packet));
        break;
      case 'not-captured':
        remarks.push(
          this.#lacksOrigin(packet)
            ? { kind: 'origin-unseen', there, isReset: this.#isReset(sent) }
            : this.#unseen(sent, there),
        );
        break;
      case 'unknown':
        remarks.push(this.#unknown(packet, there));
        break;
      default:
    }
    const again = this.#again(packet, sent, rows.at(-1)!);
    if (again !== null) remarks.push(again);
    if (packets.mark[packet]! & MARK.ambiguous && fate[packet] !== LOST && !this.#isDoubled(sent))
      remarks.push({ kind: 'ambiguous' });
    return remarks;
  }

  /** Whether a packet was doubled on its way: that its copies are alike, says that already. */
  #isDoubled(sent: number): boolean {
    const { mark } = this.#match.settled.packets;
    return this.#match.packetsOfRow(sent).some((packet) => (mark[packet]! & MARK.copy) !== 0);
  }

  #frame(row: number): FrameOf {
    const { rows } = this.#match;
    return { capture: rows.capture[row]!, frame: rows.frame(row) };
  }

  #kind(row: number): number {
    const { rows } = this.#match;
    return rows.flows.kind(rows.flow(row));
  }

  #flags(row: number): number {
    const { rows } = this.#match;
    return rows.of(row).flags[rows.at(row)]!;
  }

  #isReset(row: number): boolean {
    return this.#kind(row) === KIND.tcp && (this.#flags(row) & RST) !== 0;
  }

  /** Whether what lacks the packet lies at the beginning of its way. */
  #lacksOrigin(packet: number): boolean {
    return this.#match.settled.lacksOrigin[packet] === 1;
  }

  #lost(packet: number, sent: number, there: number): Remark {
    const part = (this.#match.settled.packets.mark[packet]! & MARK.part) !== 0;
    const plain: Remark = { kind: 'lost', there, part };
    const { rows } = this.#match;
    if (this.#kind(sent) !== KIND.tcp || lengthOf(rows, sent) === 0) return plain;
    const beyond = this.#beyond(sent, there);
    const asking: FrameOf[] = [];
    let acknowledged = -1;
    for (const row of this.#answersAfter(sent, there)) {
      const number = this.#acknowledgedBy(row, sent);
      if (number >= lengthOf(rows, sent)) {
        acknowledged = row;
        break;
      }
      const isBare = lengthOf(rows, row) === 0 && (this.#flags(row) & RST) === 0;
      if (isBare && number >= 0 && beyond >= 0 && row > beyond) asking.push(this.#frame(row));
    }
    if (asking.length > 0) return { kind: 'lost-asked', there, part, asking: asking.slice(0, MOST_ASKING) };
    const again = part ? null : this.#sentAgain(sent, there);
    if (again === null || (acknowledged >= 0 && acknowledged < again.arrival)) return plain;
    const { row, arrival } = again;
    return { kind: 'lost-resent', there, part, again: this.#frame(row), arrival: this.#frame(arrival) };
  }

  /** The first row at a capture that carries what comes behind a segment: what is acknowledged after it leaves that one out. */
  #beyond(sent: number, there: number): number {
    const { rows } = this.#match;
    const time = this.#match.timeAt(sent, there);
    for (const row of this.#flows.from(rows.flow(sent), there, (each) => !(rows.time(each) < time), FAR)) {
      const distance = sequenceDistance(sequenceOf(rows, row), sequenceOf(rows, sent));
      if (lengthOf(rows, row) > 0 && distance >= lengthOf(rows, sent)) return row;
    }
    return -1;
  }

  /** The first time that the bytes were sent again and arrived, and where. */
  #sentAgain(sent: number, there: number): { readonly row: number; readonly arrival: number } | null {
    const { rows } = this.#match;
    for (const row of this.#flows.after(sent, FAR)) {
      if (!this.#covers(row, sent, 1)) continue;
      const arrival = this.#arrival(row, there);
      if (arrival >= 0 && rows.capture[arrival] === there) return { row, arrival };
    }
    return null;
  }

  /** Rows in which the other side answers, at a capture, from when a packet was sent. */
  #answersAfter(sent: number, there: number): Iterable<number> {
    const { rows } = this.#match;
    const time = this.#match.timeAt(sent, there);
    const flow = rows.flows.canonical(rows.flows.reverse(rows.of(sent).flow[rows.at(sent)]!));
    return this.#flows.from(flow, there, (row) => !(rows.time(row) < time), FAR);
  }

  /** How far into a segment an acknowledgment reaches; -1 for none. */
  #acknowledgedBy(row: number, segment: number): number {
    const { rows } = this.#match;
    if ((this.#flags(row) & ACK) === 0) return -1;
    return sequenceDistance(rows.of(row).acknowledgment[rows.at(row)]!, sequenceOf(rows, segment));
  }

  /** Whether a row carries the first bytes of another one, so many of them. */
  #covers(row: number, segment: number, length: number): boolean {
    const { rows } = this.#match;
    const start = sequenceDistance(sequenceOf(rows, segment), sequenceOf(rows, row));
    return start >= 0 && start + length <= lengthOf(rows, row);
  }

  /** Where all of a row arrived: the row at that capture; -1 where not all did, or it isn't known. */
  #arrival(row: number, there: number): number {
    const { packets, fate } = this.#match.settled;
    let arrival = -1;
    for (const packet of this.#match.packetsOfRow(row)) {
      const last = packets.rows(packet).at(-1)!;
      if (fate[packet] === LOST || fate[packet] === NOT_CAPTURED) return -1;
      if (this.#match.rows.capture[last] !== there) return -1;
      if (arrival < 0) arrival = last;
    }
    return arrival;
  }

  /** Whether a row is known to have been lost, by more than that it was not captured. */
  #isLost(row: number): boolean {
    const { fate, lacking } = this.#match.settled;
    const packets = this.#match.packetsOfRow(row);
    return (
      packets.length > 0 &&
      packets.every(
        (packet) => fate[packet] === LOST && this.#lost(packet, row, lacking[packet]!).kind !== 'lost',
      )
    );
  }

  /** What is to be said of a packet that sends again what was sent before, where it arrived. */
  #again(packet: number, sent: number, arrival: number): Remark | null {
    const { rows, settled } = this.#match;
    const mark = settled.packets.mark[packet]!;
    if (sent === arrival || mark & (MARK.copy | MARK.part) || !this.#flows.isAgain(sent)) return null;
    const there = rows.capture[arrival]!;
    let original = -1;
    let isLost = true;
    for (const row of this.#flows.before(sent, FAR)) {
      if (!this.#covers(row, sent, 1)) continue;
      original = row;
      if (!this.#isLost(row)) isLost = false;
      const seen = this.#arrival(row, there);
      if (seen >= 0 && this.#covers(row, sent, lengthOf(rows, sent)))
        return { kind: 'unneeded', original: this.#frame(row), arrival: this.#frame(seen) };
    }
    return original >= 0 && isLost ? { kind: 'needed', original: this.#frame(original) } : null;
  }

  #duplicated(sent: number, second: number): Remark[] {
    const { packets } = this.#match.settled;
    const { capture } = this.#match.rows;
    for (const packet of this.#match.packetsOfRow(sent)) {
      const first = packets.rows(packet).at(-1)!;
      if (first === second || capture[first] !== capture[second] || first === sent) continue;
      if (packets.mark[packet]! & MARK.copy) continue;
      return [
        {
          kind: 'duplicated',
          sent: this.#frame(sent),
          first: this.#frame(first),
          second: this.#frame(second),
        },
      ];
    }
    return [];
  }

  #overtaken(packet: number): Remark[] {
    const { packets, overtakenBy } = this.#match.settled;
    const by = overtakenBy[packet]!;
    if (by < 0) return [];
    const rows = packets.rows(by);
    return [{ kind: 'overtaken', later: this.#frame(rows[0]!), arrival: this.#frame(rows.at(-1)!) }];
  }

  #unseen(sent: number, there: number): Remark {
    const { rows } = this.#match;
    const kind = this.#kind(sent);
    const length = kind === KIND.tcp ? lengthOf(rows, sent) : 0;
    const answer = kind === KIND.tcp ? -1 : answerTo(kind, sequenceOf(rows, sent), this.#flags(sent));
    for (const capture of [there, rows.capture[sent]!])
      for (const row of this.#answersAfter(sent, capture)) {
        const isProof =
          kind === KIND.tcp ? this.#acknowledgedBy(row, sent) >= length : sequenceOf(rows, row) === answer;
        if (isProof) return { kind: 'unseen', there, proof: this.#frame(row), isAnswer: kind !== KIND.tcp };
      }
    return { kind: 'unseen', there, proof: null, isAnswer: false };
  }

  #unknown(packet: number, there: number): Remark {
    const outside = this.#match.settled.outside[packet]!;
    if (outside === OUTSIDE.before) return { kind: 'before', there };
    return { kind: outside === OUTSIDE.after ? 'after' : 'outside', there };
  }
}
