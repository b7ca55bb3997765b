import { escapeOf, isHarmful } from './safe-text.js';
import { ByteSink } from './sink.js';

/** Characters (UTF-16 units) of a preview at most. */
export const MAX_UNITS = 64;
const ELLIPSIS = 0x2026;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const BACKSLASH = 0x5c;
const DELETE = 0x7f;

/**
 * The first characters of a payload, if it is text: valid UTF-8 (its last character may be cut by the end), no NUL, and
 * at most one control character in ten besides tab, CR and LF. Harmful characters and the backslash are escaped, so
 * that nothing looks like what it is not; "…" ends what was cut.
 *
 * @returns at most 64 UTF-16 units; null where the payload is empty or not text
 */
export function previewOf(bytes: Uint8Array, at: number, end: number): string | null {
  preview.read(bytes, at, end);
  return preview.isText ? preview.text.toText() : null;
}

/** Reads previews, one after another. */
export class Preview {
  /** What {@link previewOf} gives; empty where it is not text. */
  readonly text: ByteSink = new ByteSink(512);
  /** The whole payload is shown. */
  isWhole = false;
  /** Nothing but letters, digits and signs of ASCII: no quotation mark, no backslash. */
  isPlain = false;
  #bytes: Uint8Array | undefined;
  #view!: DataView;
  #units = 0;
  #characters = 0;
  #controls = 0;
  /** Where the text must end if more comes than fits, so that the ellipsis does. */
  #cutAt = 0;

  /** The payload begins as text. */
  get isText(): boolean {
    return this.text.length > 0;
  }

  read(bytes: Uint8Array, at: number, end: number): void {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.text.clear();
    this.isPlain = true;
    this.#units = 0;
    this.#characters = 0;
    this.#controls = 0;
    this.#cutAt = 0;
    const read = this.#readText(bytes, at, end);
    this.isWhole = read === end && this.#units <= MAX_UNITS;
    if (read < 0 || this.#characters === 0 || this.#controls * 10 > this.#characters) this.text.clear();
    else if (!this.isWhole) {
      this.text.length = this.#cutAt;
      this.text.point(ELLIPSIS);
    }
  }

  /** @returns where it stopped: `end`, before it where no more fits or a character is cut, -1 where it is no text */
  #readText(bytes: Uint8Array, at: number, end: number): number {
    let read = at;
    while (read < end && this.#units <= MAX_UNITS) {
      read = this.#readPlain(read, end);
      if (read === end) break;
      const point = pointAt(bytes, read, end);
      if (point === INCOMPLETE && read > at) break;
      if (point <= 0) return -1;
      this.#writePoint(point);
      read += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
    return read;
  }

  /** Takes four plain characters at a time, as long as there are so many and they leave room. @returns where it stopped */
  #readPlain(at: number, end: number): number {
    const { text } = this;
    const view = this.#view;
    const last = Math.min(end - 4, at + MAX_UNITS - 5 - this.#units);
    let read = at;
    while (read <= last && isPlainWord(view.getInt32(read, true))) read += 4;
    if (read > at) {
      text.take(view, at, read - at);
      this.#units += read - at;
      this.#characters += read - at;
      this.#cutAt = text.length;
    }
    return read;
  }

  #writePoint(point: number): void {
    const { text } = this;
    this.#characters++;
    if (point >= 0x20 && point < DELETE && point !== BACKSLASH && point !== 0x22) {
      text.byte(point);
      this.#units++;
    } else {
      this.isPlain = false;
      this.#writeSpecial(point);
    }
    if (this.#units < MAX_UNITS) this.#cutAt = text.length;
  }

  #writeSpecial(point: number): void {
    const { text } = this;
    if (point < 0x20 ? point !== TAB && point !== LINE_FEED && point !== RETURN : point === DELETE)
      this.#controls++;
    if (point === BACKSLASH) {
      text.text('\\\\');
      this.#units += 2;
    } else if (isHarmful(point)) {
      const shown = escapeOf(point);
      text.text(shown);
      this.#units += shown.length;
    } else {
      text.point(point);
      this.#units += point > 0xffff ? 2 : 1;
    }
  }
}

const preview = new Preview();

/** Whether four bytes are all of ASCII's printable characters, but for the quotation mark and the backslash. */
function isPlainWord(word: number): boolean {
  // In each byte the top bit is set where it is wrong; a borrow from the byte below only follows one that is wrong itself.
  const quote = word ^ 0x22222222;
  const backslash = word ^ 0x5c5c5c5c;
  const wrong =
    word | (word - 0x20202020) | (word + 0x01010101) | (quote - 0x01010101) | (backslash - 0x01010101);
  return (wrong & 0x80808080) === 0;
}

const INVALID = -1;
const INCOMPLETE = -2;

/** The code point whose UTF-8 begins at `at` (RFC 3629, 4); negative where it is not valid or not all there. */
function pointAt(bytes: Uint8Array, at: number, end: number): number {
  const head = bytes[at]!;
  if (head < 0x80) return head;
  if (head < 0xc2 || head > 0xf4) return INVALID;
  const size = head < 0xe0 ? 2 : head < 0xf0 ? 3 : 4;
  let point = head & (0x7f >> size);
  for (let i = 1; i < size; i++) {
    if (at + i >= end) return INCOMPLETE;
    const byte = bytes[at + i]!;
    if ((byte & 0xc0) !== 0x80) return INVALID;
    point = (point << 6) | (byte & 63);
  }
  const least = size === 2 ? 0x80 : size === 3 ? 0x800 : 0x10000;
  return point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? INVALID : point;
}
