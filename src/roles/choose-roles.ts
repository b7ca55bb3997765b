import { BIT, type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { ROLE_CODE, type Role } from '../vocabulary/roles.js';
import { isIcmpError } from '../wire/icmp.js';
import { tcpRoleCode } from './tcp-role.js';

const ICMP_ROLES: Readonly<Record<number, Role>> = { 0: 'icmp-echo-reply', 8: 'icmp-echo-request' };

const ICMPV6_ROLES: Readonly<Record<number, Role>> = {
  128: 'icmp-echo-request',
  129: 'icmp-echo-reply',
  130: 'multicast-listener',
  131: 'multicast-listener',
  132: 'multicast-listener',
  133: 'router-solicitation',
  134: 'router-advertisement',
  135: 'neighbor-solicitation',
  136: 'neighbor-advertisement',
  143: 'multicast-listener',
};

/** Chooses the role of every row of a batch. */
export function chooseRoles(batch: FrameBatch): void {
  for (let row = 0; row < batch.count; row++) {
    batch.role[row] =
      batch.transport[row] === TRANSPORT.tcp && batch.shape[row] === SHAPE.whole
        ? tcpRoleCode(batch.flags[row]!, batch.payloadLength[row]!, batch.bits[row]!)
        : ROLE_CODE[otherRole(batch, row)];
  }
}

function otherRole(batch: FrameBatch, row: number): Role {
  const shape = batch.shape[row];
  if (shape === SHAPE.malformed) return 'malformed';
  if (shape === SHAPE.fragment) return 'ip-fragment';
  const bits = batch.bits[row]!;
  const flags = batch.flags[row]!;
  switch (batch.transport[row]) {
    case TRANSPORT.udp:
      if (!(bits & BIT.dns)) return 'udp';
      return bits & BIT.dnsResponse ? 'dns-response' : 'dns-query';
    case TRANSPORT.tcp:
      return ROLES_OF_CUT_TCP;
    case TRANSPORT.arp:
      return flags === 1 ? 'arp-request' : flags === 2 ? 'arp-reply' : 'other';
    case TRANSPORT.icmp:
    case TRANSPORT.icmpv6:
      return icmpRole(batch.transport[row]!, flags >> 8);
    default:
      return 'other';
  }
}

/** A TCP header that isn't all there tells no role. */
const ROLES_OF_CUT_TCP: Role = 'other';

function icmpRole(transport: number, type: number): Role {
  if (isIcmpError(transport, type)) return 'icmp-error';
  return (transport === TRANSPORT.icmp ? ICMP_ROLES : ICMPV6_ROLES)[type] ?? 'icmp-other';
}
