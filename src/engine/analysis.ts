import { CaptureError } from '../capture/capture-error.js';
import type { CaptureLimits } from '../capture/limits.js';
import { batchSource, type CaptureSource, type OpenBatchSource } from '../capture/source.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { CaptureAnalysis, KeptCapture } from './capture-analysis.js';
import type { ClockShift } from './clock-shift.js';
import type { Connection } from './connection.js';
import { Frame } from './frame.js';
import type { RowChoice } from './kept-rows.js';
import { type AnalysisOptions, completeOptions } from './limits.js';
import type { Lookup } from './lookup.js';

/** A capture that knows its label and how to be opened; what `openCapture` of `framewise/node` returns. */
export interface CaptureHandle {
  /** What the capture is called in rows and tables. */
  readonly label: string;
  /** Starts reading from the beginning, within the limits. Faults are thrown while reading, not here. */
  open(limits?: CaptureLimits): OpenBatchSource;
}

/** A source with a label. */
export interface LabelledSource {
  /** What the capture is called in rows and tables; default `capture1`, `capture2` … by its place in the list. */
  readonly label?: string;
  /** Where it is read from. */
  readonly input: CaptureSource;
}

/** Anything that can be analysed. */
export type AnalysisInput = CaptureSource | LabelledSource | CaptureHandle;

/** How captures are analysed, and what is known of the machines in them. */
export interface AnalyzeOptions extends AnalysisOptions {
  /** Names of machines by IP address, for the sentences. */
  readonly hosts?: ReadonlyMap<string, string>;
  /** Captures whose times are shown on another one's clock, by label; what a match's `shift` gives. */
  readonly shifts?: ReadonlyMap<string, ClockShift>;
  /** Called after each batch of a kept analysis with the capture's index, from 0, and the bytes read of it so far. */
  readonly onProgress?: (capture: number, bytesRead: number) => void;
  /**
   * Called with each batch of a kept analysis, analysed, its captured bytes still at hand; the batch is used again after.
   *
   * @internal
   */
  readonly onBatch?: (capture: KeptCapture, batch: FrameBatch) => void;
  /**
   * Frames of a kept analysis that are to be looked at: others need not be kept.
   *
   * @internal
   */
  readonly choose?: RowChoice;
  /** Stops a kept analysis: the promise rejects with the signal's reason. A stream is stopped by leaving its loop. */
  readonly signal?: AbortSignal;
}

/** Captures whose frames are kept, to be looked at in any order; what {@link analyze} gives. */
export class Analysis {
  /** The captures, in the order in which they were given. */
  readonly captures: readonly KeptCapture[];

  /** @internal */
  constructor(captures: readonly KeptCapture[]) {
    this.captures = captures;
  }

  /** All frames, one capture after another. */
  *frames(): IterableIterator<Frame> {
    for (const capture of this.captures) yield* capture.frames();
  }

  /**
   * The captured bytes of a frame, read again from where its capture came from.
   *
   * @throws TypeError for a frame of another analysis
   * @throws CaptureError as {@link KeptCapture.bytesOf}
   */
  async bytesOf(frame: Frame): Promise<Uint8Array> {
    const capture = this.captures.find(({ context }) => context === frame.context);
    if (capture === undefined) throw new TypeError('the frame is not of this analysis');
    return capture.bytesOf(frame);
  }

  /** All TCP connections, one capture after another. */
  *connections(): IterableIterator<Connection> {
    for (const capture of this.captures) yield* capture.connections();
  }

  /** All DNS lookups of questions over UDP and TCP, one capture after another. */
  *lookups(): IterableIterator<Lookup> {
    for (const capture of this.captures) yield* capture.lookups();
  }
}

/**
 * Reads captures to their end and keeps what was learned of every frame as packed columns, 20 to 40 bytes a frame. Captured
 * bytes are not kept but read again from the file or the bytes given, which must not change while frames are looked at; of
 * captures that come only once, excerpts are kept.
 *
 * A capture that can't be read to its end is no failure: what came before the fault is there, and the fault is its
 * {@link CaptureAnalysis.error}.
 *
 * @param inputs a list of captures, read one after another; several of one conversation are not merged
 * @throws TypeError for an input that is none, or options out of range
 */
