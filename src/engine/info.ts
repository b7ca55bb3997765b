import { SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { FINDING_BIT, type Finding } from '../vocabulary/findings.js';
import { dnsInfo } from '../wire/dns-info.js';
import { FLAG } from '../wire/tcp.js';
import { tcpOptionsText } from '../wire/tcp-options.js';
import { factsOf, flagsText } from './facts.js';
import type { FrameRow } from './frame-row.js';
import { icmpInfo } from './icmp-info.js';

/** Wireshark's prefixes, in the order of its checks. Each is put in front of the ones before. */
const PREFIXES: readonly (readonly [Finding, string])[] = [
  ['out-of-order', '[TCP Out-Of-Order] '],
  ['port-reuse', '[TCP Port numbers reused] '],
  ['previous-segment-not-captured', '[TCP Previous segment not captured] '],
  ['acked-unseen-segment', '[TCP ACKed unseen segment] '],
  ['window-update', '[TCP Window Update] '],
  ['keep-alive', '[TCP Keep-Alive] '],
  ['keep-alive-ack', '[TCP Keep-Alive ACK] '],
  ['zero-window-probe', '[TCP ZeroWindowProbe] '],
  ['zero-window', '[TCP ZeroWindow] '],
  ['zero-window-probe-ack', '[TCP ZeroWindowProbeAck] '],
  ['window-full', '[TCP Window Full] '],
];

/** What Wireshark puts in front of a segment's Info for what it found. */
export function infoPrefix(frame: FrameRow): string {
  const findings = frame.batch.findings[frame.row]!;
  if (findings === 0) return '';
  const has = (finding: Finding): boolean => (findings & FINDING_BIT[finding]) !== 0;
  let text = '';
  if (has('fast-retransmission')) text = '[TCP Fast Retransmission] ';
  else if (has('spurious-retransmission')) text = '[TCP Spurious Retransmission] ';
  else if (has('retransmission')) text = '[TCP Retransmission] ';
  if (has('duplicate-ack'))
    text = `[TCP Dup ACK ${frame.note?.duplicateAckOf ?? 0}#${frame.note?.duplicateAckNumber ?? 0}] ${text}`;
  for (const [finding, prefix] of PREFIXES) if (has(finding)) text = prefix + text;
  return text;
}

/** One line in the style of Wireshark's Info column. */
export function infoOf(frame: FrameRow): string {
  const { batch, row } = frame;
  if (batch.shape[row] === SHAPE.fragment) return fragmentInfo(frame);
  const message = frame.dnsMessage;
  if (message !== null) return dnsInfo(message);
  switch (batch.transport[row]) {
    case TRANSPORT.tcp:
      return batch.shape[row] === SHAPE.whole ? tcpInfo(frame) : otherInfo(frame);
    case TRANSPORT.udp:
      return `${batch.sourcePort[row]!} → ${batch.destinationPort[row]!} Len=${batch.payloadLength[row]!}`;
    case TRANSPORT.arp:
      return arpInfo(frame);
    case TRANSPORT.icmp:
    case TRANSPORT.icmpv6:
      return icmpInfo(frame);
    default:
      return otherInfo(frame);
  }
}

function tcpInfo(frame: FrameRow): string {
  const { batch, row } = frame;
  const flags = batch.flags[row]!;
  const at = batch.transportAt[row]!;
  const options = tcpOptionsText(batch.bytesOf(row), at + 20, Math.max(at + 20, batch.payloadAt[row]!));
  const ack = flags & FLAG.ack ? ` Ack=${batch.relativeAck[row]!}` : '';
  return (
    `${infoPrefix(frame)}${batch.sourcePort[row]!} → ${batch.destinationPort[row]!} [${flagsText(flags)}]` +
    ` Seq=${batch.relativeSeq[row]!}${ack} Win=${batch.window[row]!} Len=${batch.payloadLength[row]!}${options}`
  );
}

function arpInfo(frame: FrameRow): string {
  const facts = factsOf(frame);
  const operation = frame.batch.flags[frame.row]!;
  const sender = facts.senderAddress ?? '?';
  const target = facts.targetAddress ?? '?';
  if (operation === 2) return `${sender} is at ${facts.senderHardware ?? '?'}`;
  if (operation !== 1) return `ARP operation ${operation}`;
  if (sender === target) return `ARP Announcement for ${sender}`;
  return sender === '0.0.0.0' ? `Who has ${target}? (ARP Probe)` : `Who has ${target}? Tell ${sender}`;
}

function fragmentInfo(frame: FrameRow): string {
  const fragment = frame.note?.fragment;
  if (fragment === undefined) return 'Fragmented IP packet';
  return `Fragmented IP protocol (off=${fragment.offset}, more=${fragment.more ? 1 : 0})`;
}

function otherInfo(frame: FrameRow): string {
  const { note } = frame;
  if (note?.stopped !== undefined && frame.batch.shape[frame.row] !== SHAPE.whole)
    return `[${note.stopped.layer}: ${note.stopped.reason}]`;
  return note?.layer ?? String(frame.protocol);
}
