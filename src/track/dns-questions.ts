import type { ExchangeTable } from './exchange-table.js';
import { QuestionKey } from './question-key.js';

const FIRST_SLOTS = 1 << 8;
const FIRST_QUEUES = 1 << 4;

/**
 * Finds the question that an answer belongs to, however often the same was asked: questions with the same key stand in
 * a queue, oldest first, which remembers up to where all are answered.
 */
export class QuestionQueues {
  readonly #exchanges: ExchangeTable;
  readonly #withPorts: boolean;
  /**
   * By hash of the key: 1 + a question, or, once that was asked again, 1 + a queue and the bit above; the bits above that
   * are the hash's, so that few other questions are looked at. There are more than twice as many slots as exchanges:
   * half the bits of a slot's number suffice for any of them.
   */
  #slots: Int32Array = new Int32Array(FIRST_SLOTS);
  /** Exchanges taken in so far. */
  #taken = 0;
  /** Of each queue: the first and last link, and the first one whose question may be unanswered. */
  #first: Int32Array = new Int32Array(FIRST_QUEUES);
  #last: Int32Array = new Int32Array(FIRST_QUEUES);
  #open: Int32Array = new Int32Array(FIRST_QUEUES);
  #queues = 0;
  /** Of each link: the question, and the link behind it; 0 at the end, since the first of all is behind none. */
  #question: Int32Array = new Int32Array(2 * FIRST_QUEUES);
  #next: Int32Array = new Int32Array(2 * FIRST_QUEUES);
  #links = 0;
  readonly #key = new QuestionKey();

  /** @param withPorts whether ports are part of the key */
  constructor(exchanges: ExchangeTable, withPorts: boolean) {
    this.#exchanges = exchanges;
    this.#withPorts = withPorts;
  }

  /** The oldest unanswered question with this key, else the oldest; -1 where there is none. */
  find(key: QuestionKey): number {
    if (this.#taken < this.#exchanges.count) this.#takeIn();
    const half = this.#slots.length >> 1;
    const entry = this.#slots[this.#slotOf(key, key.hash(this.#withPorts))]!;
    const number = (entry & (half - 1)) - 1;
    return (entry & half) === 0 ? number : this.#openIn(number);
  }

  #openIn(queue: number): number {
    let open = this.#open[queue]!;
    while (this.#isAnswered(open) && this.#next[open] !== 0) open = this.#next[open]!;
    this.#open[queue] = open;
    return this.#question[this.#isAnswered(open) ? this.#first[queue]! : open]!;
  }

  #isAnswered(link: number): boolean {
    return this.#exchanges.response(this.#question[link]!) !== 0;
  }

  /** Takes in the questions asked since an answer was last looked for. */
  #takeIn(): void {
    const { count } = this.#exchanges;
    if (this.#slots.length <= 2 * count) this.#beginAnew(2 * count);
    for (let index = this.#taken; index < count; index++)
      if (this.#exchanges.query(index) !== 0) this.#add(index);
    this.#taken = count;
  }

  /** Makes room for more than `least` entries. */
  #beginAnew(least: number): void {
    let length = this.#slots.length;
    while (length <= least) length *= 2;
    this.#slots = new Int32Array(length);
    this.#taken = 0;
    this.#queues = 0;
    this.#links = 0;
  }

  #add(question: number): void {
    const slots = this.#slots;
    const half = slots.length >> 1;
    this.#exchanges.readKey(question, this.#key);
    const hash = this.#key.hash(this.#withPorts);
    const slot = this.#slotOf(this.#key, hash);
    const entry = slots[slot]!;
    const number = (entry & (half - 1)) - 1;
    if (entry === 0) slots[slot] = (hash & -slots.length) | (question + 1);
    else if (entry & half) {
      const link = this.#link(question);
      this.#next[this.#last[number]!] = link;
      this.#last[number] = link;
    } else slots[slot] = (hash & -slots.length) | half | (this.#queue(number, question) + 1);
  }

  /** The slot of a key's entry, or the free one where it would go. */
  #slotOf(key: QuestionKey, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let entry = slots[slot]!; entry !== 0; entry = slots[slot]!) {
      if (((entry ^ hash) & ~mask) === 0 && this.#isFor(key, entry)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #isFor(key: QuestionKey, entry: number): boolean {
    const half = this.#slots.length >> 1;
    const number = (entry & (half - 1)) - 1;
    const question = (entry & half) === 0 ? number : this.#question[this.#first[number]!]!;
    return this.#exchanges.hasKey(question, key, this.#withPorts);
  }

  /** Begins a queue of two questions. */
  #queue(first: number, second: number): number {
    const queue = this.#queues++;
    if (queue === this.#first.length) {
      this.#first = doubled(this.#first);
      this.#last = doubled(this.#last);
      this.#open = doubled(this.#open);
    }
    const firstLink = this.#link(first);
    const lastLink = this.#link(second);
    this.#next[firstLink] = lastLink;
    this.#first[queue] = firstLink;
    this.#last[queue] = lastLink;
    this.#open[queue] = firstLink;
    return queue;
  }

  #link(question: number): number {
    const link = this.#links++;
    if (link === this.#question.length) {
      this.#question = doubled(this.#question);
      this.#next = doubled(this.#next);
    }
    this.#question[link] = question;
    this.#next[link] = 0;
    return link;
  }
}

function doubled(old: Int32Array): Int32Array {
  const grown = new Int32Array(old.length * 2);
  grown.set(old);
  return grown;
}
