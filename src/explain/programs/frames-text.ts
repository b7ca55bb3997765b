import type { Locale } from '../locale.js';

/** Frames and runs of frames that are named one by one. */
const MOST_NAMED = 6;

/** Frame numbers as a reader would write them, runs of three and more as ranges: `3–5, 8`. */
export function frameNumbers(frames: readonly number[], locale: Locale): string {
  return named(frames, locale, '');
}

/** The same inside a sentence: `No. 3–5, No. 8`. */
export function framesText(frames: readonly number[], locale: Locale): string {
  return named(frames, locale, 'No. ');
}

function named(frames: readonly number[], locale: Locale, prefix: string): string {
  const told: string[] = [];
  let count = 0;
  for (let i = 0; i < frames.length && told.length < MOST_NAMED; ) {
    let end = i;
    while (frames[end + 1] === frames[end]! + 1) end++;
    if (end - i < 2) end = i;
    told.push(`${prefix}${frames[i]}${end > i ? `–${frames[end]}` : ''}`);
    count += end - i + 1;
    i = end + 1;
  }
  const left = frames.length - count;
  if (left > 0) told.push(locale.values.andMore.replace('{count}', String(left)));
  return told.join(', ');
}
