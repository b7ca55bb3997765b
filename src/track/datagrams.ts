import { type FrameBatch, SHAPE } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { PROTOCOL_CODE } from '../vocabulary/protocols.js';
import { type DnsScan, isWholeDnsMessage, newDnsScan, scanDns } from '../wire/dns.js';
import { DNS_STOP_REASONS, dnsStopReason } from '../wire/dns-name.js';
import { PORT } from '../wire/ports.js';
import { type DnsExchanges, markDns } from './dns-exchanges.js';

const DUPLICATE = FINDING_BIT['duplicate-frame'];

/** Tells DNS among UDP datagrams, by port or by content, and pairs it. */
export class Datagrams {
  readonly #exchanges: DnsExchanges;
  readonly #scan: DnsScan = newDnsScan();

  constructor(exchanges: DnsExchanges) {
    this.#exchanges = exchanges;
  }

  /** Takes in one UDP row. */
  follow(batch: FrameBatch, row: number): void {
    const at = batch.payloadAt[row]!;
    const end = batch.payloadEnd[row]!;
    const length = batch.payloadLength[row]!;
    if (length === 0 || batch.shape[row] !== SHAPE.whole) return;
    const source = batch.sourcePort[row]!;
    const destination = batch.destinationPort[row]!;
    const bytes = batch.bytesOf(row);
    const protocol = protocolByPort(source, destination);
    if (protocol === 0) {
      if (source === PORT.netbiosNames || destination === PORT.netbiosNames) return;
      if (end - at !== length || !isWholeDnsMessage(bytes, at, end)) return;
    }
    batch.protocol[row] = protocol === 0 ? PROTOCOL_CODE['DNS'] : protocol;
    const scan = this.#scan;
    const readable = scanDns(bytes, at, end, scan);
    if (!readable) {
      const cut = end - at < length;
      if (cut && end - at < 12) {
        batch.shape[row] = SHAPE.cut;
        batch.protocol[row] = PROTOCOL_CODE['UDP'];
      } else if (!cut) batch.shape[row] = SHAPE.malformed;
      batch.note(row).stopped = {
        layer: 'DNS',
        reason: dnsStopReason(cut ? 'cut-short' : (DNS_STOP_REASONS[scan.stopReason] ?? 'bad-value'), cut),
        offset: batch.placeInFrame(row, scan.stopOffset),
      };
      if (!cut || end - at < 12) return;
    }
    markDns(batch, row, scan.isResponse);
    // Multicast names are asked of everybody and told to everybody: there is nothing to pair. A second sighting of a
    // message is no second message.
    if (protocol === PROTOCOL_CODE['MDNS'] || !readable || batch.findings[row]! & DUPLICATE) return;
    if (this.#exchanges.follow(batch, row, scan, false, bytes, at, end) < 0) {
      batch.findings[row]! |= FINDING_BIT['limit-reached'];
      batch.note(row).limit = 'lookups';
    }
  }
}

function protocolByPort(source: number, destination: number): number {
  if (source === PORT.dns || destination === PORT.dns) return PROTOCOL_CODE['DNS'];
  if (source === PORT.multicastDns || destination === PORT.multicastDns) return PROTOCOL_CODE['MDNS'];
  if (source === PORT.llmnr || destination === PORT.llmnr) return PROTOCOL_CODE['LLMNR'];
  return 0;
}
