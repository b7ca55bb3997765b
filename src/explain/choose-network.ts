import { match, P } from 'ts-pattern';
import { TRANSPORT } from '../table/frame-batch.js';
import type { Role } from '../vocabulary/roles.js';
import type { Plan } from './plan.js';
import { SENTENCE as SAY, type SentenceCode } from './sentences.js';

/** Chooses the sentences of a datagram that is not DNS. */
export function chooseUdp(plan: Plan): void {
  const { batch, row } = plan.frame;
  plan.add(batch.payloadLength[row]! > 0 ? SAY.udp : SAY['udp-empty']);
  plan.addPreview();
}

/** Chooses the sentence of an ARP packet: a question, a reply, or one of the two forms of announcing oneself. */
export function chooseArp(plan: Plan, reply: boolean): void {
  const { senderAddress, senderHardware, targetAddress, inReplyTo } = plan.facts;
  if (senderAddress === undefined || senderHardware === undefined || targetAddress === undefined)
    plan.add(reply ? SAY['arp-reply-plain'] : SAY['arp-request-plain']);
  else if (senderAddress === targetAddress) plan.add(SAY['arp-announcement']);
  else if (reply) plan.add(inReplyTo === undefined ? SAY['arp-reply'] : SAY['arp-reply-to']);
  else plan.add(senderAddress === '0.0.0.0' ? SAY['arp-probe'] : SAY['arp-request']);
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
  if (about.frame !== null) plan.add(SAY['about-frame']);
  // Only frames with ports are remembered; of others it isn't known whether they were captured.
  else plan.add(about.sourcePort === null ? SAY['about-packet'] : SAY['about-unseen']);
}

function messageKey(plan: Plan, role: Role, type: number): SentenceCode {
  const { facts } = plan;
  const answered = facts.inReplyTo !== undefined;
  const target = facts.targetAddress !== undefined;
  const unspecified = plan.frame.source === '::';
  return match({ role, answered, target, unspecified, type })
    .returnType<SentenceCode>()
    .with({ role: 'icmp-echo-request' }, () =>
      facts.sequence === undefined ? SAY['echo-request-plain'] : SAY['echo-request'],
    )
    .with({ role: 'icmp-echo-reply', answered: false }, () => SAY['echo-reply-unsolicited'])
    .with({ role: 'icmp-echo-reply' }, () =>
      (facts.rtt ?? -1) < 0 ? SAY['echo-reply-untimed'] : SAY['echo-reply'],
    )
    .with({ role: 'neighbor-solicitation', target: false }, () => SAY['neighbor-solicitation-plain'])
    .with({ role: 'neighbor-solicitation', unspecified: true }, () => SAY['neighbor-probe'])
    .with({ role: 'neighbor-solicitation' }, () => SAY['neighbor-solicitation'])
    .with({ role: 'neighbor-advertisement', target: false }, () => SAY['neighbor-advertisement-plain'])
    .with({ role: 'neighbor-advertisement', answered: true }, () => SAY['neighbor-advertisement-to'])
    .with({ role: 'neighbor-advertisement' }, () => SAY['neighbor-advertisement'])
    .with({ role: 'router-solicitation' }, () => SAY['router-solicitation'])
    .with({ role: 'router-advertisement' }, () => SAY['router-advertisement'])
    .with({ role: 'multicast-listener', type: 130 }, () => SAY['multicast-query'])
    .with({ role: 'multicast-listener', type: P.union(131, 143) }, () => SAY['multicast-report'])
    .with({ role: 'multicast-listener', type: 132 }, () => SAY['multicast-done'])
    .with(P._, () => SAY['icmp-other'])
    .exhaustive();
}

/** Types and codes of RFC 792 and RFC 1812, 5.2.7. */
function error4(type: number, code: number): SentenceCode {
  return match({ type, code })
    .returnType<SentenceCode>()
    .with({ type: 3, code: P.union(0, 6, 11) }, () => SAY['unreachable-network'])
    .with({ type: 3, code: P.union(1, 7, 8, 12) }, () => SAY['unreachable-host'])
    .with({ type: 3, code: 2 }, () => SAY['unreachable-protocol'])
    .with({ type: 3, code: 3 }, () => SAY['unreachable-port'])
    .with({ type: 3, code: 4 }, () => SAY['too-big'])
    .with({ type: 3, code: P.union(9, 10, 13) }, () => SAY['unreachable-prohibited'])
    .with({ type: 3 }, () => SAY['unreachable-other'])
    .with({ type: 4 }, () => SAY['source-quench'])
    .with({ type: 5 }, () => SAY.redirect)
    .with({ type: 11, code: 0 }, () => SAY['hops-exceeded'])
    .with({ type: 11, code: 1 }, () => SAY['reassembly-exceeded'])
    .with({ type: 12 }, () => SAY['parameter-problem'])
    .with(P._, () => SAY['icmp-error-other'])
    .exhaustive();
}

/** Types and codes of RFC 4443, 3. */
function error6(type: number, code: number): SentenceCode {
  return match({ type, code })
    .returnType<SentenceCode>()
    .with({ type: 1, code: 0 }, () => SAY['unreachable-network'])
    .with({ type: 1, code: P.union(1, 5, 6) }, () => SAY['unreachable-prohibited'])
    .with({ type: 1, code: 3 }, () => SAY['unreachable-host'])
    .with({ type: 1, code: 4 }, () => SAY['unreachable-port'])
    .with({ type: 1 }, () => SAY['unreachable-other'])
    .with({ type: 2 }, () => SAY['too-big'])
    .with({ type: 3, code: 0 }, () => SAY['hops-exceeded'])
    .with({ type: 3, code: 1 }, () => SAY['reassembly-exceeded'])
    .with({ type: 4 }, () => SAY['parameter-problem'])
    .with(P._, () => SAY['icmp-error-other'])
    .exhaustive();
}
