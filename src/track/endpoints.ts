import { match, P } from 'ts-pattern';
import { sequenceDistance } from '../bytes/sequence.js';
import { ByteSink } from '../bytes/sink.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import type { ConnectionState } from '../vocabulary/outcomes.js';
import { FLAG } from '../wire/tcp.js';
import type { Segment } from './segment.js';
import { CONNECTION, MAX_HISTORY, OWN, SIDE, sideOf, type TcpState } from './tcp-state.js';

/** What Zeek's observer holds of one side of a connection. */
const ENDPOINTS = [
  'inactive',
  'syn-sent',
  'syn-ack-sent',
  'partial',
  'established',
  'closed',
  'reset',
] as const;
type Endpoint = (typeof ENDPOINTS)[number];

export const INACTIVE = 0;
const SYN_SENT = 1;
const SYN_ACK_SENT = 2;
const PARTIAL = 3;
const ESTABLISHED = 4;
const CLOSED = 5;
const RESET = 6;

/** Letters said once per side, as bits. */
export const SAID = { A: 1, D: 2, I: 4, Q: 8, S: 16, H: 32, F: 64, R: 128 } as const;
const LOWER_CASE = 0x20;
const SERVER_FIRST = 0x5e;

const text = new ByteSink(64);

/**
 * Zeek's verdict on connections: each side's state as an observer sees it, and the history of what happened, by the
 * rules of its `TCPSessionAdapter` and `conn` script.
 */
export class Endpoints {
  readonly #tcp: TcpState;
  constructor(tcp: TcpState) {
    this.#tcp = tcp;
  }

  /** Takes in a segment, after its findings are known. */
  follow(segment: Segment, findings: number): void {
    this.#writeHistory(segment, findings);
    this.#updateState(segment);
  }

  /** Zeek's `conn_state`, `clientSide` being the originator. */
  stateOf(connection: number, clientSide: number): ConnectionState {
    const tcp = this.#tcp;
    const client = sideOf(connection, clientSide);
    const server = sideOf(connection, 1 - clientSide);
    const originator = tcp.i32[client + SIDE.endpoint]!;
    const empty =
      tcp.f64[(client + SIDE.payloadBytes) >> 1] === 0 && tcp.f64[(server + SIDE.payloadBytes) >> 1] === 0;
    const responder = tcp.i32[server + SIDE.endpoint]!;
    const onlySyn =
      originator === RESET &&
      (responder === INACTIVE || responder === PARTIAL) &&
      /^\^?S[^HAFGIQhafgiq]*R/.test(this.historyOf(connection, clientSide));
    const index = ((originator * ENDPOINTS.length + responder) * 2 + (empty ? 1 : 0)) * 2 + (onlySyn ? 1 : 0);
    STATES[index] ??= connectionState(ENDPOINTS[originator]!, ENDPOINTS[responder]!, empty, onlySyn);
    return STATES[index];
  }

  /** Zeek's `history`: upper case for the client, `^` in front where the first frame came from the server. */
  historyOf(connection: number, clientSide: number): string {
    text.clear();
    this.putHistory(text, connection, clientSide);
    return text.toText();
  }

  /** Writes what {@link historyOf} gives. */
  putHistory(sink: ByteSink, connection: number, clientSide: number): void {
    const { i32 } = this.#tcp;
    const length = i32[connection + OWN.historyLength]!;
    if (clientSide === 1) sink.byte(SERVER_FIRST);
    // Letters are stored with upper case for side a.
    const change = clientSide === 1 ? 0x20202020 : 0;
    const end = sink.length + length;
    for (let word = connection + OWN.history; sink.length < end; word++) sink.word(i32[word]! ^ change);
    sink.length = end;
  }

