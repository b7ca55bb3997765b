/** Compares addresses, ports, protocol, time and length of a frame with tshark's answer. */
import type { Frame } from '../../src/index.js';
import type { Answer } from './answers.js';
import type { Expectation } from './expected-roles.js';
import type { Tally } from './tally.js';
import { optional } from './values.js';

/** Protocols that both sides name alike; above them tshark knows many that a row never shows. */
const KNOWN: ReadonlySet<string> = new Set(['TCP', 'UDP', 'DNS', 'MDNS', 'LLMNR', 'ARP', 'ICMP', 'ICMPv6']);

/** @param expectation what the role rules say, if they judge this frame */
export function compareNetwork(
  answer: Answer,
  expectation: Expectation | undefined,
  frame: Frame,
  where: string,
  tally: Tally,
): void {
  const protocol = answer.text('_ws.col.Protocol');
  if (KNOWN.has(protocol) && KNOWN.has(frame.protocol))
    tally.check('protocol', where, protocol, frame.protocol);
  tally.check('length', where, answer.text('frame.len'), String(frame.length), () => 'another value');
  const time = answer.text('frame.time_epoch');
  // Fractions of more than a second overflow in tshark, and come out with other digits or a sign.
  if (/^(\d+\.\d{9})?$/.test(time))
    tally.check('time', where, epoch(time), rfc3339Epoch(frame.time), () => 'another value');
  const innermost = innermostNetwork(answer);
  if (innermost !== undefined) {
    const cause = (): string => `innermost packet differs [${answer.text('frame.protocols')}]`;
    tally.check('source', where, innermost.source, frame.source ?? 'none', cause);
    tally.check('destination', where, innermost.destination, frame.destination ?? 'none', cause);
  }
  if (expectation !== undefined) {
    const transport = expectation.connection === undefined ? 'udp' : 'tcp';
    optional('source port', where, answer.last(`${transport}.srcport`), frame.sourcePort, tally);
    optional('destination port', where, answer.last(`${transport}.dstport`), frame.destinationPort, tally);
  }
}

/**
 * Addresses of the innermost IP packet, or of the one that carries an ICMP error; undefined where the cells don't say
 * which is which.
 */
function innermostNetwork(answer: Answer): { source: string; destination: string } | undefined {
  const protocols = answer.protocols;
  const quoteAt = protocols.findIndex((protocol) => protocol === 'icmp' || protocol === 'icmpv6');
  const layers = (quoteAt < 0 ? protocols : protocols.slice(0, quoteAt)).filter(isNetwork);
  const layer = layers.at(-1);
  if (layer !== 'ip' && layer !== 'ipv6') return undefined;
  const sources = answer.list(`${layer}.src`);
  const destinations = answer.list(`${layer}.dst`);
  if (sources.length !== protocols.filter((protocol) => protocol === layer).length) return undefined;
  const index = layers.filter((each) => each === layer).length - 1;
  const source = sources[index];
  const destination = destinations[index];
  return source === undefined || destination === undefined ? undefined : { source, destination };
}

function isNetwork(protocol: string): boolean {
  return protocol === 'ip' || protocol === 'ipv6' || protocol === 'arp';
}

/** Nanoseconds since 1970, as text. */
function epoch(text: string): string {
  return text === '' ? 'none' : String(BigInt(text.replace('.', '')));
}

function rfc3339Epoch(time: string | null): string {
  if (time === null) return 'none';
  const [, whole = '', fraction = ''] = /^(.*)\.(\d{6,9})Z$/.exec(time) ?? [];
  const milliseconds = Date.parse(`${whole}Z`);
  if (Number.isNaN(milliseconds)) return time;
  return String(BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0')));
}
