import { type AssemblerOptions, StreamAssembler } from '../../src/track/stream-assembler.js';
import type { StreamConflict, StreamExcess, StreamSegment } from '../../src/track/stream-segments.js';

/** An assembler that keeps what it gives. */
export interface Fed {
  readonly assembler: StreamAssembler;
  readonly segments: StreamSegment[];
  readonly conflicts: StreamConflict[];
  readonly excess: StreamExcess[];
}

/** @param start where the SYN says that the stream begins; null where none was captured */
export function fed(options: Partial<AssemblerOptions> = {}, start: number | null = 0): Fed {
  const segments: StreamSegment[] = [];
  const conflicts: StreamConflict[] = [];
  const excess: StreamExcess[] = [];
  const assembler = new StreamAssembler(
    {
      segment: (segment) => segments.push(segment),
      conflict: (conflict) => conflicts.push(conflict),
      excessive: (bytes) => excess.push(bytes),
    },
    { overlap: 'older', maxWaitingBytes: 1 << 20, maxHistoryBytes: 1 << 20, ...options },
  );
  if (start !== null) assembler.begin(start, true);
  return { assembler, segments, conflicts, excess };
}

/** Adds text at a position, announced as longer where it was cut. */
export function add(
  { assembler }: Fed,
  at: number,
  text: string,
  frame: number,
  length: number = text.length,
): void {
  assembler.add(at, new TextEncoder().encode(text), length, frame);
}

/** Segments as text: bytes as they are, gaps as `[start-end evidence]`. */
export function told(segments: readonly StreamSegment[]): string {
  return segments
    .map((segment) =>
      segment.kind === 'bytes'
        ? new TextDecoder('latin1').decode(segment.bytes)
        : `[${segment.start}-${segment.end} ${segment.evidence}]`,
    )
    .join('');
}
