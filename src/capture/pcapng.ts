import { type CaptureInterface, NO_TIME, type RecordColumns } from '../table/records.js';
import type { CaptureError, CaptureErrorCode } from './capture-error.js';
import { faultAt } from './fault.js';
import { uint16, uint32, uint64 } from './integers.js';
import { type CaptureLimits, longestFrame, MAX_INTERFACES } from './limits.js';
import { type InterfaceDrops, readDescription, readNames, readStatistics } from './pcapng-blocks.js';
import { OPTION_COMMENT, optionText, readOptions } from './pcapng-options.js';
import { BLOCK, BlockWalker, NOT_YET } from './pcapng-walk.js';
import { NO_LINK_TYPE } from './record-parser.js';
import { TimestampScale } from './timestamp-scale.js';
import type { WorkBuffer } from './work-buffer.js';

/** Code of the option that counts packets lost before this one. */
const DROP_COUNT = 4;

/**
 * Records of a pcapng capture. Layout: draft-ietf-opsawg-pcapng; what is accepted follows Wireshark 4.0's
 * wiretap/pcapng.c.
 */
export class PcapngParser {
  readonly #work: WorkBuffer;
  readonly #blocks: BlockWalker;
  readonly #limits: CaptureLimits;
  readonly interfaces: CaptureInterface[] = [];
  /** What interface statistics blocks and drop counts said, by interface. */
  readonly drops: Map<number, InterfaceDrops> = new Map();
  /** Names that the capturing program resolved: address to names, in the file's order. */
  readonly names: Map<string, string[]> = new Map();
  readonly #scales: TimestampScale[] = [];
  readonly #longest: number[] = [];
  /** Index in {@link interfaces} of each interface of the current section. */
  #section: number[] = [];
  /** Index of what stands for the interface of records that are no packets. */
  #noInterface = -1;
  /** Frames filled so far. */
  frames = 0;

  constructor(work: WorkBuffer, limits: CaptureLimits) {
    this.#work = work;
    this.#limits = limits;
    this.#blocks = new BlockWalker(work, limits.maxFrameLength ?? 0);
  }

  /** Fills rows with the whole records there are. @throws CaptureError at a block that can't be read. */
  fill(batch: RecordColumns): void {
    const work = this.#work;
    batch.bytes = work.bytes;
    while (batch.count < batch.capacity) {
      const length = this.#blocks.next(this.frames);
      if (length === NOT_YET) return;
      const type = uint32(work.bytes, work.start, this.#bigEndian);
      const body = work.start + 8;
      const bodyEnd = work.start + length - 4;
      if (type === BLOCK.enhancedPacket) this.#enhancedPacket(batch, body, bodyEnd);
      else this.#otherBlock(type, batch, body, bodyEnd);
      work.start += (length + 3) & ~3;
    }
  }

  #otherBlock(type: number, batch: RecordColumns, body: number, bodyEnd: number): void {
    const { bytes } = this.#work;
    switch (type) {
      case BLOCK.sectionHeader:
        this.#sectionHeader(body, bodyEnd);
        break;
      case BLOCK.interfaceDescription:
        this.#interfaceDescription(body, bodyEnd);
        break;
      case BLOCK.simplePacket:
        this.#simplePacket(batch, body, bodyEnd);
        break;
      case BLOCK.obsoletePacket:
        this.#obsoletePacket(batch, body, bodyEnd);
        break;
      case BLOCK.nameResolution:
        readNames(bytes, body, bodyEnd, this.#bigEndian, this.names);
        break;
      case BLOCK.interfaceStatistics:
        this.#interfaceStatistics(body, bodyEnd);
        break;
      case BLOCK.custom:
      case BLOCK.customNotCopied:
        this.#recordWithoutPacket(batch, body + 4, bodyEnd);
        break;
      case BLOCK.journalExport:
        this.#recordWithoutPacket(batch, body, bodyEnd);
        break;
      default: // every other block is skipped by its length
    }
  }

  #sectionHeader(body: number, bodyEnd: number): void {
    if (bodyEnd - body < 16) throw this.#fault('bad-length', 'A section header is too short.');
    const major = uint16(this.#work.bytes, body + 4, this.#bigEndian);
    const minor = uint16(this.#work.bytes, body + 6, this.#bigEndian);
    if (major !== 1 || (minor !== 0 && minor !== 2)) {
      throw this.#fault(
        'unsupported',
        `Version ${major}.${minor} of the pcapng format is not read, only 1.0.`,
      );
    }
    this.#section = [];
  }

  #interfaceDescription(body: number, bodyEnd: number): void {
    if (bodyEnd - body < 8) throw this.#fault('bad-length', 'An interface description is too short.');
    const { description, scale } = readDescription(this.#work.bytes, body, bodyEnd, this.#bigEndian);
    this.#section.push(this.#addInterface(description, scale));
  }

  #addInterface(description: CaptureInterface, scale: TimestampScale): number {
    if (this.interfaces.length >= MAX_INTERFACES) {
      throw this.#fault('limit', `The capture describes more than ${MAX_INTERFACES} interfaces.`);
    }
    const longest = longestFrame(description.linkType, this.#limits);
    this.#blocks.allowFrames(longest);
    this.#longest.push(longest);
    this.#scales.push(scale);
    return this.interfaces.push(description) - 1;
  }

  #interfaceStatistics(body: number, bodyEnd: number): void {
    if (bodyEnd - body < 12) throw this.#fault('bad-length', 'An interface statistics block is too short.');
    const id = this.#section[uint32(this.#work.bytes, body, this.#bigEndian)];
    if (id !== undefined) {
      readStatistics(this.#work.bytes, body + 12, bodyEnd, this.#bigEndian, this.#dropsOf(id));
    }
  }

  #enhancedPacket(batch: RecordColumns, body: number, bodyEnd: number): void {
    if (bodyEnd - body < 20) throw this.#fault('bad-length', 'A packet block is too short.');
    const { bytes } = this.#work;
    const big = this.#bigEndian;
    const id = this.#interfaceId(uint32(bytes, body, big));
    const captured = uint32(bytes, body + 12, big);
    this.#checkCaptured(captured, bodyEnd - body - 20, id);
    const row = this.#addRow(batch, body + 20, captured, uint32(bytes, body + 16, big), id);
    this.#setTime(batch, row, uint32(bytes, body + 4, big), uint32(bytes, body + 8, big), id);
    const options = body + 20 + ((captured + 3) & ~3);
    if (bodyEnd - options >= 4) this.#packetOptions(batch, row, options, bodyEnd, id);
  }

