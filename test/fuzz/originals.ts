/** The captures that are mutated: public ones where they are at hand, else the samples. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { CaptureError } from '../../src/capture/capture-error.js';
import { CaptureReader } from '../../src/capture/reader.js';
import { recordColumns } from '../capture/rows.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Files larger than this are not mutated as they are, only frames of them. */
const SMALL_FILE = 20_000;
/** Frames taken from each capture, and the longest of them. */
const MAX_FRAMES = 400;
const MAX_FRAME = 9000;

/** A frame as it was captured. */
export interface OriginalFrame {
  readonly bytes: Uint8Array;
  readonly wireLength: number;
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** A capture's frames of one link type. */
export interface Original {
  readonly name: string;
  readonly linkType: number;
  readonly frames: readonly OriginalFrame[];
}

export interface Originals {
  /** Small files as they are. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly captures: readonly Original[];
}

/** Reads all of them, in an order that does not depend on the machine. */
export function readOriginals(): Originals {
  const corpus = process.env['FRAMEWISE_CORPUS'] ?? join(ROOT, '../shared/corpus');
  const folder = existsSync(corpus) ? corpus : join(ROOT, 'samples');
  const files: { name: string; bytes: Uint8Array }[] = [];
  const captures: Original[] = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const bytes = readBytes(join(folder, name));
    if (bytes === undefined || !isCapture(bytes)) continue;
    if (bytes.length <= SMALL_FILE) files.push({ name, bytes });
    captures.push(...capturesOf(name, unpacked(bytes)));
  }
  if (captures.length === 0) throw new Error(`no captures in ${folder}`);
  return { files, captures };
}

function readBytes(path: string): Uint8Array | undefined {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    return undefined; // A folder.
  }
}

const SIGNATURES = new Set([
  0xd4c3b2a1, 0xa1b2c3d4, 0x4d3cb2a1, 0xa1b23c4d, 0x34cdb2a1, 0x0a0d0d0a, 0x28b52ffd,
]);

function isCapture(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  const signature = new DataView(bytes.buffer).getUint32(0);
  return SIGNATURES.has(signature) || signature >>> 16 === 0x1f8b;
}

function unpacked(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return new Uint8Array(gunzipSync(bytes));
  } catch {
    return bytes;
  }
}

function capturesOf(name: string, bytes: Uint8Array): Original[] {
  const byLinkType = new Map<number, OriginalFrame[]>();
  const reader = CaptureReader.over(bytes);
  reader.end();
  const batch = recordColumns(MAX_FRAMES);
  try {
    reader.fill(batch);
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
  }
  for (let row = 0; row < batch.count; row++) {
    const start = batch.offset[row]!;
    const length = batch.capturedLength[row]!;
    if (length > MAX_FRAME) continue;
    const linkType = reader.interfaces[batch.interfaceId[row]!]!.linkType;
    let frames = byLinkType.get(linkType);
    if (frames === undefined) {
      frames = [];
      byLinkType.set(linkType, frames);
    }
    frames.push({
      bytes: batch.bytes.slice(start, start + length),
      wireLength: batch.wireLength[row]!,
      seconds: batch.seconds[row]!,
      nanoseconds: batch.nanoseconds[row]! > 999_999_999 ? 0 : batch.nanoseconds[row]!,
    });
  }
  return [...byLinkType].map(([linkType, frames]) => ({ name, linkType, frames }));
}
