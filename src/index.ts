/** framewise: what every frame of a packet capture does in its conversation. */
export { CaptureError, type CaptureErrorCode } from './capture/capture-error.js';
export {
  Analysis,
  type AnalysisInput,
  analyze,
  type AnalyzeOptions,
  type CaptureHandle,
  type LabelledSource,
  stream,
  StreamingAnalysis,
} from './engine/analysis.js';
export { CaptureAnalysis, KeptCapture } from './engine/capture-analysis.js';
export { Connection, type PerDirection } from './engine/connection.js';
export { Frame } from './engine/frame.js';
export { type AnalysisLimits, type AnalysisOptions } from './engine/limits.js';
export { Lookup } from './engine/lookup.js';
