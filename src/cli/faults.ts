import { safeText } from '../bytes/safe-text.js';
import type { CaptureError } from '../capture/capture-error.js';
import { fill } from './usage-error.js';
import type { CliWords } from './words.js';

/** Tells why a capture could not be read, or not to its end: which, why, where, and what of it was read. */
export function faultText(path: string, error: CaptureError, frames: number, words: CliWords): string {
  const parts = [`${safeText(path)}: ${reason(error, words)}`];
  if (error.code !== 'unreadable' || error.offset > 0)
    parts.push(fill(words.stoppedAt, { offset: error.offset, frame: error.frame }));
  if (frames === 1) parts.push(words.oneFrameBefore);
  else if (frames > 1) parts.push(fill(words.framesBefore, { frames }));
  return parts.join(' ');
}

function reason(error: CaptureError, words: CliWords): string {
  const cause = error.cause as { readonly code?: unknown } | undefined;
  if (error.code === 'unreadable') {
    if (cause?.code === 'ENOENT') return words.noSuchFile;
    if (cause?.code === 'EACCES' || cause?.code === 'EPERM') return words.noPermission;
    if (cause?.code === 'EISDIR') return words.directory;
  }
  return words.faults?.[error.code] ?? safeText(error.message, 1000);
}
