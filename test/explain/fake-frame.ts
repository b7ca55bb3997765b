/** Frames without a capture: one row of the table, filled by hand, for tests of what is said of it. */

import type { CaptureContext } from '../../src/engine/capture-context.js';
import { Frame } from '../../src/engine/frame.js';
import { AddressTable } from '../../src/table/address-table.js';
import { BIT, FrameBatch, SHAPE, TRANSPORT } from '../../src/table/frame-batch.js';
import type { FrameNotes } from '../../src/table/frame-notes.js';
import { FINDING_BIT, type Finding } from '../../src/vocabulary/findings.js';
import { PROTOCOL_CODE, type Protocol } from '../../src/vocabulary/protocols.js';
import type { Role } from '../../src/vocabulary/roles.js';
import { STAGE_CODE, type Stage } from '../../src/vocabulary/stages.js';
import { FLAG } from '../../src/wire/tcp.js';

export interface Fake {
  /** Default: the one that the other columns make it. */
  readonly role?: Role | undefined;
  readonly stage?: Stage;
  readonly findings?: readonly Finding[];
  /** Names of `BIT`. */
  readonly bits?: readonly (keyof typeof BIT)[];
  /** From the server to the client. Default: from the client. */
  readonly fromServer?: boolean;
  /** No SYN of the connection was seen. */
  readonly midstream?: boolean;
  readonly transport?: keyof typeof TRANSPORT;
  readonly protocol?: Protocol;
  readonly shape?: keyof typeof SHAPE;
  readonly source?: string;
  readonly destination?: string;
  /** TCP: default ACK. ICMP: type × 256 + code. ARP: operation. */
  readonly flags?: number;
  readonly seq?: number;
  readonly ack?: number;
  readonly window?: number;
  readonly payload?: string | Uint8Array;
  /** Where the wire had more than the payload at hand. */
  readonly payloadLength?: number;
  /** ICMP, ARP: the packet from its first byte. */
  readonly packet?: Uint8Array;
  readonly acknowledges?: number;
  readonly inReplyTo?: number;
  readonly roundTrip?: number;
  readonly original?: number;
  readonly repetition?: number;
  readonly timeout?: number;
  readonly note?: FrameNotes;
  readonly comments?: readonly string[];
  readonly wireLength?: number;
  readonly capturedLength?: number;
  /** Default 10000. */
  readonly serverPort?: number;
  readonly hosts?: ReadonlyMap<string, string>;
}

/** What makes a frame one of a role, where the fake itself doesn't say it. */
const OF_ROLE: Partial<Readonly<Record<Role, Pick<Fake, 'flags' | 'bits' | 'shape' | 'payloadLength'>>>> = {
  malformed: { shape: 'malformed' },
  'ip-fragment': { shape: 'fragment' },
  'dns-query': { bits: ['dns'] },
  'dns-response': { bits: ['dns', 'dnsResponse'] },
  'arp-request': { flags: 1 },
  'arp-reply': { flags: 2 },
  reset: { flags: FLAG.rst },
  syn: { flags: FLAG.syn },
  'syn-ack': { flags: FLAG.syn | FLAG.ack },
  'first-fin': { flags: FLAG.fin | FLAG.ack },
  'second-fin': { flags: FLAG.fin | FLAG.ack, bits: ['secondFin'] },
  'handshake-ack': { bits: ['completesHandshake'] },
  'first-fin-ack': { bits: ['acknowledgesFirstFin'] },
  'second-fin-ack': { bits: ['acknowledgesSecondFin'] },
  data: { payloadLength: 1 },
};

const CLIENT = '172.18.0.3';
const SERVER = '172.18.0.2';

