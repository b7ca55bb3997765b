import type { AnyLine } from '../bytes/any-line.js';
import { type Piece, pieceOf } from '../bytes/ink.js';
import { read16, read32 } from '../bytes/reads.js';
import { TextLine } from '../bytes/text-line.js';
import { SETTING } from '../table/sources.js';
import { MAX_WINDOW_SCALE, OPTION, optionLength } from './syn-options.js';

const text = new TextLine();

/** The options as Wireshark's Info column shows them: ` MSS=1460 SACK_PERM TSval=1 TSecr=0 WS=128`; empty for none. */
export function tcpOptionsText(bytes: Uint8Array, at: number, end: number): string {
  addTcpOptions(text, bytes, at, end);
  return text.take();
}

const MSS = pieceOf(' MSS=');
const WS = pieceOf(' WS=');
const SACK_PERM = pieceOf(' SACK_PERM');
const TSVAL = pieceOf(' TSval=');
const TSECR = pieceOf(' TSecr=');
const TFO_REQUEST = pieceOf(' TFO=R');
const TFO_COOKIE = pieceOf(' TFO=C');

/** What stands before the values of the usual options, each with the setting that says so. */
export const OPTION_TEXTS: readonly (readonly [setting: number, text: Piece])[] = [
  [SETTING.segmentSize, MSS],
  [SETTING.windowScale, WS],
  [SETTING.sackPermitted, SACK_PERM],
  [SETTING.timestampValue, TSVAL],
  [SETTING.timestampEcho, TSECR],
];

/** Adds what {@link tcpOptionsText} gives. */
export function addTcpOptions(line: AnyLine, bytes: Uint8Array, at: number, end: number): void {
  let length = 0;
  for (let option = at; ; option += length) {
    length = optionLength(bytes, option, end);
    if (length === 0) break;
    const kind = bytes[option];
    if (kind === OPTION.timestamps && length === 10) {
      line.number(TSVAL, read32(bytes, option + 2));
      line.number(TSECR, read32(bytes, option + 6));
    } else if (kind === OPTION.segmentSize && length === 4) line.number(MSS, read16(bytes, option + 2));
    else if (kind === OPTION.windowScale && length === 3)
      line.number(WS, 1 << Math.min(bytes[option + 2]!, MAX_WINDOW_SCALE));
    else if (kind === OPTION.sackPermitted && length === 2) line.put(SACK_PERM);
    else if (kind === OPTION.fastOpen) line.put(length === 2 ? TFO_REQUEST : TFO_COOKIE);
  }
}
