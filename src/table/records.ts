/**
 * What a capture file says of its frames, before anything in them is read: the columns that every reader fills,
 * and the interface they hang on.
 */

/** Nanoseconds value that stands for "this record has no time" (pcapng simple packet blocks). */
export const NO_TIME = 0xffffffff;

/** One interface of a capture: classic files have exactly one, pcapng files one per Interface Description Block. */
export interface CaptureInterface {
  /** Link type number of the tcpdump.org registry (1 Ethernet, 113 Linux cooked v1, 101 raw IP …). */
  readonly linkType: number;
  /** Bytes kept of each frame at most; 0 where the file states no limit. */
  readonly snapLength: number;
  /** Decimals that hold the resolution of its timestamps: 6 (microseconds or coarser) or 9. */
  readonly decimals: 6 | 9;
  /** Name as recorded (`eth0`), if it was. Comes from the file: escape before printing. */
  readonly name?: string;
}

/** How the records of a classic capture file lie (draft-ietf-opsawg-pcap, Packet Record). */
export interface PcapRecords {
  /** Numbers have their highest byte first. */
  readonly bigEndian: boolean;
  /** Nanoseconds in the fraction of a second instead of microseconds. */
  readonly nanoseconds: boolean;
  /** Bytes of a record's header, 16 or more; it begins with seconds, fraction, captured and wire length. */
  readonly recordHeader: number;
  /** Captured bytes that are believed at most. */
  readonly longest: number;
}

/** Memory in which a capture's bytes are best read, as what follows them works there. */
export interface RecordRoom {
  /**
   * Gives room for bytes that are read.
   *
   * @param size bytes
   * @throws RangeError where there is no memory
   */
  allocate(size: number): Uint8Array;
  /**
   * Fills the rows of a batch that has this room, from the first that is not filled, with records of a classic capture file, as
   * long as there are rows and nothing about the records has to be judged: whole ones, with a length that is believed and a
   * fraction below a second. Of bytes that {@link allocate} did not give it fills nothing.
   *
   * @param from, to bytes of the batch between which the records lie
   * @returns the row behind the last filled, which is not counted yet
   */
  fillPcap(batch: RecordColumns, from: number, to: number, records: PcapRecords): number;
}

/**
 * Columns of the records read so far, one row a frame. The table's batch is one of these: readers write straight
 * into it. They are valid until the next fill; only the buffer stays as it is for as long as `bytes` is the same, and
 * until a batch in the buffer after it was followed.
 */
export interface RecordColumns {
  /** Rows there is room for. */
  readonly capacity: number;
  /** Rows filled. */
  count: number;
  /** The buffer that `offset` points into. */
  bytes: Uint8Array;
  /** Where bytes are best read into, if anywhere. */
  readonly room?: RecordRoom | undefined;
  /** Where the frame's first byte lies in `bytes`. */
  readonly offset: Uint32Array;
  /** Bytes captured. */
  readonly capturedLength: Uint32Array;
  /** Bytes the frame had on the wire. */
  readonly wireLength: Uint32Array;
  /** Whole seconds since 1970-01-01 UTC; may be negative. */
  readonly seconds: Float64Array;
  /** Nanoseconds within the second, 0 to 999,999,999; 4,294,967,295 (`NO_TIME`) for a record without a time. */
  readonly nanoseconds: Uint32Array;
  /** Index into the capture's interfaces. */
  readonly interfaceId: Uint16Array;
  /** Comments of the frame in that row, as recorded; empty for most batches. */
  readonly comments: Map<number, readonly string[]>;
}

/** A frame handed over by a program instead of a file (live capture, another parser, a test). */
export interface RawFrame {
  /** The captured bytes; copied before the next frame is asked for. */
  readonly bytes: Uint8Array;
  /** Bytes on the wire; default: `bytes.length`. */
  readonly wireLength?: number;
  /** Seconds since 1970-01-01 UTC, whole, may be negative; null where unknown. */
  readonly seconds: number | null;
  /** Nanoseconds within the second, 0 to 999,999,999; default 0. */
  readonly nanoseconds?: number;
  /** Link type number of the tcpdump.org registry; default 1 (Ethernet). */
  readonly linkType?: number;
  /** Decimals that hold its clock's resolution; default 6. */
  readonly decimals?: 6 | 9;
}

/** Where batches of records come from: a capture file's reader, or frames handed over one by one. */
export interface BatchSource {
  /** Interfaces met so far; grows while reading. */
  readonly interfaces: readonly CaptureInterface[];
  /** Bytes of the source read so far (of the compressed file, where it is one), for progress. */
  readonly bytesRead: number;
  /**
   * Fills the batch from row 0. False: there are no more frames.
   * @throws CaptureError when the source is damaged, after all frames before the damage were delivered.
   */
  next(batch: RecordColumns): Promise<boolean>;
}