  #writeHistory(segment: Segment, findings: number): void {
    const { flags, payload, seq } = segment;
    const isSyn = (flags & FLAG.syn) !== 0;
    const isFin = (flags & FLAG.fin) !== 0;
    const isRst = (flags & FLAG.rst) !== 0;
    if (isSyn) {
      if (isFin || isRst) sayOnce(this.#tcp, segment.connection, segment.forward, segment.side, 'Q', SAID.Q);
      if (flags & FLAG.ack) this.#atNewNumber(segment, 'H', SAID.H, 0, seq);
      else this.#atNewNumber(segment, 'S', SAID.S, 0, seq);
    }
    if (isFin && isRst) sayOnce(this.#tcp, segment.connection, segment.forward, segment.side, 'I', SAID.I);
    if (payload > 0 && !isSyn) {
      if (this.#isOld(segment)) this.#counted(segment, 'T');
      else sayOnce(this.#tcp, segment.connection, segment.forward, segment.side, 'D', SAID.D);
    } else if (flags & FLAG.ack && !isSyn && !isFin && !isRst)
      sayOnce(this.#tcp, segment.connection, segment.forward, segment.side, 'A', SAID.A);
    // The peer acknowledges bytes that this capture lacks; before both sides are open, numbers prove nothing.
    if (findings & FINDING_BIT['acked-unseen-segment'] && this.#areOpen(segment))
      this.#countedSeldom(segment, 'G', 1 - segment.side, 16);
    if (isFin && !isRst) this.#atNewNumber(segment, 'F', SAID.F, 1, (seq + payload) | 0);
    if (isRst) this.#atNewNumber(segment, 'R', SAID.R, 2, seq);
    if (findings & FINDING_BIT['zero-window'] && this.#tcp.i32[segment.reverse + SIDE.endpoint] !== CLOSED)
      this.#countedSeldom(segment, 'W', segment.side, 0);
  }

  /** Data whose end does not advance: what Zeek calls a retransmission. */
  #isOld(segment: Segment): boolean {
    const { forward, seq, payload, frame } = segment;
    const nextSeq = this.#tcp.i32[forward + SIDE.nextSeq]!;
    return (
      this.#tcp.u32[forward + SIDE.nextSeqFrame] !== frame &&
      nextSeq !== 0 &&
      sequenceDistance(seq + payload, nextSeq) <= 0
    );
  }

  #atNewNumber(segment: Segment, letter: string, bit: number, slot: number, number: number): void {
    const said = segment.forward + SIDE.said;
    const at = segment.forward + SIDE.saidAt + slot;
    if (this.#tcp.i32[said]! & bit && this.#tcp.i32[at] === number) return;
    this.#tcp.i32[said]! |= bit;
    this.#tcp.i32[at] = number;
    say(this.#tcp, segment.connection, segment.side, letter);
  }

  /** Each side is open, or was and has sent its FIN. */
  #areOpen({ forward, reverse }: Segment): boolean {
    const own = this.#tcp.i32[forward + SIDE.endpoint];
    const peer = this.#tcp.i32[reverse + SIDE.endpoint];
    return (own === ESTABLISHED || own === CLOSED) && (peer === ESTABLISHED || peer === CLOSED);
  }

  /** Said the 1st, 10th, 100th … time. */
  #counted(segment: Segment, letter: string): void {
    const count = ++this.#tcp.u32[segment.forward + SIDE.counts]!;
    if (Number.isInteger(Math.log10(count))) say(this.#tcp, segment.connection, segment.side, letter);
  }

  /** The same, up to the 10,000th time. @param side whose letter it is. @param shift place of its 16 bits in the word of both counts */
  #countedSeldom(segment: Segment, letter: string, side: number, shift: number): void {
    const { u32 } = this.#tcp;
    const at = (side === segment.side ? segment.forward : segment.reverse) + SIDE.counts + 1;
    const count = ((u32[at]! >>> shift) & 0xffff) + 1;
    if (count > 0xffff) return;
    u32[at]! += 2 ** shift;
    if (Number.isInteger(Math.log10(count))) say(this.#tcp, segment.connection, side, letter);
  }

  #updateState(segment: Segment): void {
    const { forward, reverse, connection, flags } = segment;
    const { i32 } = this.#tcp;
    const own = i32[forward + SIDE.endpoint]!;
    const peer = i32[reverse + SIDE.endpoint]!;
    const clientIsB = (i32[connection + OWN.flags]! & CONNECTION.clientIsB) !== 0;
    const isOriginator = segment.side === (clientIsB ? 1 : 0);
    switch (own) {
      case INACTIVE:
        i32[forward + SIDE.endpoint] = fromInactive(flags, peer, isOriginator, segment.payload);
        if (flags & FLAG.syn && !isOriginator && !(flags & (FLAG.fin | FLAG.rst)) && peer === SYN_SENT)
          i32[reverse + SIDE.endpoint] = ESTABLISHED;
        return;
      case SYN_SENT:
      case SYN_ACK_SENT:
        if (flags & FLAG.rst) i32[forward + SIDE.endpoint] = RESET;
        else if (flags & FLAG.fin) i32[forward + SIDE.endpoint] = CLOSED;
        return;
      case PARTIAL:
      case ESTABLISHED:
        if (flags & FLAG.rst) i32[forward + SIDE.endpoint] = RESET;
        else if (flags & FLAG.fin) {
          i32[forward + SIDE.endpoint] = CLOSED;
          // The peer had closed before it reset: both have closed.
          if (peer === RESET && i32[reverse + SIDE.said]! & SAID.F) i32[reverse + SIDE.endpoint] = CLOSED;
        }
        return;
      case CLOSED:
        if (flags & FLAG.rst && peer !== CLOSED) i32[forward + SIDE.endpoint] = RESET;
        return;
      default:
    }
  }
}

/** Says a letter of a side that is said once. @param bit its bit in {@link SAID} */
export function sayOnce(
  tcp: TcpState,
  connection: number,
  forward: number,
  side: number,
  letter: string,
  bit: number,
): void {
  if (tcp.i32[forward + SIDE.said]! & bit) return;
  tcp.i32[forward + SIDE.said]! |= bit;
  say(tcp, connection, side, letter);
}

function say({ i32 }: TcpState, connection: number, side: number, letter: string): void {
  const length = i32[connection + OWN.historyLength]!;
  if (length === MAX_HISTORY) return;
  const code = letter.charCodeAt(0) | (side === 1 ? LOWER_CASE : 0);
  i32[connection + OWN.history + (length >> 2)]! |= code << (8 * (length & 3));
  i32[connection + OWN.historyLength] = length + 1;
}

function fromInactive(flags: number, peer: number, isOriginator: boolean, payload: number): number {
  if (flags & FLAG.rst) return RESET;
  if (flags & FLAG.fin) return CLOSED;
  if (flags & FLAG.syn) {
    if (!isOriginator) return ESTABLISHED;
    return flags & FLAG.ack ? SYN_ACK_SENT : SYN_SENT;
  }
  if (peer === SYN_SENT && payload === 0) return INACTIVE;
  return peer === ESTABLISHED ? ESTABLISHED : PARTIAL;
}

/** Verdicts by what they depend on, each worked out when it is first met. */
const STATES: (ConnectionState | undefined)[] = new Array<undefined>(ENDPOINTS.length ** 2 * 4).fill(
  undefined,
);

/** The verdict from both sides' states: the first rule that fits wins (Zeek's `determine_service`-free `conn_state`). */
function connectionState(
  originator: Endpoint,
  responder: Endpoint,
  empty: boolean,
  onlySyn: boolean,
): ConnectionState {
  const unseen = P.union('inactive', 'partial');
  return match<{ o: Endpoint; r: Endpoint; empty: boolean }, ConnectionState>({
    o: originator,
    r: responder,
    empty,
  })
    .with({ r: 'reset', o: P.union('syn-sent', 'syn-ack-sent') }, () => 'REJ')
    .with({ r: 'reset', o: 'reset', empty: true }, () => 'REJ')
    .with({ r: 'reset', o: unseen }, () => 'RSTRH')
    .with({ r: 'reset' }, () => 'RSTR')
    .with({ o: 'reset', r: unseen }, () => (onlySyn ? 'RSTOS0' : 'OTH'))
    .with({ o: 'reset' }, () => 'RSTO')
    .with({ o: 'closed', r: 'closed' }, () => 'SF')
    .with({ o: 'closed', r: unseen }, () => 'SH')
    .with({ o: 'closed' }, () => 'S2')
    .with({ r: 'closed', o: unseen }, () => 'SHR')
    .with({ r: 'closed' }, () => 'S3')
    .with({ o: 'syn-sent', r: 'inactive' }, () => 'S0')
    .with({ o: 'established', r: 'established' }, () => 'S1')
    .with(P._, () => 'OTH')
    .exhaustive();
}
