import { BIT, type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { ROLE_CODE as R } from '../vocabulary/roles.js';
import { isIcmpError } from '../wire/icmp.js';
import { tcpRoleCode } from './tcp-role.js';

const ICMP_ROLES: Readonly<Record<number, number>> = { 0: R['icmp-echo-reply'], 8: R['icmp-echo-request'] };

const ICMPV6_ROLES: Readonly<Record<number, number>> = {
  128: R['icmp-echo-request'],
  129: R['icmp-echo-reply'],
  130: R['multicast-listener'],
  131: R['multicast-listener'],
  132: R['multicast-listener'],
  133: R['router-solicitation'],
  134: R['router-advertisement'],
  135: R['neighbor-solicitation'],
  136: R['neighbor-advertisement'],
  143: R['multicast-listener'],
};

/** The code of a row's role. It is chosen when it is asked for, as few rows' is: other columns say all that it depends on. */
export function roleOf(batch: FrameBatch, row: number): number {
  return batch.transport[row] === TRANSPORT.tcp && batch.shape[row] === SHAPE.whole
    ? tcpRoleCode(batch.flags[row]!, batch.payloadLength[row]!, batch.bits[row]!)
    : otherRole(batch, row);
}

function otherRole(batch: FrameBatch, row: number): number {
  const shape = batch.shape[row];
  if (shape === SHAPE.malformed) return R.malformed;
  if (shape === SHAPE.fragment) return R['ip-fragment'];
  const bits = batch.bits[row]!;
  const flags = batch.flags[row]!;
  switch (batch.transport[row]) {
    case TRANSPORT.udp:
      if (!(bits & BIT.dns)) return R.udp;
      return bits & BIT.dnsResponse ? R['dns-response'] : R['dns-query'];
    case TRANSPORT.tcp:
      return ROLE_OF_CUT_TCP;
    case TRANSPORT.arp:
      return flags === 1 ? R['arp-request'] : flags === 2 ? R['arp-reply'] : R.other;
    case TRANSPORT.icmp:
    case TRANSPORT.icmpv6:
      return icmpRole(batch.transport[row]!, flags >> 8);
    default:
      return R.other;
  }
}

/** A TCP header that isn't all there tells no role. */
const ROLE_OF_CUT_TCP = R.other;

function icmpRole(transport: number, type: number): number {
  if (isIcmpError(transport, type)) return R['icmp-error'];
  return (transport === TRANSPORT.icmp ? ICMP_ROLES : ICMPV6_ROLES)[type] ?? R['icmp-other'];
}
