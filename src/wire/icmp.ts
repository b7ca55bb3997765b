import { TRANSPORT } from '../table/frame-batch.js';
import { LAYER, PROTOCOL, type Walk } from './walk.js';

/** ICMP (RFC 792) and ICMPv6 (RFC 4443): type and code go into the flags column, what follows is read when looked at. */
export function icmp(walk: Walk, transport: typeof TRANSPORT.icmp | typeof TRANSPORT.icmpv6): void {
  const name = transport === TRANSPORT.icmp ? 'ICMP' : 'ICMPv6';
  walk.protocol(transport === TRANSPORT.icmp ? PROTOCOL.icmp : PROTOCOL.icmpv6);
  if (!walk.need(4, name)) return;
  const { batch, row, bytes, at } = walk;
  batch.transport[row] = transport;
  batch.transportAt[row] = at;
  batch.flags[row] = (bytes[at]! << 8) | bytes[at + 1]!;
  batch.payloadAt[row] = Math.min(at + 8, walk.end);
  batch.payloadEnd[row] = walk.end;
  batch.payloadLength[row] = Math.max(0, walk.wireEnd - at - 8);
  walk.next = LAYER.done;
}

/** ICMP types that complain about a packet and quote it: unreachable, source quench, redirect, time exceeded, parameter. */
export function isIcmpError(transport: number, type: number): boolean {
  return transport === TRANSPORT.icmp
    ? type === 3 || type === 4 || type === 5 || type === 11 || type === 12
    : type >= 1 && type <= 4;
}
