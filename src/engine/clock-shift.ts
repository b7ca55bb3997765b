import type { FrameBatch } from '../table/frame-batch.js';
import { type CaptureInterface, NO_TIME } from '../table/records.js';

/** How the times of one capture become those of another one's clock. */
export interface ClockShift {
  /** Second that this capture's times are counted from, and the one that the other's are. */
  readonly from: number;
  /** The same of the other capture. */
  readonly to: number;
  /** Nanoseconds: what the other's count shows more, at {@link ClockShift.at}. */
  readonly offset: number;
  /** Change of the offset for each nanosecond of this capture's. */
  readonly drift: number;
  /** Nanoseconds since {@link ClockShift.from} at which the offset holds. */
  readonly at: number;
  /** Nanoseconds since {@link ClockShift.to} of the other capture's first frame: relative times count from it. */
  readonly first: number;
}

const SECOND = 1e9;

/** Whole seconds and nanoseconds of a time that is given as a second and nanoseconds since. */
export function splitTime(seconds: number, nanoseconds: number): [seconds: number, nanoseconds: number] {
  const whole = Math.floor(nanoseconds / SECOND);
  return [seconds + whole, nanoseconds - whole * SECOND];
}

/** Sets the times of a batch by the other clock, rounded as finely as its capture tells time. */
export function shiftTimes(
  batch: FrameBatch,
  shift: ClockShift,
  interfaces: readonly CaptureInterface[],
): void {
  const { from, to, offset, drift, at } = shift;
  for (let row = 0; row < batch.count; row++) {
    if (batch.nanoseconds[row] === NO_TIME) continue;
    const time = batch.nanosecondsSince(row, from, 0);
    const unit = interfaces[batch.interfaceId[row]!]?.decimals === 9 ? 1 : 1000;
    const shifted = Math.round((time + offset + drift * (time - at)) / unit) * unit;
    const [seconds, nanoseconds] = splitTime(to, shifted);
    batch.seconds[row] = seconds;
    batch.nanoseconds[row] = nanoseconds;
  }
}
