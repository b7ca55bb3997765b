import { CODE } from '../kernels/sha1.js';
import { Kernel, type KernelConstant, type KernelMemory } from './kernel.js';
import type { ByteSink } from './sink.js';

/** Bytes of the longest message that stands in one block with the bit behind it and its length. */
const LONGEST = 55;
/** Words of a digest's text. */
const TEXT_WORDS = 7;

interface Sha1Kernel {
  readonly memory: KernelMemory;
  readonly MESSAGES: KernelConstant;
  readonly TEXTS: KernelConstant;
  digest(length: number): void;
}

const kernel = new Kernel<Sha1Kernel>(CODE);

/** SHA-1 (FIPS 180-4) of short messages: what fits into one block. */
export class ShortSha1 {
  /** The message goes here; it is lost when its digest is made. */
  readonly message: Uint8Array;
  readonly #text: Int32Array;
  readonly #kernel: Sha1Kernel = kernel.instance();

  constructor() {
    const { memory, MESSAGES, TEXTS } = this.#kernel;
    this.message = new Uint8Array(memory.buffer, MESSAGES.value, LONGEST);
    this.#text = new Int32Array(memory.buffer, TEXTS.value, TEXT_WORDS);
  }

  /**
   * Writes the message's digest in base 64.
   *
   * @param length bytes of the message, 0 to 55
   * @throws RangeError where it has more
   */
  write(sink: ByteSink, length: number): void {
    if (length > LONGEST) throw new RangeError('the message is longer than a block');
    this.#kernel.digest(length);
    for (let word = 0; word < TEXT_WORDS; word++) sink.word(this.#text[word]!);
  }
}
