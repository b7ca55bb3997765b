import type { CaptureError } from '../capture/capture-error.js';
import type { CaptureAnalysis } from '../engine/capture-analysis.js';

/** Why a capture could not be read, or not to its end: as plain data, which another thread can be told. */
export type CaptureFault = Pick<CaptureError, 'code' | 'message' | 'offset' | 'frame'> & {
  /** The system's own code, as `ENOENT`. */
  readonly systemCode: string | undefined;
};

/** What is told of a capture besides what it holds: counts, and what went wrong. */
export interface CaptureSummary {
  readonly label: string;
  readonly frames: number;
  readonly connections: number;
  /** Packets that were lost while the capture was made. */
  readonly dropped: number;
  /** Connections that are listed no longer. */
  readonly forgotten: number;
  readonly fault: CaptureFault | undefined;
}

/** The summary of a capture that was read, to its end or to a fault. */
export function summaryOf(capture: CaptureAnalysis): CaptureSummary {
  const { count, forgotten } = capture.pipeline.tcp.connections;
  return {
    label: capture.label,
    frames: capture.frameCount,
    connections: count,
    dropped: capture.droppedPackets,
    forgotten,
    fault: capture.error && faultOf(capture.error),
  };
}

function faultOf({ code, message, offset, frame, cause }: CaptureError): CaptureFault {
  const { code: systemCode } = (cause ?? {}) as { readonly code?: unknown };
  return {
    code,
    message,
    offset,
    frame,
    systemCode: typeof systemCode === 'string' ? systemCode : undefined,
  };
}
