/** Builds the bytes of pcap and pcapng captures, right or deliberately wrong, in any byte order. */

export interface BuiltFrame {
  readonly bytes: Uint8Array;
  /** Default: the bytes' length. */
  readonly wireLength?: number;
  /** Replaces the true captured length in the record. */
  readonly claimedLength?: number;
  /** Whole seconds since 1970; default 0. */
  readonly seconds?: number;
  /** Units of the file's resolution within the second; default 0. */
  readonly fraction?: number;
}

export interface PcapOptions {
  readonly bigEndian?: boolean;
  readonly nanoseconds?: boolean;
  readonly modified?: boolean;
  readonly linkType?: number;
  readonly snapLength?: number;
  readonly version?: readonly [major: number, minor: number];
}

/** A classic capture file. */
export function buildPcap(frames: readonly BuiltFrame[], options: PcapOptions = {}): Uint8Array {
  const { bigEndian = false, nanoseconds = false, modified = false } = options;
  const [major, minor] = options.version ?? [2, 4];
  const out = new ByteWriter(bigEndian);
  out.uint32(modified ? 0xa1b2cd34 : nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4);
  out.uint16(major).uint16(minor).uint32(0).uint32(0);
  out.uint32(options.snapLength ?? 262144).uint32(options.linkType ?? 1);
  for (const frame of frames) {
    out.uint32(frame.seconds ?? 0).uint32(frame.fraction ?? 0);
    out.uint32(frame.claimedLength ?? frame.bytes.length).uint32(frame.wireLength ?? frame.bytes.length);
    if (modified) out.uint32(0).uint32(0);
    out.bytes(frame.bytes);
  }
  return out.result();
}

/** One option of a pcapng block. */
export type BuiltOption = readonly [code: number, value: Uint8Array | string];

export interface InterfaceOptions {
  readonly linkType?: number;
  readonly snapLength?: number;
  readonly name?: string;
  /** The if_tsresol byte. */
  readonly resolution?: number;
  /** if_tsoffset in seconds. */
  readonly offset?: bigint;
}

/** A pcapng capture, block by block. The byte order can change with each section. */
export class PcapngBuilder {
  readonly #out: ByteWriter;

  constructor(bigEndian = false) {
    this.#out = new ByteWriter(bigEndian);
  }

  /** A section header; `length` is the section's, -1 for unknown. */
  section(
    bigEndian: boolean = this.#out.bigEndian,
    length = -1n,
    version: readonly [number, number] = [1, 0],
  ): this {
    this.#out.bigEndian = bigEndian;
    const body = new ByteWriter(bigEndian)
      .uint32(0x1a2b3c4d)
      .uint16(version[0])
      .uint16(version[1])
      .uint64(length);
    return this.block(0x0a0d0d0a, body.result());
  }

  interface(options: InterfaceOptions = {}): this {
    const { bigEndian } = this.#out;
    const list: BuiltOption[] = [];
    if (options.name !== undefined) list.push([2, options.name]);
    if (options.resolution !== undefined) list.push([9, Uint8Array.of(options.resolution)]);
    if (options.offset !== undefined)
      list.push([14, new ByteWriter(bigEndian).uint64(options.offset).result()]);
    const body = new ByteWriter(bigEndian)
      .uint16(options.linkType ?? 1)
      .uint16(0)
      .uint32(options.snapLength ?? 0);
    return this.block(1, body.options(list).result());
  }

  /** An enhanced packet block; `timestamp` in the interface's units. */
  packet(frame: BuiltFrame, timestamp = 0n, interfaceId = 0, options: readonly BuiltOption[] = []): this {
    const body = new ByteWriter(this.#out.bigEndian).uint32(interfaceId);
    return this.block(6, this.#packetBody(body, frame, timestamp, options));
  }

  obsoletePacket(frame: BuiltFrame, timestamp = 0n, interfaceId = 0, drops = 0): this {
    const body = new ByteWriter(this.#out.bigEndian).uint16(interfaceId).uint16(drops);
    return this.block(2, this.#packetBody(body, frame, timestamp, []));
  }

  simplePacket(frame: BuiltFrame): this {
    const body = new ByteWriter(this.#out.bigEndian).uint32(frame.wireLength ?? frame.bytes.length);
    return this.block(3, body.bytes(frame.bytes).pad().result());
  }

  /** Any block: type, body, and if wanted other lengths than the true one at its start and end. */
  block(type: number, body: Uint8Array, length: number = body.length + 12, trailing: number = length): this {
    this.#out.uint32(type).uint32(length).bytes(body).uint32(trailing);
    return this;
  }

  /** Bytes as they are. */
  raw(bytes: Uint8Array): this {
    this.#out.bytes(bytes);
    return this;
  }

  /** Bytes so far. */
  build(): Uint8Array {
    return this.#out.result();
  }

  #packetBody(
    body: ByteWriter,
    frame: BuiltFrame,
    timestamp: bigint,
    options: readonly BuiltOption[],
  ): Uint8Array {
    body.uint32(Number((timestamp >> 32n) & 0xffffffffn)).uint32(Number(timestamp & 0xffffffffn));
    body.uint32(frame.claimedLength ?? frame.bytes.length).uint32(frame.wireLength ?? frame.bytes.length);
    return body.bytes(frame.bytes).pad().options(options).result();
  }
}

/** Writes numbers in one byte order into bytes that grow. */
export class ByteWriter {
  bigEndian: boolean;
  readonly #parts: number[] = [];

  constructor(bigEndian = false) {
    this.bigEndian = bigEndian;
  }

  uint16(value: number): this {
    return this.#number(BigInt(value), 2);
  }

  uint32(value: number): this {
    return this.#number(BigInt(value), 4);
  }

  uint64(value: bigint): this {
    return this.#number(value, 8);
  }

  bytes(bytes: Uint8Array): this {
    for (const byte of bytes) this.#parts.push(byte);
    return this;
  }

  /** Zeros up to the next multiple of four. */
  pad(): this {
    while (this.#parts.length % 4 !== 0) this.#parts.push(0);
    return this;
  }

  /** A list of pcapng options with its end mark, if there are any. */
  options(list: readonly BuiltOption[]): this {
    for (const [code, value] of list) {
      const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
      this.uint16(code).uint16(bytes.length).bytes(bytes).pad();
    }
    return list.length > 0 ? this.uint32(0) : this;
  }

  result(): Uint8Array {
    return Uint8Array.from(this.#parts);
  }

  #number(value: bigint, size: number): this {
    for (let at = 0; at < size; at++) {
      const shift = BigInt(8 * (this.bigEndian ? size - 1 - at : at));
      this.#parts.push(Number((value >> shift) & 0xffn));
    }
    return this;
  }
}
