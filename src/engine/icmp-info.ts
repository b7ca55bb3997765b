import { TRANSPORT } from '../table/frame-batch.js';
import { factsOf } from './facts.js';
import type { FrameRow } from './frame-row.js';

const ICMP: Readonly<Record<number, string>> = {
  3: 'Destination unreachable',
  4: 'Source quench',
  5: 'Redirect',
  9: 'Router advertisement',
  10: 'Router solicitation',
  11: 'Time-to-live exceeded',
  12: 'Parameter problem',
  13: 'Timestamp request',
  14: 'Timestamp reply',
};

const UNREACHABLE: readonly string[] = [
  'Network unreachable',
  'Host unreachable',
  'Protocol unreachable',
  'Port unreachable',
  'Fragmentation needed',
  'Source route failed',
  'Network unknown',
  'Host unknown',
  'Source host isolated',
  'Network administratively prohibited',
  'Host administratively prohibited',
  'Network unreachable for TOS',
  'Host unreachable for TOS',
  'Communication administratively filtered',
];

const ICMPV6: Readonly<Record<number, string>> = {
  1: 'Destination Unreachable',
  2: 'Packet Too Big',
  3: 'Time Exceeded',
  4: 'Parameter Problem',
  130: 'Multicast Listener Query',
  131: 'Multicast Listener Report',
  132: 'Multicast Listener Done',
  133: 'Router Solicitation',
  134: 'Router Advertisement',
  135: 'Neighbor Solicitation',
  136: 'Neighbor Advertisement',
  137: 'Redirect',
  143: 'Multicast Listener Report Message v2',
};

/** The Info line of an ICMP or ICMPv6 packet. */
export function icmpInfo(frame: FrameRow): string {
  const facts = factsOf(frame);
  const type = Number(facts.type);
  const v6 = frame.batch.transport[frame.row] === TRANSPORT.icmpv6;
  const request = v6 ? type === 128 : type === 8;
  if (request || (v6 ? type === 129 : type === 0)) {
    const kind = request ? 'request' : 'reply';
    const id = (facts.id ?? 0).toString(16).padStart(4, '0');
    const answered = facts.inReplyTo === undefined ? '' : ` (request in ${facts.inReplyTo})`;
    return `Echo (ping) ${kind} id=0x${id}, seq=${facts.sequence ?? 0}${answered}`;
  }
  const name = (v6 ? ICMPV6 : ICMP)[type];
  if (name === undefined) return `${v6 ? 'ICMPv6' : 'ICMP'} type ${type}, code ${facts.code ?? 0}`;
  if (!v6 && type === 3) return `${name} (${UNREACHABLE[facts.code ?? 0] ?? `code ${facts.code ?? 0}`})`;
  if (v6 && type === 135 && facts.targetAddress !== undefined) return `${name} for ${facts.targetAddress}`;
  if (v6 && type === 136 && facts.targetAddress !== undefined) return `${name} ${facts.targetAddress}`;
  return name;
}
