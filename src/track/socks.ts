import { read16 } from '../bytes/reads.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { PORT } from '../wire/ports.js';
import type { NumbersOnly } from './numbers-only.js';

const RESENT = FINDING_BIT['retransmission'] | FINDING_BIT['duplicate-frame'];
const CONNECT = 1;
const BIND = 2;
const USER_AND_PASSWORD = 2;

/** What a side of a SOCKS connection says next. */
type Step = 'greeting' | 'credentials' | 'command' | 'reply' | 'bound' | 'done';

interface Proxying {
  /** Port that the first bytes went to. */
  readonly serverPort: number;
  client: Step;
  server: Step;
  command: number;
  /** Port at the far side of the proxy. */
  port: number;
}

/**
 * Follows how SOCKS clients ask a proxy to connect (SOCKS 4; RFC 1928 and 1929). Wireshark reads what is relayed as if the
 * client talked to the far port, and numbers that as one more connection; a number is set aside here, so that those that
 * follow are the same.
 */
export class SocksProxies {
  readonly #numbers: NumbersOnly;
  /** By connection; null where nothing is left to follow. */
  readonly #proxying: Map<number, Proxying | null> = new Map();

  constructor(numbers: NumbersOnly) {
    this.#numbers = numbers;
  }

  /** Takes in a row with a whole TCP header, after it was given its connection. */
  follow(batch: FrameBatch, row: number): void {
    const from = batch.sourcePort[row]!;
    const to = batch.destinationPort[row]!;
    if (from !== PORT.socks && to !== PORT.socks) return;
    const connection = batch.connection[row]!;
    const bytes = batch.bytesOf(row).subarray(batch.payloadAt[row]!, batch.payloadEnd[row]!);
    if (connection < 0 || bytes.length === 0 || batch.findings[row]! & RESENT) return;
    const known = this.#proxying.get(connection);
    if (known === null) return;
    if (known === undefined) this.#proxying.set(connection, begin(to, bytes));
    else if (known.client !== 'done' || known.server !== 'done')
      advance(known, to === known.serverPort, bytes);
    else {
      this.#number(batch, row, known);
      this.#proxying.set(connection, null);
    }
  }

  /** Where the client really talks to that port of the proxy, or is relayed there again, the number is that one's. */
  #number(batch: FrameBatch, row: number, { port }: Proxying): void {
    const towards = batch.destinationPort[row] === PORT.socks;
    const sourcePort = towards ? batch.sourcePort[row]! : port;
    const destinationPort = towards ? port : batch.destinationPort[row]!;
    this.#numbers.take(batch.source[row]!, sourcePort, batch.destination[row]!, destinationPort, 0, 0);
  }
}

/** Version 4 has one request and one reply; null for what is no SOCKS. */
function begin(serverPort: number, bytes: Uint8Array): Proxying | null {
  const version = bytes[0]!;
  if (version !== 4 && version !== 5) return null;
  const isOld = version === 4;
  return {
    serverPort,
    client: isOld ? 'done' : 'command',
    server: isOld ? 'reply' : 'greeting',
    command: isOld ? CONNECT : 0,
    port: isOld && bytes.length >= 4 ? read16(bytes, 2) : 0,
  };
}

function advance(proxying: Proxying, isClient: boolean, bytes: Uint8Array): void {
  if (isClient) advanceClient(proxying, bytes);
  else advanceServer(proxying, bytes);
}

function advanceClient(proxying: Proxying, bytes: Uint8Array): void {
  if (proxying.client === 'credentials') proxying.client = 'command';
  else if (proxying.client === 'command' && proxying.server === 'reply') {
    proxying.command = bytes[1] ?? 0;
    proxying.port = proxying.command === BIND ? 0 : portBehindAddress(bytes);
    proxying.client = 'done';
  }
}

function advanceServer(proxying: Proxying, bytes: Uint8Array): void {
  switch (proxying.server) {
    case 'greeting':
      if (bytes[1] === USER_AND_PASSWORD) {
        proxying.client = 'credentials';
        proxying.server = 'credentials';
      } else if (bytes[1] === 0) proxying.server = 'reply';
      break;
    case 'credentials':
      proxying.server = 'reply';
      break;
    case 'reply':
      if (proxying.command === CONNECT) proxying.server = 'done';
      else if (proxying.command === BIND) proxying.server = 'bound';
      break;
    case 'bound':
      proxying.server = 'done';
      break;
  }
}

/** The port behind version, command, a reserved byte and the address: IPv4, a name with its length, or IPv6. */
function portBehindAddress(bytes: Uint8Array): number {
  const type = bytes[3];
  const length = type === 1 ? 4 : type === 4 ? 16 : type === 3 ? 1 + (bytes[4] ?? 0) : 0;
  return bytes.length >= 4 + length + 2 ? read16(bytes, 4 + length) : 0;
}
