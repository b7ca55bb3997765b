import { SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { FINDING_BIT as F } from '../vocabulary/findings.js';
import { dnsInfo } from '../wire/dns-info.js';
import { FLAG } from '../wire/tcp.js';
import { tcpOptionsText } from '../wire/tcp-options.js';
import { factsOf, flagsText } from './facts.js';
import { dnsOf, type FrameRow } from './frame-row.js';
import { icmpInfo } from './icmp-info.js';

/** What stands in front of a segment's Info for a finding. */
export interface InfoPrefix {
  readonly bit: number;
  /** Bits of findings that are told in its place. */
  readonly unless: number;
  readonly text: string;
}

/** Wireshark's prefixes, as they stand behind one another. That of a duplicate ACK has what it repeats behind it. */
export const INFO_PREFIXES: readonly InfoPrefix[] = [
  { bit: F['window-full'], unless: 0, text: '[TCP Window Full] ' },
  { bit: F['zero-window-probe-ack'], unless: 0, text: '[TCP ZeroWindowProbeAck] ' },
  { bit: F['zero-window'], unless: 0, text: '[TCP ZeroWindow] ' },
  { bit: F['zero-window-probe'], unless: 0, text: '[TCP ZeroWindowProbe] ' },
  { bit: F['keep-alive-ack'], unless: 0, text: '[TCP Keep-Alive ACK] ' },
  { bit: F['keep-alive'], unless: 0, text: '[TCP Keep-Alive] ' },
  { bit: F['window-update'], unless: 0, text: '[TCP Window Update] ' },
  { bit: F['acked-unseen-segment'], unless: 0, text: '[TCP ACKed unseen segment] ' },
  { bit: F['previous-segment-not-captured'], unless: 0, text: '[TCP Previous segment not captured] ' },
  { bit: F['port-reuse'], unless: 0, text: '[TCP Port numbers reused] ' },
  { bit: F['out-of-order'], unless: 0, text: '[TCP Out-Of-Order] ' },
  { bit: F['duplicate-ack'], unless: 0, text: '[TCP Dup ACK ' },
  { bit: F['fast-retransmission'], unless: 0, text: '[TCP Fast Retransmission] ' },
  {
    bit: F['spurious-retransmission'],
    unless: F['fast-retransmission'],
    text: '[TCP Spurious Retransmission] ',
  },
  {
    bit: F.retransmission,
    unless: F['fast-retransmission'] | F['spurious-retransmission'],
    text: '[TCP Retransmission] ',
  },
];

/** What Wireshark puts in front of a segment's Info for what it found. */
function infoPrefix({ batch, row }: FrameRow): string {
  const findings = batch.findings[row]!;
  if (findings === 0) return '';
  let all = '';
  for (const { bit, unless, text } of INFO_PREFIXES) {
    if ((findings & bit) === 0 || findings & unless) continue;
    all += text;
    if (bit === F['duplicate-ack']) all += `${batch.original[row]!}#${batch.repetition[row]!}] `;
  }
  return all;
}

/** One line in the style of Wireshark's Info column. */
export function infoOf(frame: FrameRow): string {
  const { batch, row } = frame;
  if (batch.shape[row] === SHAPE.fragment) return fragmentInfo(frame);
  const message = dnsOf(frame);
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
