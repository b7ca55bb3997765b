import { safeText } from '../bytes/safe-text.js';
import type { CaptureFault } from './capture-summary.js';
import { fill } from './usage-error.js';
import type { CliWords } from './words.js';

/** Tells why a capture could not be read, or not to its end: which, why, where, and what of it was read. */
export function faultText(path: string, fault: CaptureFault, frames: number, words: CliWords): string {
  const parts = [`${safeText(path)}: ${reason(fault, words)}`];
  if (fault.code !== 'unreadable' || fault.offset > 0)
    parts.push(fill(words.stoppedAt, { offset: fault.offset, frame: fault.frame }));
  if (frames === 1) parts.push(words.oneFrameBefore);
  else if (frames > 1) parts.push(fill(words.framesBefore, { frames }));
  return parts.join(' ');
}

function reason({ code, systemCode, message }: CaptureFault, words: CliWords): string {
  if (code === 'unreadable') {
    if (systemCode === 'ENOENT') return words.noSuchFile;
    if (systemCode === 'EACCES' || systemCode === 'EPERM') return words.noPermission;
    if (systemCode === 'EISDIR') return words.directory;
  }
  return words.faults?.[code] ?? safeText(message, 1000);
}