export async function analyze(
  inputs: Iterable<AnalysisInput>,
  options: AnalyzeOptions = {},
): Promise<Analysis> {
  if (inputs instanceof Uint8Array || typeof inputs === 'string' || !(Symbol.iterator in Object(inputs)))
    throw new TypeError('analyze takes a list of captures');
  const captures: KeptCapture[] = [];
  const settings = completeOptions(options);
  for (const input of inputs) {
    const { label, source } = openInput(input, captures.length, options);
    const capture = new KeptCapture(
      label,
      source,
      options.hosts ?? new Map(),
      settings,
      options.shifts?.get(label),
    );
    captures.push(capture);
    await keepAll(capture, captures.length - 1, options);
  }
  return new Analysis(captures);
}

async function keepAll(capture: KeptCapture, index: number, options: AnalyzeOptions): Promise<void> {
  const { batch } = capture;
  try {
    while (await capture.next()) {
      options.onBatch?.(capture, batch);
      capture.keep(batch, options.choose);
      options.onProgress?.(index, capture.source.bytesRead);
      options.signal?.throwIfAborted();
    }
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    capture.error = error;
  } finally {
    await capture.source.close();
  }
}

/**
 * One capture, frame by frame, in bounded memory. Iterating gives one view that moves from frame to frame: copy what is
 * to be kept. Connections and lookups are as of the last frame read, and reading is up to 8,192 frames ahead of the view;
 * they are final when the loop has ended.
 */
export class StreamingAnalysis extends CaptureAnalysis implements AsyncIterable<Frame> {
  /**
   * Frames, analysed, a batch at a time; the batch is the same object each time.
   *
   * @internal
   * @throws CaptureError at a fault
   */
  async *batches(): AsyncGenerator<FrameBatch> {
    const { batch } = this;
    try {
      while (await this.next()) yield batch;
    } catch (error) {
      if (error instanceof CaptureError) this.error = error;
      throw error;
    } finally {
      await this.source.close();
    }
  }

  /**
   * Reads to the end, or to a fault, which is the capture's error then.
   *
   * @internal
   */
  async readAll(look?: (batch: FrameBatch) => void): Promise<void> {
    try {
      for await (const batch of this.batches()) look?.(batch);
    } catch (error) {
      if (error !== this.error) throw error;
    }
  }

  /**
   * Frames one by one, as one moving view. Leaving the loop closes the source.
   *
   * @throws CaptureError at a fault, after every frame before it
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Frame> {
    const frame = new Frame(this.context, this.batch, 0);
    for await (const batch of this.batches())
      for (let row = 0; row < batch.count; row++) yield frame.moveTo(batch, row);
  }
}

/**
 * Opens a capture to be read frame by frame, in memory that does not grow with the number of frames, but with that of
 * connections, lookups and followed bytes up to their limits.
 *
 * @throws TypeError for an input that is none, or options out of range
 */
export function stream(input: AnalysisInput, options: AnalyzeOptions = {}): StreamingAnalysis {
  const settings = completeOptions(options);
  const { label, source } = openInput(input, 0, options);
  return new StreamingAnalysis(
    label,
    source,
    options.hosts ?? new Map(),
    settings,
    options.shifts?.get(label),
  );
}

function openInput(
  input: AnalysisInput,
  index: number,
  options: AnalyzeOptions,
): { label: string; source: OpenBatchSource } {
  if (input === null || typeof input !== 'object')
    throw new TypeError('a capture is bytes, a stream, or a handle');
  // A Node file stream has an `open` too.
  if ('open' in input && 'label' in input && typeof input.open === 'function') {
    const handle = input as CaptureHandle;
    return { label: handle.label, source: handle.open(options.limits ?? {}) };
  }
  const labelled = 'input' in input ? (input as LabelledSource) : undefined;
  const source = labelled === undefined ? (input as CaptureSource) : labelled.input;
  return {
    label: labelled?.label ?? `capture${index + 1}`,
    source: batchSource(source, options.limits ?? {}),
  };
}
