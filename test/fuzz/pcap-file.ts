/** Classic files with nanoseconds, big-endian: the form in which frames are mutated and minimized. */

const MAGIC = 0xa1b23c4d;
const FILE_HEADER = 24;
const RECORD_HEADER = 16;

/** A frame that is being changed. */
export interface Draft {
  bytes: Uint8Array;
  wireLength: number;
  seconds: number;
  nanoseconds: number;
}

/** A file of these frames. */
export function captureFile(drafts: readonly Draft[], linkType: number): Uint8Array {
  const size = drafts.reduce((sum, { bytes }) => sum + RECORD_HEADER + bytes.length, FILE_HEADER);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  view.setUint32(0, MAGIC);
  view.setUint16(4, 2);
  view.setUint16(6, 4);
  view.setUint32(16, 262_144);
  view.setUint32(20, linkType);
  let at = FILE_HEADER;
  for (const { bytes, wireLength, seconds, nanoseconds } of drafts) {
    view.setUint32(at, seconds);
    view.setUint32(at + 4, nanoseconds);
    view.setUint32(at + 8, bytes.length);
    view.setUint32(at + 12, wireLength);
    file.set(bytes, at + RECORD_HEADER);
    at += RECORD_HEADER + bytes.length;
  }
  return file;
}

/** The frames of such a file; null for any other bytes. */
export function readCaptureFile(file: Uint8Array): { drafts: Draft[]; linkType: number } | null {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  if (file.length < FILE_HEADER || view.getUint32(0) !== MAGIC) return null;
  const drafts: Draft[] = [];
  for (let at = FILE_HEADER; at < file.length; ) {
    if (at + RECORD_HEADER > file.length) return null;
    const end = at + RECORD_HEADER + view.getUint32(at + 8);
    if (end > file.length) return null;
    drafts.push({
      bytes: file.slice(at + RECORD_HEADER, end),
      wireLength: view.getUint32(at + 12),
      seconds: view.getUint32(at),
      nanoseconds: view.getUint32(at + 4),
    });
    at = end;
  }
  return { drafts, linkType: view.getUint32(20) };
}