/** Frame 9 of a capture. */
export function fakeFrame(fake: Fake): Frame {
  const batch = new FrameBatch(1);
  const addresses = new AddressTable();
  const context: CaptureContext = {
    label: 'mesin1',
    addresses,
    interfaces: [],
    firstSeconds: 0,
    firstNanoseconds: 0,
    hosts: fake.hosts ?? new Map(),
  };
  const { fromServer = false } = fake;
  const ofRole = (fake.role && OF_ROLE[fake.role]) ?? {};
  const transport = TRANSPORT[fake.transport ?? 'tcp'];
  const isTcp = transport === TRANSPORT.tcp;
  const payload = typeof fake.payload === 'string' ? new TextEncoder().encode(fake.payload) : fake.payload;
  const header = fake.packet ?? new Uint8Array(isTcp ? 20 : 8);
  const headerLength = transport === TRANSPORT.arp ? 0 : fake.packet ? 8 : header.length;
  batch.bytes = Uint8Array.from([...header, ...(payload ?? [])]);
  batch.count = 1;
  batch.firstFrame = 9;
  batch.wireLength[0] = fake.wireLength ?? 66 + (payload?.length ?? 0);
  batch.capturedLength[0] = fake.capturedLength ?? batch.wireLength[0];
  batch.shape[0] = SHAPE[fake.shape ?? ofRole.shape ?? 'whole'];
  batch.protocol[0] = PROTOCOL_CODE[fake.protocol ?? 'TCP'];
  batch.transport[0] = transport;
  batch.source[0] = intern(addresses, fake.source ?? (fromServer ? SERVER : CLIENT));
  batch.destination[0] = intern(addresses, fake.destination ?? (fromServer ? CLIENT : SERVER));
  const { serverPort = 10000 } = fake;
  batch.sourcePort[0] = fromServer ? serverPort : 44204;
  batch.destinationPort[0] = fromServer ? 44204 : serverPort;
  batch.payloadAt[0] = Math.min(headerLength, batch.bytes.length);
  batch.payloadLength[0] = fake.payloadLength ?? payload?.length ?? ofRole.payloadLength ?? 0;
  batch.payloadEnd[0] = batch.bytes.length;
  batch.flags[0] = fake.flags ?? ofRole.flags ?? (isTcp ? FLAG.ack : 0);
  batch.relativeSeq[0] = fake.seq ?? 1;
  batch.relativeAck[0] = fake.ack ?? 1;
  batch.window[0] = fake.window ?? 65536;
  batch.connection[0] = isTcp ? 0 : -1;
  batch.bits[0] =
    (fromServer ? BIT.fromServer : 0) |
    (fake.midstream ? 0 : BIT.isnSeen | BIT.clientKnown) |
    [...(ofRole.bits ?? []), ...(fake.bits ?? [])].reduce((sum, name) => sum | BIT[name], 0);
  batch.findings[0] = (fake.findings ?? []).reduce((sum, finding) => sum | FINDING_BIT[finding], 0);
  batch.acknowledges[0] = fake.acknowledges ?? 0;
  batch.inReplyTo[0] = fake.inReplyTo ?? 0;
  batch.roundTrip[0] = fake.roundTrip ?? Number.NaN;
  batch.original[0] = fake.original ?? 0;
  batch.repetition[0] = fake.repetition ?? 0;
  batch.timeout[0] = fake.timeout ?? Number.NaN;
  batch.stage[0] = STAGE_CODE[fake.stage ?? 'none'];
  if (fake.note) batch.notes.set(0, fake.note);
  if (fake.comments) batch.comments.set(0, fake.comments);
  const frame = new Frame(context, batch, 0);
  if (fake.role !== undefined && frame.role !== fake.role)
    throw new Error(`a fake ${fake.role} that is of the role ${frame.role}`);
  return frame;
}

function intern(addresses: AddressTable, text: string): number {
  if (text === '') return 0;
  if (text.includes('.')) return addresses.ipv4(Uint8Array.from(text.split('.').map(Number)), 0);
  if (/^(..:){5}..$/.test(text))
    return addresses.mac(Uint8Array.from(text.split(':').map((part) => Number.parseInt(part, 16))), 0);
  return addresses.ipv6(ipv6Bytes(text), 0);
}

/** The bytes of an IPv6 address. */
export function ipv6Bytes(text: string): Uint8Array {
  const [head = '', tail = ''] = text.split('::');
  const words = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16));
  const before = words(head);
  const after = words(tail);
  const all = text.includes('::')
    ? [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after]
    : before;
  return Uint8Array.from(all.flatMap((word) => [word >> 8, word & 255]));
}
