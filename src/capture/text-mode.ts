/**
 * Captures that went through a terminal or a text-mode transfer have their line ends rewritten: every LF byte became
 * CR LF, or CR LF became LF. What shows it, and what to do about it.
 */

const CR = 0x0d;
const LF = 0x0a;

const ADVICE =
  'Record it again without a terminal in between (docker run without -t, tcpdump -w FILE instead of a pipe ' +
  'through a terminal) or transfer it in binary mode.';

/** Sentence for a classic capture whose frames have carriage returns inserted from the given one on. */
export function insertedReturnsMessage(frame: number): string {
  return `A carriage return was put before every line feed byte of this capture on its way through a terminal or a text-mode transfer, so frame ${frame} and all after it are damaged. ${ADVICE}`;
}

/** The bytes without the carriage returns before line feeds, or null where a line feed has none or there are none. */
export function withoutInsertedReturns(
  bytes: Uint8Array,
): { repaired: Uint8Array; firstRemoved: number } | null {
  const repaired = new Uint8Array(bytes.length);
  let length = 0;
  let firstRemoved = -1;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === LF) {
      if (at === 0 || bytes[at - 1] !== CR) return null;
      length--;
      if (firstRemoved < 0) firstRemoved = length;
    }
    repaired[length++] = bytes[at]!;
  }
  return firstRemoved < 0 ? null : { repaired: repaired.subarray(0, length), firstRemoved };
}

/**
 * Sentence for a pcapng file whose first four bytes, 0A 0D 0D 0A, show that line ends were rewritten; else null.
 * The block type was chosen to show that: draft-ietf-opsawg-pcapng, section header block.
 */
export function damagedSectionHeader(bytes: Uint8Array): string | null {
  const rewritten = [
    [CR, LF, CR, CR, CR, LF], // LF became CR LF
    [CR, LF, CR, CR, LF], // LF became CR LF, unless a CR was before it
    [LF, CR, LF], // CR LF became LF
    [LF, LF], // CR removed
    [CR, CR, CR, CR], // LF became CR
    [LF, LF, LF, LF], // CR became LF
  ];
  for (const start of rewritten) {
    if (start.every((byte, at) => bytes[at] === byte) && byteOrderMagicAfter(bytes, start.length)) {
      return `The line ends in this pcapng file were rewritten on its way through a terminal or a text-mode transfer. ${ADVICE}`;
    }
  }
  return null;
}

/** Sentence for a stream that begins with tcpdump's own messages, as a terminal mixes them in; else null. */
export function mixedMessages(bytes: Uint8Array): string | null {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  if (!/^(tcpdump|dumpcap): |^Capturing on '/.test(text)) return null;
  return `Messages of the capturing program are mixed into this capture by a terminal. ${ADVICE}`;
}

function byteOrderMagicAfter(bytes: Uint8Array, at: number): boolean {
  for (let i = at; i < at + 6; i++) {
    const [a, b, c, d] = [bytes[i], bytes[i + 1], bytes[i + 2], bytes[i + 3]];
    if (a === 0x1a && b === 0x2b && c === 0x3c && d === 0x4d) return true;
    if (a === 0x4d && b === 0x3c && c === 0x2b && d === 0x1a) return true;
  }
  return false;
}
