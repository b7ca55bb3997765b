/** Roles outside TCP and DNS on port 53, from tshark's answers alone. */
import type { Role } from '../../src/vocabulary/roles.js';
import type { Answer } from './answers.js';

const ICMP_ERRORS = [3, 4, 5, 11, 12];
const ICMPV6: Readonly<Record<number, Role>> = {
  ...{ 1: 'icmp-error', 2: 'icmp-error', 3: 'icmp-error', 4: 'icmp-error' },
  ...{
    128: 'icmp-echo-request',
    129: 'icmp-echo-reply',
    130: 'multicast-listener',
    131: 'multicast-listener',
  },
  ...{ 132: 'multicast-listener', 133: 'router-solicitation', 134: 'router-advertisement' },
  ...{ 135: 'neighbor-solicitation', 136: 'neighbor-advertisement', 143: 'multicast-listener' },
};

/** The role of a frame that is neither TCP nor DNS on port 53, where its layers make it plain; else undefined. */
export function expectOtherRole(answer: Answer): Role | undefined {
  if (answer.text('_ws.malformed') !== '' || answer.text('_ws.short') !== '') return undefined;
  const protocols = answer.protocols;
  // What sFlow samples are reports on other frames; this one is a datagram.
  if (protocols.includes('sflow')) return 'udp';
  const last = protocols.at(-1);
  if (last === 'arp') {
    const operation = answer.number('arp.opcode');
    if (operation === 1) return 'arp-request';
    return operation === 2 ? 'arp-reply' : undefined;
  }
  if (protocols.includes('icmp')) return icmpRole(answer.number('icmp.type'));
  if (protocols.includes('icmpv6')) {
    const type = answer.number('icmpv6.type');
    return type === undefined ? undefined : (ICMPV6[type] ?? 'icmp-other');
  }
  if (last === 'data' && isFragment(answer, protocols.at(-2))) return 'ip-fragment';
  if (last === 'mdns' || last === 'llmnr') {
    const response = answer.number('dns.flags.response');
    if (response === undefined) return undefined;
    return response === 1 ? 'dns-response' : 'dns-query';
  }
  return isPlainDatagram(protocols) ? 'udp' : undefined;
}

function icmpRole(type: number | undefined): Role | undefined {
  if (type === undefined) return undefined;
  if (type === 8) return 'icmp-echo-request';
  if (type === 0) return 'icmp-echo-reply';
  return ICMP_ERRORS.includes(type) ? 'icmp-error' : 'icmp-other';
}

function isFragment(answer: Answer, carrier: string | undefined): boolean {
  if (carrier === 'ipv6.fraghdr') return true;
  return (
    carrier === 'ip' && (answer.last('ip.flags.mf') === '1' || Number(answer.last('ip.frag_offset')) > 0)
  );
}

/** UDP whose content, as tshark sees it, is neither DNS nor a tunnel. */
function isPlainDatagram(protocols: readonly string[]): boolean {
  const at = protocols.lastIndexOf('udp');
  const inner = protocols.slice(at + 1);
  return at >= 0 && !inner.some((layer) => ['ip', 'ipv6', 'eth', 'dns', 'arp', 'ppp'].includes(layer));
}
