/** Why a capture could not be read, or not to its end. */
export type CaptureErrorCode =
  /** The file or stream could not be opened or read at all. */
  | 'unreadable'
  /** Zero bytes. */
  | 'empty'
  /** Begins with no signature that we know. */
  | 'not-a-capture'
  /** A known relative that we don't read (a newer file version, a modified pcap). */
  | 'unsupported'
  /** Carriage returns were added or line feeds changed on its way through a terminal or a text-mode transfer. */
  | 'text-mode-damage'
  /** Ends inside a record, a block or a compressed stream. */
  | 'cut'
  /** A length or count that can't be true. */
  | 'bad-length'
  /** A record or block that contradicts the format otherwise. */
  | 'bad-record'
  /** The compressed data is damaged. */
  | 'bad-compression'
  /** One of our own bounds was reached (decompressed size, interfaces). */
  | 'limit';

/**
 * A capture that could not be read, or not to its end. Every frame before the fault was delivered.
 */
export class CaptureError extends Error {
  /** `CaptureError`, as errors are told apart across realms. */
  override readonly name: string = 'CaptureError';
  /** The kind of fault, for programs; `message` is for people. */
  readonly code: CaptureErrorCode;
  /** Byte at which reading stopped, from the start of the (decompressed) capture, 0 or more. */
  readonly offset: number;
  /** Number of the frame that could not be read; 1 when none was. */
  readonly frame: number;

  /** A fault for a source of one's own to throw: it ends the capture and is told as its error. */
  constructor(
    code: CaptureErrorCode,
    message: string,
    offset: number,
    frame: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.offset = offset;
    this.frame = frame;
  }
}
