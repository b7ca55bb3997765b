import { CaptureError } from '../capture/capture-error.js';
import { type AnalysisInput, type AnalyzeOptions, type StreamingAnalysis, stream } from './analysis.js';
import type { Connection } from './connection.js';
import { chunkOf, type StreamChunk, type StreamView } from './stream-view.js';

/**
 * The streams of one connection, read from a capture in bounded memory: iterating gives bytes and gaps of both directions
 * in the order in which they become certain.
 */
export class ConnectionFollow implements AsyncIterable<StreamChunk> {
  readonly #number: number;
  readonly #analysis: StreamingAnalysis;

  /** @internal */
  constructor(number: number, analysis: StreamingAnalysis) {
    this.#number = number;
    this.#analysis = analysis;
  }

  /** The connection as of what was read; undefined where the capture has none with this number. */
  get connection(): Connection | undefined {
    return this.#analysis.connection(this.#number);
  }

  /** Its streams, but for the chunks that the iteration has given: their conflicts, excess bytes and ends. */
  get view(): StreamView | undefined {
    return this.#analysis.stream(this.#number);
  }

  /**
   * Bytes and gaps of both directions, each with its sender.
   *
   * @throws CaptureError at a fault of the capture, after everything before it was given
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<StreamChunk> {
    const { tcp, streams } = this.#analysis.pipeline;
    let fault: CaptureError | undefined;
    try {
      for await (const _ of this.#analysis.batches())
        for (const { side, segment } of streams?.take(this.#number) ?? [])
          yield chunkOf(segment, side === tcp.connections.clientSide(tcp.connections.at(this.#number)));
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
      fault = error;
    }
    yield* this.view?.chunks ?? [];
    if (fault !== undefined) throw fault;
  }
}

/**
 * Follows one connection of a capture in bounded memory. Nothing is read before the iteration begins; a number that the
 * capture does not have gives no chunks and leaves {@link ConnectionFollow.connection} undefined.
 *
 * @param connection its number, as in {@link Connection.connection}
 * @throws TypeError for an input that is none, or options out of range
 */
export function followConnection(
  input: AnalysisInput,
  connection: number,
  options: Omit<AnalyzeOptions, 'follow'> = {},
): ConnectionFollow {
  return new ConnectionFollow(connection, stream(input, { ...options, follow: [connection] }));
}
