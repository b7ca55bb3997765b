/**
 * framewise: what every frame of a packet capture does in its conversation.
 *
 * This is the core, which runs anywhere; `framewise/node` opens files, `framewise/locales/id` and `framewise/locales/en` are
 * the languages.
 *
 * @module framewise
 */
export { CaptureError, type CaptureErrorCode } from './capture/capture-error.js';
export type { Decompress } from './capture/decompress.js';
export type { Compression } from './capture/detect.js';
export type { CaptureLimits } from './capture/limits.js';
export type { InterfaceDrops } from './capture/pcapng-blocks.js';
export type { CaptureReaderOptions } from './capture/reader.js';
export type { CaptureSource, OpenBatchSource, SourceOptions } from './capture/source.js';
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
export type { ClockShift } from './engine/clock-shift.js';
export { Connection, type PerDirection } from './engine/connection.js';
export { ConnectionFollow, followConnection } from './engine/follow.js';
export { Frame } from './engine/frame.js';
export {
  type AnalysisLimits,
  type AnalysisOptions,
  type ConnectionChoice,
  DEFAULT_LIMITS,
} from './engine/limits.js';
export { Lookup } from './engine/lookup.js';
export { DirectionStream, type StreamChunk, StreamView } from './engine/stream-view.js';
export {
  type Detail,
  dnsOutcomeWords,
  type ExplainOptions,
  explain,
  outcomeWords,
} from './explain/explain.js';
export type { Locale, Values } from './explain/locale.js';
export type { ProgramConclusion } from './explain/programs/conclusion-text.js';
export type { ReasonKey } from './explain/reasons.js';
export type { SentenceKey } from './explain/sentences.js';
export {
  type ConnectionPlace,
  type Stories,
  type Story,
  type StoryOptions,
  storiesOf,
} from './explain/story.js';
export type { FrameElsewhere } from './explain/story-names.js';
export type { CountedThing, HeadingKey, PhraseKey } from './explain/words.js';
export { type FieldPath, frameFields, plainFields } from './report/fields.js';
export {
  type FrameRange,
  ONLY_NAMES,
  parseFrameRanges,
  RowFilter,
  type RowFilterOptions,
} from './report/filter.js';
export { type JointOptions, jointParts } from './report/joint-part.js';
export { CONNECTIONS, type ListKind, LOOKUPS } from './report/lists.js';
export { type MatchPartOptions, matchParts } from './report/match-part.js';
export type { ByteOutput, ReportCapture } from './report/output.js';
export type { ReportBlock, ReportPart } from './report/part.js';
export { type ProgramEventRow, type ProgramRow, programRows } from './report/program-row.js';
export { programsPart } from './report/programs-part.js';
export {
  type CaptureRow,
  type ConnectionRow,
  captureRow,
  connectionRow,
  frameRow,
  type LookupRow,
  lookupRow,
  ROW_FIELDS,
  type Row,
  type RowField,
  SCHEMA_VERSION,
} from './report/row.js';
export { type ToldOptions, toldParts } from './report/told-parts.js';
export {
  type FieldWriterOptions,
  type FrameWriterOptions,
  type ReportCaptures,
  writeCsv,
  writeNdjson,
} from './report/write-frames.js';
export { type DocumentWriterOptions, writeJson } from './report/write-json.js';
export { type ListWriterOptions, writeList } from './report/write-list.js';
export { writeMarkdown } from './report/write-markdown.js';
export { writeMatchCsv, writeMatchJson, writeMatchNdjson } from './report/write-match.js';
export { type StreamWriterOptions, writeStream } from './report/write-stream.js';
export { type TableWriterOptions, type TextOptions, writeText } from './report/write-text.js';
export type {
  BatchSource,
  CaptureInterface,
  PcapRecords,
  RawFrame,
  RecordColumns,
  RecordRoom,
} from './table/records.js';
export type { FragmentLimits } from './track/fragments.js';
export {
  GAP_EVIDENCE,
  type GapEvidence,
  type StreamBytes,
  type StreamConflict,
  type StreamExcess,
  type StreamGap,
  type StreamSegment,
} from './track/stream-segments.js';
export { DEFAULT_THRESHOLDS, type SequenceThresholds } from './track/thresholds.js';
export { FATES, type Fate } from './vantage/match/fates.js';
export {
  type Clock,
  Match,
  type MatchedCapture,
  type MatchedPacket,
  type Sighting,
} from './vantage/match/match.js';
export { matchCaptures } from './vantage/match.js';
export {
  type LogEndpoint,
  type LogSession,
  PROGRAM_EVENT_KINDS,
  type ProgramEvent,
  type ProgramEventKind,
  type ProgramLog,
} from './vantage/programs/event.js';
export type {
  ElsewhereFrames,
  LaidComparison,
  LaidEvent,
  LaidSession,
  PiecemealSegment,
  ProgramAccount,
  ProvenReset,
  ReadingHabit,
  UnreadBytes,
} from './vantage/programs/laid.js';
export { layPrograms, programConnections } from './vantage/programs/lay-programs.js';
export { readProgramLog } from './vantage/programs/read-log.js';
export type { CarriedBytes, Comparison } from './vantage/programs/stream-ranges.js';
export type { ServingEnd } from './vantage/service-events.js';
export {
  type ServedConnection,
  type Service,
  type ServiceEvent,
  servicesOf,
} from './vantage/services.js';
export type { ServingOrder } from './vantage/serving-order.js';
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
