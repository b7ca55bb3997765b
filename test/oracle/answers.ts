/** tshark's answers for one capture: a table with one line a frame, several values in one cell joined by commas. */
import { gunzipSync } from 'node:zlib';

/** The fields asked of tshark, in the order of the table's columns. */
export const FIELDS = [
  'frame.number',
  'frame.time_epoch',
  'frame.len',
  'frame.cap_len',
  'frame.protocols',
  'frame.interface_id',
  'ip.src',
  'ip.dst',
  'ipv6.src',
  'ipv6.dst',
  'ip.id',
  'vlan.id',
  'tcp.stream',
  'tcp.srcport',
  'tcp.dstport',
  'tcp.flags',
  'tcp.seq',
  'tcp.ack',
  'tcp.seq_raw',
  'tcp.ack_raw',
  'tcp.len',
  'tcp.window_size_value',
  'tcp.window_size',
  'tcp.analysis.initial_rtt',
  'tcp.analysis.acks_frame',
  'tcp.analysis.ack_rtt',
  'tcp.analysis.retransmission',
  'tcp.analysis.fast_retransmission',
  'tcp.analysis.spurious_retransmission',
  'tcp.analysis.out_of_order',
  'tcp.analysis.lost_segment',
  'tcp.analysis.ack_lost_segment',
  'tcp.analysis.duplicate_ack',
  'tcp.analysis.duplicate_ack_num',
  'tcp.analysis.duplicate_ack_frame',
  'tcp.analysis.zero_window',
  'tcp.analysis.zero_window_probe',
  'tcp.analysis.zero_window_probe_ack',
  'tcp.analysis.window_full',
  'tcp.analysis.window_update',
  'tcp.analysis.keep_alive',
  'tcp.analysis.keep_alive_ack',
  'tcp.analysis.reused_ports',
  'tcp.analysis.rto',
  'tcp.analysis.rto_frame',
  'tcp.completeness',
  'udp.stream',
  'udp.srcport',
  'udp.dstport',
  'ip.flags.mf',
  'ip.frag_offset',
  'ipv6.fraghdr.offset',
  'dns.id',
  'dns.flags.response',
  'dns.flags.rcode',
  'dns.qry.name',
  'dns.qry.type',
  'dns.count.answers',
  'dns.resp.type',
  'dns.resp.ttl',
  'dns.a',
  'dns.aaaa',
  'dns.cname',
  'dns.response_in',
  'dns.response_to',
  'dns.time',
  'icmp.type',
  'icmpv6.type',
  'arp.opcode',
  '_ws.malformed',
  '_ws.short',
  '_ws.col.Protocol',
  '_ws.col.Info',
] as const;

/** One of {@link FIELDS}. */
export type Field = (typeof FIELDS)[number];

const COLUMN = Object.fromEntries(FIELDS.map((field, index) => [field, index])) as Record<Field, number>;

/** What tshark says of one frame. */
export class Answer {
  readonly #cells: readonly string[];

  constructor(cells: readonly string[]) {
    this.#cells = cells;
  }

  /** The cell as printed: values joined by commas, outermost first; empty where the frame lacks the field. */
  text(field: Field): string {
    return this.#cells[COLUMN[field]] ?? '';
  }

  /** The values of a cell, outermost first. */
  list(field: Field): string[] {
    const cell = this.text(field);
    return cell === '' ? [] : cell.split(',');
  }

  first(field: Field): string {
    return this.list(field)[0] ?? '';
  }

  last(field: Field): string {
    return this.list(field).at(-1) ?? '';
  }

  /** The cell's only value as a number; undefined where there is none or several. */
  number(field: Field): number | undefined {
    const cell = this.text(field);
    return cell === '' || cell.includes(',') ? undefined : Number(cell);
  }

  /**
   * Whether tshark says that a layer of this name (`DNS`) could not be read to its end: its bytes are damaged, not
   * captured, or in fragments that are not there. Empty: any layer.
   */
  isCutOrDamaged(layer = ''): boolean {
    const info = this.text('_ws.col.Info');
    if (layer === '' && this.text('_ws.malformed') !== '') return true;
    return (
      this.text('_ws.malformed').includes(`[Malformed Packet: ${layer}`) ||
      this.text('_ws.short').includes(`: ${layer}`) ||
      info.includes('[BoundErrorUnreassembled Packet]')
    );
  }

  get frame(): number {
    return Number(this.text('frame.number'));
  }

  /** Layers from the outermost, as tshark names them. */
  get protocols(): string[] {
    return this.text('frame.protocols').split(':');
  }

  /**
   * Layers that carry one another: those of a packet that another protocol's message quotes (the packet an ICMP error is
   * about, headers sampled by sFlow, packets that an OpenFlow switch asks about) and of further messages beside the first
   * (netlink) are left out.
   */
  get nestedProtocols(): string[] {
    const { protocols } = this;
    const quoteAt = protocols.findIndex((protocol) => /^(icmp|icmpv6|sflow|openflow.*)$/.test(protocol));
    const besideAt = protocols.indexOf('netlink-netfilter', protocols.indexOf('netlink-netfilter') + 1);
    const end = Math.min(...[quoteAt, besideAt].map((at) => (at > 0 ? at : protocols.length)));
    return protocols.slice(0, end);
  }
}

/**
 * Reads a table of answers.
 *
 * @throws Error when its columns are not {@link FIELDS}
 */
export function parseAnswers(text: string): Answer[] {
  const lines = text.split('\n');
  if (lines[0] !== FIELDS.join('\t')) throw new Error('the columns of these answers are not those expected');
  if (lines.at(-1) === '') lines.pop();
  return lines.slice(1).map((line) => new Answer(line.split('\t')));
}

/** Reads a gzipped table of answers. */
export function readAnswers(zipped: Uint8Array): Answer[] {
  return parseAnswers(gunzipSync(zipped).toString('utf8'));
}
