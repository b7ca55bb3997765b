/**
 * A connection told as a script: who sends which flags and bytes, when. Sequence and acknowledgment numbers follow by
 * themselves as TCP counts them (RFC 9293, 3.4); what a story is about is written down.
 *
 *     story().client('SYN').server('SYN,ACK').client('ACK').client('PSH,ACK', 'hello').frames
 */
import type { RawFrame } from '../../src/table/records.js';
import { ethernet, filler, IP, ipv4, ipv6, type Piece, synOptions, tcp, text } from './packets.js';

/** 2026-01-01 00:00:00 UTC: when every story begins. */
export const STORY_BEGINS: number = Date.UTC(2026, 0, 1) / 1000;

/** A frame with a time in milliseconds since the story's beginning. */
export interface StoryFrame extends RawFrame {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** What a segment has that does not follow from the story so far. Numbers count from the sender's ISN (a SYN is 0). */
export interface Said {
  readonly seq?: number;
  readonly ack?: number;
  readonly window?: number;
  readonly options?: Piece;
  /** Bytes of the frame that were captured. */
  readonly captured?: number;
  /** Sent, but not in the capture. */
  readonly unseen?: boolean;
  /** IP identification; 0 where the sender sets none. */
  readonly id?: number;
  readonly ttl?: number;
}

export interface Setting {
  readonly client?: string;
  readonly server?: string;
  readonly clientPort?: number;
  readonly serverPort?: number;
  readonly clientIsn?: number;
  readonly serverIsn?: number;
  /** Puts the link layer around a packet; default Ethernet. */
  readonly link?: (packet: Uint8Array) => Uint8Array;
  readonly linkType?: number;
}

interface Side {
  readonly address: string;
  readonly port: number;
  readonly isn: number;
  /** Next number to send, from the ISN. */
  next: number;
  window: number;
  id: number;
}

let stories = 0;

/** Begins a script. Every story of a test file has a client port of its own. */
export function story(setting: Setting = {}): Story {
  return new Story(setting, 40000 + stories++);
}

export class Story {
  readonly #link: (packet: Uint8Array) => Uint8Array;
  readonly #linkType: number;
  readonly #client: Side;
  readonly #server: Side;
  readonly #frames: StoryFrame[] = [];
  #milliseconds = 0;
  /** The latest packet, from its IP header on. */
  #packet: Uint8Array = new Uint8Array(0);

  constructor(setting: Setting, clientPort: number) {
    this.#link = setting.link ?? ethernet;
    this.#linkType = setting.linkType ?? 1;
    const side = (address: string, port: number, isn: number): Side => {
      return { address, port, isn, next: 0, window: 64240, id: (port % 251) * 100 + 1 };
    };
    const { client = '172.18.0.3', server = '172.18.0.2', clientIsn = 1000, serverIsn = 5000 } = setting;
    this.#client = side(client, setting.clientPort ?? clientPort, clientIsn);
    this.#server = side(server, setting.serverPort ?? 10000, serverIsn);
  }

  /** The frames so far. */
  get frames(): readonly StoryFrame[] {
    return this.#frames;
  }

  /** The client's port, which is the story's own. */
  get clientPort(): number {
    return this.#client.port;
  }

  /** Milliseconds at which the next frame is captured; without it one after the frame before. */
  at(milliseconds: number): this {
    this.#milliseconds = milliseconds;
    return this;
  }

  /** The client sends a segment. @param payload its text, or so many bytes that are none */
  client(flags: string, payload: string | number = 0, said: Said = {}): this {
    return this.#send(this.#client, this.#server, flags, payload, said);
  }

  /** The server sends a segment. */
  server(flags: string, payload: string | number = 0, said: Said = {}): this {
    return this.#send(this.#server, this.#client, flags, payload, said);
  }

  /** The three-way handshake (RFC 9293, 3.5, figure 6); both sides offer segments of 1460 bytes. */
  handshake(windowScale?: number): this {
    const options = synOptions({ mss: 1460, ...(windowScale === undefined ? {} : { windowScale }) });
    return this.client('SYN', 0, { options }).server('SYN,ACK', 0, { options }).client('ACK');
  }

  /** Any other frame, link layer included. */
  frame(bytes: Uint8Array, captured: number = bytes.length): this {
    this.#frames.push({
      bytes: bytes.slice(0, captured),
      wireLength: bytes.length,
      linkType: this.#linkType,
      seconds: STORY_BEGINS + Math.floor(this.#milliseconds / 1000),
      nanoseconds: Math.round((this.#milliseconds % 1000) * 1e6),
    });
    this.#milliseconds++;
    return this;
  }

  /** A frame made from the latest packet (IP header on): to quote, wrap or repeat it. */
  from(make: (packet: Uint8Array) => Uint8Array): this {
    return this.frame(make(this.#packet));
  }

  #send(from: Side, to: Side, flags: string, payload: string | number, said: Said): this {
    const bytes = typeof payload === 'string' ? text(payload) : filler(payload, said.seq ?? from.next);
    const seq = said.seq ?? from.next;
    const acknowledges = flags.includes('ACK');
    from.window = said.window ?? from.window;
    const segment = tcp(
      {
        sourcePort: from.port,
        destinationPort: to.port,
        seq: (from.isn + seq) >>> 0,
        ack: acknowledges ? (to.isn + (said.ack ?? to.next)) >>> 0 : 0,
        flags,
        window: from.window,
        ...(said.options === undefined ? {} : { options: said.options }),
      },
      bytes,
    );
    const end = seq + bytes.length + (flags.includes('SYN') ? 1 : 0) + (flags.includes('FIN') ? 1 : 0);
    if (!flags.includes('RST')) from.next = Math.max(from.next, end);
    const ends = { source: from.address, destination: to.address };
    this.#packet = from.address.includes(':')
      ? ipv6(segment, { ...ends, protocol: IP.tcp })
      : ipv4(segment, { ...ends, protocol: IP.tcp, id: said.id ?? from.id++, ttl: said.ttl ?? 64 });
    if (said.unseen) return this;
    return this.frame(this.#link(this.#packet), said.captured);
  }
}
