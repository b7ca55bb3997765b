import { pieceOf } from '../bytes/ink.js';
import { ALONE, type Line } from '../bytes/line.js';
import { read16, read32 } from '../bytes/reads.js';

/** Option kinds (IANA TCP parameters). */
const KIND = {
  end: 0,
  noOperation: 1,
  segmentSize: 2,
  windowScale: 3,
  sackPermitted: 4,
  sack: 5,
  timestamps: 8,
} as const;
const FAST_OPEN = 34;

/** What a SYN's options say of the sender as a receiver; reused from SYN to SYN. */
export class SynOptions {
  /** Window scale shift, 0 to 14 (larger ones count as 14, RFC 7323, 2.3); -1 where the option is absent. */
  windowScale = -1;
  /** Largest segment it accepts, bytes; 0 where the option is absent. */
  segmentSize = 0;

  /** Reads the options in `[at, end)`, as far as they are well formed. */
  read(bytes: Uint8Array, at: number, end: number): void {
    this.windowScale = -1;
    this.segmentSize = 0;
    for (let option = at; option < end; ) {
      const kind = bytes[option]!;
      if (kind === KIND.end) return;
      if (kind === KIND.noOperation) {
        option++;
        continue;
      }
      const length = option + 1 < end ? bytes[option + 1]! : 0;
      if (length < 2 || option + length > end) return;
      if (kind === KIND.windowScale && length === 3) this.windowScale = Math.min(bytes[option + 2]!, 14);
      if (kind === KIND.segmentSize && length === 4) this.segmentSize = read16(bytes, option + 2);
      option += length;
    }
  }
}

/** The options as Wireshark's Info column shows them: ` MSS=1460 SACK_PERM TSval=1 TSecr=0 WS=128`; empty for none. */
export function tcpOptionsText(bytes: Uint8Array, at: number, end: number): string {
  addTcpOptions(ALONE, bytes, at, end);
  return ALONE.take();
}

const MSS = pieceOf(' MSS=');
const WS = pieceOf(' WS=');
const SACK_PERM = pieceOf(' SACK_PERM');
const TSVAL = pieceOf(' TSval=');
const TSECR = pieceOf(' TSecr=');
const TFO_REQUEST = pieceOf(' TFO=R');
const TFO_COOKIE = pieceOf(' TFO=C');

/** Adds what {@link tcpOptionsText} gives. */
export function addTcpOptions(line: Line, bytes: Uint8Array, at: number, end: number): void {
  for (let option = at; option < end; ) {
    const kind = bytes[option]!;
    if (kind === KIND.end) break;
    if (kind === KIND.noOperation) {
      option++;
      continue;
    }
    const length = option + 1 < end ? bytes[option + 1]! : 0;
    if (length < 2 || option + length > end) break;
    if (kind === KIND.timestamps && length === 10) {
      line.number(TSVAL, read32(bytes, option + 2));
      line.number(TSECR, read32(bytes, option + 6));
    } else if (kind === KIND.segmentSize && length === 4) line.number(MSS, read16(bytes, option + 2));
    else if (kind === KIND.windowScale && length === 3)
      line.number(WS, 1 << Math.min(bytes[option + 2]!, 14));
    else if (kind === KIND.sackPermitted && length === 2) line.put(SACK_PERM);
    else if (kind === FAST_OPEN) line.put(length === 2 ? TFO_REQUEST : TFO_COOKIE);
    option += length;
  }
}
