import type { CaptureInterface, RecordColumns } from '../table/records.js';
import type { CaptureErrorCode } from './capture-error.js';
import { faultAt } from './fault.js';
import type { CaptureLimits } from './limits.js';
import { firstDamagedFrame } from './pcap-damage.js';
import { PCAP_HEADER, type PcapLayout, type PcapSignature, readLayout } from './pcap-layout.js';
import { insertedReturnsMessage } from './text-mode.js';
import type { WorkBuffer } from './work-buffer.js';

/** Bytes of records for which a kernel is made ready. */
const MANY = 65536;

/**
 * Records of a classic capture file. Layout: draft-ietf-opsawg-pcap; what is accepted follows Wireshark 4.0's
 * wiretap/libpcap.c.
 */
export class PcapParser {
  readonly #work: WorkBuffer;
  readonly #layout: PcapLayout;
  readonly interfaces: readonly CaptureInterface[];
  /** Frames filled so far. */
  frames = 0;
  /** First frame that a terminal damaged, 0 where none; null while that wasn't asked. */
  #damagedFrom: number | null = null;

  /** @throws CaptureError for a version we don't read. The work buffer holds the whole header. */
  constructor(work: WorkBuffer, signature: PcapSignature, limits: CaptureLimits) {
    this.#work = work;
    this.#layout = readLayout(work.bytes, work.start, signature, limits);
    const { major, minor, linkType, snapLength, nanoseconds } = this.#layout;
    if (major < 2) {
      throw this.#fault(
        'unsupported',
        `Version ${major}.${minor} of the pcap format is not read, only 2.0 and later.`,
      );
    }
    this.interfaces = [{ linkType, snapLength, decimals: nanoseconds ? 9 : 6 }];
    work.start += PCAP_HEADER;
  }

  /** Fills rows with the whole records there are. @throws CaptureError at a record that can't be read. */
  fill(batch: RecordColumns): void {
    const work = this.#work;
    const { bytes, end } = work;
    const { recordHeader, longest, swapped } = this.#layout;
    const littleEndian = !this.#layout.bigEndian;
    const unit = this.#layout.nanoseconds ? 1 : 1000;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const { offset, capturedLength, wireLength, seconds, nanoseconds, interfaceId, capacity } = batch;
    batch.bytes = bytes;
    let at = work.start;
    let row = batch.count;
    if (end - at >= MANY && swapped === 'no' && batch.room !== undefined) {
      row = batch.room.fillPcap(batch, at, end, this.#layout);
      if (row > batch.count) at = offset[row - 1]! + capturedLength[row - 1]!;
    }
    for (; row < capacity && end - at >= recordHeader; row++) {
      let captured = view.getUint32(at + 8, littleEndian);
      let wire = view.getUint32(at + 12, littleEndian);
      if (swapped !== 'no' && (swapped === 'yes' || captured > wire)) [captured, wire] = [wire, captured];
      let fraction = view.getUint32(at + 4, littleEndian) * unit;
      let carried = 0;
      if (captured > longest || fraction >= 1e9) {
        this.#take(batch, row, at);
        if (!this.#judge(captured)) return;
        carried = Math.floor(fraction / 1e9);
        fraction %= 1e9;
      }
      if (captured > end - at - recordHeader) {
        work.wanted = recordHeader + captured;
        break;
      }
      offset[row] = at + recordHeader;
      capturedLength[row] = captured;
      wireLength[row] = wire;
      seconds[row] = view.getUint32(at, littleEndian) + carried;
      nanoseconds[row] = fraction;
      interfaceId[row] = 0;
      at += recordHeader + captured;
    }
    this.#take(batch, row, at);
    if (batch.count < batch.capacity && work.ended && work.available > 0) this.#cut();
  }

  /** Counts the rows filled so far, up to a place in the bytes. */
  #take(batch: RecordColumns, count: number, at: number): void {
    this.frames += count - batch.count;
    batch.count = count;
    this.#work.start = at;
  }

  /**
   * Looks closer at a record with an impossible fraction of a second or length. True: it may stand. False: the answer
   * needs bytes that are still to come.
   */
  #judge(captured: number): boolean {
    this.#damagedFrom ??= this.#findDamage();
    if (this.#damagedFrom === null) return false;
    if (this.#damagedFrom > 0 && this.#damagedFrom <= this.frames + 1) {
      throw this.#fault('text-mode-damage', insertedReturnsMessage(this.#damagedFrom));
    }
    const { longest } = this.#layout;
    if (captured <= longest) return true;
    throw this.#fault(
      'bad-length',
      `Frame ${this.frames + 1} claims ${captured} captured bytes, more than the ${longest} that are believed.`,
    );
  }

  /** Throws for the rest of a capture that is less than a record. */
  #cut(): never {
    this.#damagedFrom ??= this.#findDamage();
    if (this.#damagedFrom !== null && this.#damagedFrom > 0) {
      throw this.#fault('text-mode-damage', insertedReturnsMessage(this.#damagedFrom));
    }
    const { available } = this.#work;
    const { recordHeader } = this.#layout;
    const where =
      available < recordHeader
        ? `inside the header of frame ${this.frames + 1}: ${available} of its ${recordHeader} bytes are there`
        : `inside frame ${this.frames + 1}: only ${available - recordHeader} of its bytes are there`;
    throw this.#fault('cut', `The capture ends ${where}.`);
  }

  #findDamage(): number | null {
    const { head } = this.#work;
    return head === null ? null : firstDamagedFrame(head.subarray(PCAP_HEADER), this.#layout);
  }

  #fault(code: CaptureErrorCode, message: string): Error {
    return faultAt(code, message, this.#work, this.frames);
  }
}
