import type { DirectionStream, StreamView } from '../../src/engine/stream-view.js';
import { endOf } from '../../src/track/stream-segments.js';
import { demand } from './values.js';

/** A stream has no holes between its segments, and each of its bytes has a frame. @param frames of the capture */
export function checkStream(view: StreamView | undefined, frames: number): void {
  if (view === undefined) return;
  for (const direction of [view.client, view.server]) checkDirection(direction, frames);
  const { length } = view.chunks;
  demand(
    length === view.client.segments.length + view.server.segments.length,
    `${length} chunks in a stream`,
  );
}

function checkDirection({ segments, conflicts, excess, bytes }: DirectionStream, frames: number): void {
  let size = 0;
  let at = segments[0]?.start ?? 0;
  for (const segment of segments) {
    demand(segment.start === at, `a stream goes on at ${segment.start} after ${at}`);
    at = endOf(segment);
    demand(at > segment.start, `a stream has an empty ${segment.kind} at ${at}`);
    if (segment.kind === 'gap') continue;
    size += segment.bytes.length;
    demand(segment.frame >= 1 && segment.frame <= frames, `a stream has bytes of frame ${segment.frame}`);
  }
  demand(bytes.length === size, `a stream has ${bytes.length} bytes in ${size} bytes of segments`);
  for (const { start, end } of [...conflicts, ...excess])
    demand(start < end, `a range from ${start} to ${end}`);
  for (const { frame, originalFrame } of conflicts)
    demand(
      originalFrame >= 1 && originalFrame <= frame,
      `frame ${frame} differs from frame ${originalFrame}`,
    );
}
