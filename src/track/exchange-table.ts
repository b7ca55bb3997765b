import type { QuestionKey } from './question-key.js';

/** Words of a record, and what stands where. */
const WORDS = 14;
const ABOUT = 0;
const NAME = 1;
const CLIENT = 2;
const SERVER = 3;
const PORTS = 4;
const ASKED = 5;
const QUERY = 6;
const RESPONSE = 7;
const ANSWER = 8;
const NANOSECONDS = 9;
/** In pairs of words. */
const PAIRS = WORDS / 2;
const SECONDS = 5;
const RESPONSE_TIME = 6;

const BLOCK_BITS = 11;
/** Records of a block. */
const BLOCK = 1 << BLOCK_BITS;

/**
 * DNS questions and what came of them, as records in blocks, in the order of their first frames; each is named by its index,
 * from 0.
 */
export class ExchangeTable {
  count = 0;
  readonly #words: Int32Array[] = [];
  /** The same blocks. */
  readonly #doubles: Float64Array[] = [];

  /** Adds an exchange without frames and answer; returns its index. */
  add(key: QuestionKey, asked: number, seconds: number, nanoseconds: number): number {
    const index = this.count++;
    const block = index >> BLOCK_BITS;
    if (block === this.#words.length) {
      const doubles = new Float64Array(BLOCK * PAIRS);
      this.#doubles.push(doubles);
      this.#words.push(new Int32Array(doubles.buffer));
    }
    const row = index & (BLOCK - 1);
    const words = this.#words[block]!;
    const doubles = this.#doubles[block]!;
    const at = row * WORDS;
    words[at + ABOUT] = key.about;
    words[at + NAME] = key.name;
    words[at + CLIENT] = key.client;
    words[at + SERVER] = key.server;
    words[at + PORTS] = key.ports;
    words[at + ASKED] = asked;
    words[at + NANOSECONDS] = nanoseconds;
    doubles[row * PAIRS + SECONDS] = seconds;
    doubles[row * PAIRS + RESPONSE_TIME] = Number.NaN;
    return index;
  }

  /** Copies the key of an exchange. */
  readKey(index: number, key: QuestionKey): void {
    const words = this.#words[index >> BLOCK_BITS]!;
    const at = (index & (BLOCK - 1)) * WORDS;
    key.about = words[at + ABOUT]!;
    key.name = words[at + NAME]!;
    key.client = words[at + CLIENT]!;
    key.server = words[at + SERVER]!;
    key.ports = words[at + PORTS]!;
  }

  /** Whether the exchange's key is this one. */
  hasKey(index: number, key: QuestionKey, withPorts: boolean): boolean {
    const words = this.#words[index >> BLOCK_BITS]!;
    const at = (index & (BLOCK - 1)) * WORDS;
    return (
      words[at + ABOUT] === key.about &&
      words[at + NAME] === key.name &&
      words[at + CLIENT] === key.client &&
      words[at + SERVER] === key.server &&
      (!withPorts || words[at + PORTS] === key.ports)
    );
  }

  /** The question's name as it was asked, by number in the name table. */
  asked(index: number): number {
    return this.#word(index, ASKED);
  }

  /** Question's frame; 0 where only the answer is in the capture. */
  query(index: number): number {
    return this.#word(index, QUERY) >>> 0;
  }

  /** First answer's frame; 0 where there is none (yet). */
  response(index: number): number {
    return this.#word(index, RESPONSE) >>> 0;
  }

  /** Where the answer's message is kept; 0 where it is not. */
  answer(index: number): number {
    return this.#word(index, ANSWER);
  }

  /** Time of the first frame. */
  seconds(index: number): number {
    return this.#doubles[index >> BLOCK_BITS]![(index & (BLOCK - 1)) * PAIRS + SECONDS]!;
  }

  nanoseconds(index: number): number {
    return this.#word(index, NANOSECONDS) >>> 0;
  }

  /** Seconds from question to answer; NaN without either. */
  responseTime(index: number): number {
    return this.#doubles[index >> BLOCK_BITS]![(index & (BLOCK - 1)) * PAIRS + RESPONSE_TIME]!;
  }

  setQuery(index: number, frame: number): void {
    this.#setWord(index, QUERY, frame);
  }

  setResponse(index: number, frame: number): void {
    this.#setWord(index, RESPONSE, frame);
  }

  setResponseTime(index: number, seconds: number): void {
    this.#doubles[index >> BLOCK_BITS]![(index & (BLOCK - 1)) * PAIRS + RESPONSE_TIME] = seconds;
  }

  setAnswer(index: number, message: number): void {
    this.#setWord(index, ANSWER, message);
  }

  #word(index: number, field: number): number {
    return this.#words[index >> BLOCK_BITS]![(index & (BLOCK - 1)) * WORDS + field]!;
  }

  #setWord(index: number, field: number, value: number): void {
    this.#words[index >> BLOCK_BITS]![(index & (BLOCK - 1)) * WORDS + field] = value;
  }
}
