import { match, P } from 'ts-pattern';
import { TRANSPORT } from '../table/frame-batch.js';
import type { Role } from '../vocabulary/roles.js';
import type { Plan } from './plan.js';
import type { SentenceKey } from './sentences.js';

/** Chooses the sentences of a datagram that is not DNS. */
export function chooseUdp(plan: Plan): void {
  const { batch, row } = plan.frame;
  plan.add(batch.payloadLength[row]! > 0 ? 'udp' : 'udp-empty');
  plan.addPreview();
}

/** Chooses the sentence of an ARP packet: a question, a reply, or one of the two forms of announcing oneself. */
export function chooseArp(plan: Plan, reply: boolean): void {
  const { senderAddress, senderHardware, targetAddress, inReplyTo } = plan.facts;
  if (senderAddress === undefined || senderHardware === undefined || targetAddress === undefined)
    plan.add(reply ? 'arp-reply-plain' : 'arp-request-plain');
  else if (senderAddress === targetAddress) plan.add('arp-announcement');
  else if (reply) plan.add(inReplyTo === undefined ? 'arp-reply' : 'arp-reply-to');
  else plan.add(senderAddress === '0.0.0.0' ? 'arp-probe' : 'arp-request');
}

/** Chooses the sentences of an ICMP or ICMPv6 packet. */
export function chooseIcmp(plan: Plan): void {
  const { batch, row } = plan.frame;
  const v6 = batch.transport[row] === TRANSPORT.icmpv6;
  const role = plan.frame.role;
  const type = batch.flags[row]! >> 8;
  const code = batch.flags[row]! & 255;
  if (role !== 'icmp-error') {
    plan.add(messageKey(plan, role, type));
    return;
  }
  plan.add(v6 ? error6(type, code) : error4(type, code));
  const about = plan.note?.about;
  if (about === undefined) return;
  if (about.frame !== null) plan.add('about-frame');
  // Only frames with ports are remembered; of others it isn't known whether they were captured.
  else plan.add(about.sourcePort === null ? 'about-packet' : 'about-unseen');
}

function messageKey(plan: Plan, role: Role, type: number): SentenceKey {
  const { facts } = plan;
  const answered = facts.inReplyTo !== undefined;
  const target = facts.targetAddress !== undefined;
  const unspecified = plan.frame.source === '::';
  return match({ role, answered, target, unspecified, type })
    .returnType<SentenceKey>()
    .with({ role: 'icmp-echo-request' }, () =>
      facts.sequence === undefined ? 'echo-request-plain' : 'echo-request',
    )
    .with({ role: 'icmp-echo-reply', answered: false }, () => 'echo-reply-unsolicited')
    .with({ role: 'icmp-echo-reply' }, () => ((facts.rtt ?? -1) < 0 ? 'echo-reply-untimed' : 'echo-reply'))
    .with({ role: 'neighbor-solicitation', target: false }, () => 'neighbor-solicitation-plain')
    .with({ role: 'neighbor-solicitation', unspecified: true }, () => 'neighbor-probe')
    .with({ role: 'neighbor-solicitation' }, () => 'neighbor-solicitation')
    .with({ role: 'neighbor-advertisement', target: false }, () => 'neighbor-advertisement-plain')
    .with({ role: 'neighbor-advertisement', answered: true }, () => 'neighbor-advertisement-to')
    .with({ role: 'neighbor-advertisement' }, () => 'neighbor-advertisement')
    .with({ role: 'router-solicitation' }, () => 'router-solicitation')
    .with({ role: 'router-advertisement' }, () => 'router-advertisement')
    .with({ role: 'multicast-listener', type: 130 }, () => 'multicast-query')
    .with({ role: 'multicast-listener', type: P.union(131, 143) }, () => 'multicast-report')
    .with({ role: 'multicast-listener', type: 132 }, () => 'multicast-done')
    .with({ role: 'multicast-listener' }, () => 'multicast-other')
    .with(P._, () => 'icmp-other')
    .exhaustive();
}

/** Types and codes of RFC 792 and RFC 1812, 5.2.7. */
function error4(type: number, code: number): SentenceKey {
  return match({ type, code })
    .returnType<SentenceKey>()
    .with({ type: 3, code: P.union(0, 6, 11) }, () => 'unreachable-network')
    .with({ type: 3, code: P.union(1, 7, 8, 12) }, () => 'unreachable-host')
    .with({ type: 3, code: 2 }, () => 'unreachable-protocol')
    .with({ type: 3, code: 3 }, () => 'unreachable-port')
    .with({ type: 3, code: 4 }, () => 'too-big')
    .with({ type: 3, code: P.union(9, 10, 13) }, () => 'unreachable-prohibited')
    .with({ type: 3 }, () => 'unreachable-other')
    .with({ type: 4 }, () => 'source-quench')
    .with({ type: 5 }, () => 'redirect')
    .with({ type: 11, code: 0 }, () => 'hops-exceeded')
    .with({ type: 11, code: 1 }, () => 'reassembly-exceeded')
    .with({ type: 12 }, () => 'parameter-problem')
    .with(P._, () => 'icmp-error-other')
    .exhaustive();
}

/** Types and codes of RFC 4443, 3. */
function error6(type: number, code: number): SentenceKey {
  return match({ type, code })
    .returnType<SentenceKey>()
    .with({ type: 1, code: 0 }, () => 'unreachable-network')
    .with({ type: 1, code: P.union(1, 5, 6) }, () => 'unreachable-prohibited')
    .with({ type: 1, code: 3 }, () => 'unreachable-host')
    .with({ type: 1, code: 4 }, () => 'unreachable-port')
    .with({ type: 1 }, () => 'unreachable-other')
    .with({ type: 2 }, () => 'too-big')
    .with({ type: 3, code: 0 }, () => 'hops-exceeded')
    .with({ type: 3, code: 1 }, () => 'reassembly-exceeded')
    .with({ type: 4 }, () => 'parameter-problem')
    .with(P._, () => 'icmp-error-other')
    .exhaustive();
}