  #obsoletePacket(batch: RecordColumns, body: number, bodyEnd: number): void {
    if (bodyEnd - body < 20) throw this.#fault('bad-length', 'A packet block is too short.');
    const { bytes } = this.#work;
    const big = this.#bigEndian;
    const id = this.#interfaceId(uint16(bytes, body, big));
    const captured = uint32(bytes, body + 12, big);
    this.#checkCaptured(captured, bodyEnd - body - 20, id);
    const row = this.#addRow(batch, body + 20, captured, uint32(bytes, body + 16, big), id);
    this.#setTime(batch, row, uint32(bytes, body + 4, big), uint32(bytes, body + 8, big), id);
    const lost = uint16(bytes, body + 2, big);
    if (lost !== 0 && lost !== 0xffff) this.#dropsOf(id).betweenFrames += lost;
    const options = body + 20 + ((captured + 3) & ~3);
    if (bodyEnd - options >= 4) this.#packetOptions(batch, row, options, bodyEnd, id);
  }

  /** A simple packet block has no time, and its captured length follows from the interface's snap length. */
  #simplePacket(batch: RecordColumns, body: number, bodyEnd: number): void {
    if (bodyEnd - body < 4) throw this.#fault('bad-length', 'A simple packet block is too short.');
    const id = this.#interfaceId(0);
    const wire = uint32(this.#work.bytes, body, this.#bigEndian);
    const { snapLength } = this.interfaces[id]!;
    const captured = snapLength > 0 && snapLength < wire ? snapLength : wire;
    this.#checkCaptured(captured, bodyEnd - body - 4, id);
    const row = this.#addRow(batch, body + 4, captured, wire, id);
    batch.seconds[row] = 0;
    batch.nanoseconds[row] = NO_TIME;
  }

  /** Custom blocks and journal entries hold no packet, but Wireshark numbers them as frames: so do we. */
  #recordWithoutPacket(batch: RecordColumns, start: number, end: number): void {
    if (start > end) throw this.#fault('bad-length', 'A custom block is too short.');
    if (this.#noInterface < 0) {
      const description: CaptureInterface = { linkType: NO_LINK_TYPE, snapLength: 0, decimals: 6 };
      this.#noInterface = this.#addInterface(description, new TimestampScale(6, 0));
    }
    this.#checkCaptured(end - start, end - start, this.#noInterface);
    const row = this.#addRow(batch, start, end - start, end - start, this.#noInterface);
    batch.seconds[row] = 0;
    batch.nanoseconds[row] = NO_TIME;
  }

  #interfaceId(id: number): number {
    const index = this.#section[id];
    if (index === undefined) {
      throw this.#fault(
        'bad-record',
        `Frame ${this.frames + 1} names interface ${id}, but its section has described ${this.#section.length}.`,
      );
    }
    return index;
  }

  #checkCaptured(captured: number, room: number, id: number): void {
    const longest = this.#longest[id]!;
    if (captured > longest || captured > room) {
      const than = captured > longest ? `the ${longest} that are believed` : `the ${room} that its block has`;
      throw this.#fault(
        'bad-length',
        `Frame ${this.frames + 1} claims ${captured} captured bytes, more than ${than}.`,
      );
    }
  }

  #addRow(batch: RecordColumns, offset: number, captured: number, wire: number, id: number): number {
    const row = batch.count++;
    batch.offset[row] = offset;
    batch.capturedLength[row] = captured;
    batch.wireLength[row] = wire;
    batch.interfaceId[row] = id;
    this.frames++;
    return row;
  }

  #setTime(batch: RecordColumns, row: number, high: number, low: number, id: number): void {
    const scale = this.#scales[id]!;
    scale.convert(high, low);
    batch.seconds[row] = scale.seconds;
    batch.nanoseconds[row] = scale.nanoseconds;
  }

  #packetOptions(batch: RecordColumns, row: number, at: number, end: number, id: number): void {
    const { bytes } = this.#work;
    const comments: string[] = [];
    for (const option of readOptions(bytes, at, end, this.#bigEndian)) {
      if (option.code === OPTION_COMMENT) {
        comments.push(optionText(bytes, option));
      } else if (option.code === DROP_COUNT && option.length === 8) {
        const lost = uint64(bytes, option.start, this.#bigEndian);
        if (lost > 0) this.#dropsOf(id).betweenFrames += lost;
      }
    }
    if (comments.length > 0) batch.comments.set(row, comments);
  }

  #dropsOf(id: number): InterfaceDrops {
    const drops = this.drops.get(id) ?? { interfaceId: id, betweenFrames: 0 };
    this.drops.set(id, drops);
    return drops;
  }

  get #bigEndian(): boolean {
    return this.#blocks.bigEndian;
  }

  #fault(code: CaptureErrorCode, message: string): CaptureError {
    return faultAt(code, message, this.#work, this.frames);
  }
}
