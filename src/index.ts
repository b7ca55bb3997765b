/**
 * framewise: what every frame of a packet capture does in its conversation.
 *
 * This is the core, which runs anywhere; `framewise/node` opens files, `framewise/locales/id` and `framewise/locales/en` are
 * the languages.
 */
export { CaptureError, type CaptureErrorCode } from './capture/capture-error.js';
export type { CaptureSource, OpenBatchSource } from './capture/source.js';
export {
  Analysis,
  type AnalysisInput,
  type AnalyzeOptions,
  analyze,
  type CaptureHandle,
  type LabelledSource,
  StreamingAnalysis,
  stream,
} from './engine/analysis.js';
export { CaptureAnalysis, KeptCapture } from './engine/capture-analysis.js';
export { Connection, type PerDirection } from './engine/connection.js';
export { ConnectionFollow, followConnection } from './engine/follow.js';
export { Frame } from './engine/frame.js';
export { type AnalysisLimits, type AnalysisOptions, DEFAULT_LIMITS } from './engine/limits.js';
export { Lookup } from './engine/lookup.js';
export { DirectionStream, type StreamChunk, StreamView } from './engine/stream-view.js';
export {
  type Detail,
  dnsOutcomeWords,
  type ExplainOptions,
  explain,
  outcomeWords,
} from './explain/explain.js';
export type { Locale } from './explain/locale.js';
export {
  type ConnectionRow,
  connectionRow,
  frameRow,
  type LookupRow,
  lookupRow,
  type Row,
} from './report/row.js';
export { type FrameWriterOptions, writeCsv, writeNdjson } from './report/write-frames.js';
export { writeJson } from './report/write-json.js';
export { writeMarkdown } from './report/write-markdown.js';
export { type TableWriterOptions, type TextOptions, writeText } from './report/write-text.js';
export type { CaptureInterface, RawFrame } from './table/records.js';
export type { StreamBytes, StreamConflict, StreamGap, StreamSegment } from './track/stream-segments.js';
export {
  type AboutFact,
  DNS_OUTCOMES,
  type DnsFacts,
  type DnsOutcome,
  type DnsRecordFact,
  type Facts,
  RESET_CAUSES,
  type ResetCause,
  type StoppedFact,
} from './vocabulary/facts.js';
export { FINDINGS, type Finding } from './vocabulary/findings.js';
export {
  CONNECTION_OUTCOMES,
  CONNECTION_STATES,
  type ConnectionOutcome,
  type ConnectionState,
} from './vocabulary/outcomes.js';
export { ROLES, type Role } from './vocabulary/roles.js';
export { STAGES, type Stage } from './vocabulary/stages.js';
