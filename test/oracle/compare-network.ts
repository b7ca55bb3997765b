/** Compares addresses, ports, protocol, time and length of a frame with tshark's answer. */
import type { Frame } from '../../src/index.js';
import type { Answer } from './answers.js';
import type { Expectation } from './expected-roles.js';
import type { Tally } from './tally.js';
import { optional } from './values.js';

/** Protocols that both sides name alike; above them tshark knows many that a row never shows. */
const KNOWN: ReadonlySet<string> = new Set(['TCP', 'UDP', 'DNS', 'MDNS', 'LLMNR', 'ARP', 'ICMP', 'ICMPv6']);

/** tshark shows no greater length. */
export const LARGEST_LENGTH: string = String(2 ** 31 - 1);

/** @param expectation what the role rules say, if they judge this frame */
export function compareNetwork(
  answer: Answer,
  expectation: Expectation | undefined,
  frame: Frame,
  where: string,
  tally: Tally,
): void {
  compareProtocol(answer, frame, where, tally);
  const length =
    answer.text('frame.len') === LARGEST_LENGTH ? Math.min(frame.length, 2 ** 31 - 1) : frame.length;
  tally.check('length', where, answer.text('frame.len'), String(length), () => 'another value');
  compareTime(answer.text('frame.time_epoch'), frame, where, tally);
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
 * The highest protocol. Where tshark could not read the layer that it names, or both say that the packet is damaged, a row
 * may rightly name the layer below; DNS inside encrypted protocols is not read.
 */
function compareProtocol(answer: Answer, frame: Frame, where: string, tally: Tally): void {
  const protocol = answer.text('_ws.col.Protocol');
  if (!KNOWN.has(protocol) || !KNOWN.has(frame.protocol)) return;
  if (answer.isCutOrDamaged(protocol)) return;
  if (frame.role === 'malformed' && answer.isCutOrDamaged()) return;
  if (protocol === 'DNS' && !['udp', 'tcp'].includes(answer.protocols.at(-2) ?? '')) return;
  tally.check('protocol', where, protocol, frame.protocol);
}

/**
 * The time. tshark keeps a fraction in 32 bits of nanoseconds, so that fractions of more than a second (damaged captures)
 * come out with other digits, a sign, or some multiple of 2^32 ns away.
 */
function compareTime(time: string, frame: Frame, where: string, tally: Tally): void {
  if (!/^(\d+\.\d{9})?$/.test(time)) return;
  const expected = epoch(time);
  const got = rfc3339Epoch(frame.time);
  const wraps = expected !== 'none' && got !== 'none' && (BigInt(expected) - BigInt(got)) % 2n ** 32n === 0n;
  tally.check('time', where, expected, wraps ? expected : got, () => 'another value');
}

/**
 * Addresses of the innermost IP packet, not counting packets that are only quoted; undefined where the cells don't say
 * which is which.
 */
function innermostNetwork(answer: Answer): { source: string; destination: string } | undefined {
  const protocols = answer.protocols;
  const layers = answer.nestedProtocols.filter(isNetwork);
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
