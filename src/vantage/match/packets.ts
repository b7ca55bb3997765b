/** What is known of a packet besides where it was seen. */
export const MARK = {
  /** There are other frames with the same bytes: paired in order. */
  ambiguous: 1,
  /** A second copy of a packet whose first copy arrived, too. */
  copy: 2,
  /** A card split or merged it: frames correspond by the bytes they carry. */
  resegmented: 4,
  /** Only the part that was not seen on the other side; its frame also carried bytes that were. */
  part: 8,
} as const;

/**
 * Packets and the rows where each was seen, as growing columns. Several packets share a row where one was doubled on the way
 * (the row of the sending side), or where one frame stands for several segments.
 */
export class Packets {
  count = 0;
  /** First of a packet's sightings in {@link Packets.sighting}; they end where the next packet's begin. */
  begin: Int32Array = new Int32Array(1024);
  /** Rows, in order of travel. */
  sighting: Int32Array = new Int32Array(2048);
  /** Sum of {@link MARK}. */
  mark: Uint8Array = new Uint8Array(1024);
  /** First packet of each row; -1 for none. */
  readonly of: Int32Array;
  /** 1 for a row whose bytes are those of another row of its capture. */
  readonly twin: Uint8Array;
  #sightings = 0;

  /** @param rows frames in all captures */
  constructor(rows: number) {
    this.of = new Int32Array(rows).fill(-1);
    this.twin = new Uint8Array(rows);
  }

  /** Whether nothing was found for a row yet. */
  isOpen(row: number): boolean {
    return this.of[row]! < 0;
  }

  /** Adds a packet seen in these rows. */
  add(rows: ArrayLike<number>, mark: number): number {
    const packet = this.count++;
    if (packet + 1 >= this.begin.length) {
      this.begin = doubled(this.begin);
      const marks = new Uint8Array(this.mark.length * 2);
      marks.set(this.mark);
      this.mark = marks;
    }
    while (this.#sightings + rows.length > this.sighting.length) this.sighting = doubled(this.sighting);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      this.sighting[this.#sightings++] = row;
      if (this.of[row]! < 0) this.of[row] = packet;
    }
    this.mark[packet] = mark;
    this.begin[packet + 1] = this.#sightings;
    return packet;
  }

  /** The rows of a packet, in order of travel. */
  rows(packet: number): Int32Array {
    return this.sighting.subarray(this.begin[packet]!, this.begin[packet + 1]!);
  }
}

function doubled(from: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}
