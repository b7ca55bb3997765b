import { read32 } from '../bytes/reads.js';
import type { AddressTable } from '../table/address-table.js';
import { FrameBatch, TRANSPORT } from '../table/frame-batch.js';
import { walkFrame } from '../wire/decode.js';
import { Walk } from '../wire/walk.js';
import type { NumbersOnly } from './numbers-only.js';

/** The port of sFlow collectors (sFlow version 5, section 4). */
const SFLOW_PORT = 6343;
const VERSION = 5;
/** Formats of samples and records; they are the same numbers for all that sFlow itself defines. */
const FLOW_SAMPLE = 1;
const EXPANDED_FLOW_SAMPLE = 3;
const RAW_HEADER = 1;
/** Bytes of a flow sample before its records, the plain and the expanded. */
const SAMPLE_HEADER = 32;
const EXPANDED_SAMPLE_HEADER = 44;
/** Link types (tcpdump.org registry) of the header protocols that are looked into: 1 Ethernet, 11 IPv4, 12 IPv6. */
const LINK_TYPES: Readonly<Record<number, number>> = { 1: 1, 11: 228, 12: 229 };

/**
 * Looks into the headers that sFlow agents sample from other traffic. They are reports, not segments: nothing is told of
 * them but that their connections take numbers, as Wireshark counts.
 */
export class SampledHeaders {
  readonly #numbers: NumbersOnly;
  readonly #walk: Walk;
  /** The header at hand; there is none in most captures. */
  #sample: FrameBatch | undefined;

  constructor(numbers: NumbersOnly, addresses: AddressTable) {
    this.#numbers = numbers;
    this.#walk = new Walk(addresses);
  }

  /** Takes in a UDP row. */
  follow(batch: FrameBatch, row: number): void {
    if (batch.destinationPort[row] !== SFLOW_PORT && batch.sourcePort[row] !== SFLOW_PORT) return;
    const bytes = batch.bytesOf(row);
    const end = batch.payloadEnd[row]!;
    const at = batch.payloadAt[row]!;
    if (at + 8 > end || read32(bytes, at) !== VERSION) return;
    // The agent's address (IPv4 or IPv6), then its number, the datagram's, the time it is up, and how many samples.
    const agent = read32(bytes, at + 4) === 2 ? 16 : 4;
    let sample = at + 8 + agent + 16;
    while (sample + 8 <= end) {
      const format = read32(bytes, sample);
      const next = sample + 8 + read32(bytes, sample + 4);
      const records =
        format === FLOW_SAMPLE ? SAMPLE_HEADER : format === EXPANDED_FLOW_SAMPLE ? EXPANDED_SAMPLE_HEADER : 0;
      if (records > 0) this.#records(bytes, sample + 8 + records, Math.min(next, end));
      sample = next;
    }
  }

  #records(bytes: Uint8Array, first: number, end: number): void {
    for (let record = first; record + 8 <= end; ) {
      const length = read32(bytes, record + 4);
      // Protocol, the frame's length, what was stripped off its end, and how much of it follows.
      if (read32(bytes, record) === RAW_HEADER && record + 24 <= end) {
        const captured = Math.min(read32(bytes, record + 20), end - record - 24);
        const linkType = LINK_TYPES[read32(bytes, record + 8)];
        if (linkType !== undefined)
          this.#header(bytes, record + 24, captured, read32(bytes, record + 12), linkType);
      }
      record += 8 + length;
    }
  }

  #header(bytes: Uint8Array, at: number, captured: number, wireLength: number, linkType: number): void {
    this.#sample ??= new FrameBatch(1);
    const sample = this.#sample;
    sample.bytes = bytes;
    sample.offset[0] = at;
    sample.capturedLength[0] = captured;
    sample.wireLength[0] = wireLength;
    sample.notes.clear();
    sample.assembled.clear();
    walkFrame(this.#walk, sample, 0, linkType);
    if (sample.transport[0] !== TRANSPORT.tcp) return;
    this.#numbers.take(
      sample.source[0]!,
      sample.sourcePort[0]!,
      sample.destination[0]!,
      sample.destinationPort[0]!,
      sample.seq[0]!,
      sample.flags[0]!,
    );
  }
}
