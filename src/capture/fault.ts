import { CaptureError, type CaptureErrorCode } from './capture-error.js';
import type { WorkBuffer } from './work-buffer.js';

/** The error for the record that begins where the work buffer stands, after `frames` frames. */
export function faultAt(
  code: CaptureErrorCode,
  message: string,
  work: WorkBuffer,
  frames: number,
): CaptureError {
  return new CaptureError(code, message, work.position, frames + 1);
}
