/**
 * The role rules for TCP and for DNS over UDP port 53, worked out from tshark's answers alone: they share nothing with
 * the library, so that an error there is not repeated here.
 */
import type { Role } from '../../src/vocabulary/roles.js';
import type { Answer } from './answers.js';

/** What a frame that the rules can judge should be. */
export interface Expectation {
  readonly role: Role;
  /** TCP: what `tcp.stream` numbers; undefined for DNS. */
  readonly connection?: number;
  /** DNS: the first question's name, the root as ".". */
  readonly name?: string;
}

interface Segment {
  readonly source: string;
  readonly destination: string;
  readonly flags: number;
  readonly seq: number;
  readonly ack: number;
  readonly bytes: number;
}

const FIN = 1;
const SYN = 2;
const RST = 4;
const ACK = 16;

/** What is remembered of one connection. */
class Connection {
  #client: string | undefined;
  #clientIsn: number | undefined;
  /** Of the latest SYN-ACK from the other side that acknowledges the client's SYN. */
  #serverIsn: number | undefined;
  #handshakeDone = false;
  /** Endpoints in the order of their first FIN, with the number after it. */
  readonly #finEnd: Map<string, number> = new Map();
  readonly #finAcknowledged: Set<string> = new Set();

  role(segment: Segment): Role {
    const { source, destination, flags, seq, ack, bytes } = segment;
    const acknowledged = this.#acknowledgeFin(segment);
    if (flags & RST) return 'reset';
    if (flags & SYN) {
      if (flags & ACK) {
        this.#client ??= destination;
        const answersSyn = this.#clientIsn === undefined || ack === after(this.#clientIsn, 1);
        if (source !== this.#client && answersSyn) this.#serverIsn = seq;
        return 'syn-ack';
      }
      this.#client ??= source;
      if (source === this.#client) this.#clientIsn = seq;
      return 'syn';
    }
    if (flags & FIN) {
      if (!this.#finEnd.has(source)) this.#finEnd.set(source, after(seq, bytes + 1));
      return this.#isFirst(source) ? 'first-fin' : 'second-fin';
    }
    if (this.#completesHandshake(segment)) {
      this.#handshakeDone = true;
      return 'handshake-ack';
    }
    if (bytes > 0) return 'data';
    if (acknowledged) return this.#isFirst(destination) ? 'first-fin-ack' : 'second-fin-ack';
    return 'ack';
  }

  #acknowledgeFin({ destination, flags, ack }: Segment): boolean {
    const end = this.#finEnd.get(destination);
    if (!(flags & ACK) || end === undefined || this.#finAcknowledged.has(destination)) return false;
    if (((ack - end) | 0) < 0) return false;
    this.#finAcknowledged.add(destination);
    return true;
  }

  #completesHandshake({ source, flags, ack }: Segment): boolean {
    return (
      (flags & ACK) !== 0 &&
      !this.#handshakeDone &&
      source === this.#client &&
      this.#serverIsn !== undefined &&
      ack === after(this.#serverIsn, 1)
    );
  }

  #isFirst(endpoint: string): boolean {
    return [...this.#finEnd.keys()][0] === endpoint;
  }
}

/** What each frame should be, by frame number; frames that the rules can't judge are absent. */
export function expectRoles(answers: readonly Answer[]): Map<number, Expectation> {
  const connections = new Map<string, Connection>();
  const expected = new Map<number, Expectation>();
  for (const answer of answers) {
    const protocols = answer.protocols;
    if (protocols.includes('icmp') || protocols.includes('icmpv6')) continue;
    if (isSingleSegment(answer)) {
      const stream = answer.text('tcp.stream');
      let connection = connections.get(stream);
      if (connection === undefined) {
        connection = new Connection();
        connections.set(stream, connection);
      }
      expected.set(answer.frame, { role: connection.role(segmentOf(answer)), connection: Number(stream) });
    } else if (isDnsOnPort53(answer, protocols)) {
      const response = ['1', 'True'].includes(answer.first('dns.flags.response'));
      const name = answer.first('dns.qry.name').replace('<Root>', '.');
      expected.set(answer.frame, { role: response ? 'dns-response' : 'dns-query', name });
    }
  }
  return expected;
}

function isSingleSegment(answer: Answer): boolean {
  const stream = answer.text('tcp.stream');
  if (stream === '' || stream.includes(',')) return false;
  return answer.text('tcp.len') !== '' && answer.text('tcp.flags') !== '';
}

function isDnsOnPort53(answer: Answer, protocols: readonly string[]): boolean {
  return (
    protocols.includes('udp') &&
    protocols.at(-1) === 'dns' &&
    (answer.last('udp.srcport') === '53' || answer.last('udp.dstport') === '53') &&
    answer.text('dns.flags.response') !== '' &&
    answer.text('dns.qry.name') !== '' &&
    answer.text('_ws.malformed') === ''
  );
}

function segmentOf(answer: Answer): Segment {
  return {
    source: `${answer.last('ip.src') || answer.last('ipv6.src')} ${answer.text('tcp.srcport')}`,
    destination: `${answer.last('ip.dst') || answer.last('ipv6.dst')} ${answer.text('tcp.dstport')}`,
    flags: Number(answer.text('tcp.flags')),
    seq: Number(answer.text('tcp.seq_raw')),
    ack: Number(answer.text('tcp.ack_raw')),
    bytes: Number(answer.text('tcp.len')),
  };
}

/** A sequence number further on, modulo 2^32. */
function after(seq: number, bytes: number): number {
  return (seq + bytes) >>> 0;
}
