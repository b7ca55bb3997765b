/** What an answer must have in common with its question. */
export interface QuestionKey {
  readonly id: number;
  /** Number in the name table, and type number. */
  readonly name: number;
  readonly type: number;
  readonly transport: 'udp' | 'tcp';
  /** Address ids and ports of who asks and who is asked. */
  readonly client: number;
  readonly server: number;
  readonly clientPort: number;
  readonly serverPort: number;
}

interface Question extends QuestionKey {
  /** Frame of the first answer; 0 where there is none yet. */
  readonly response: number;
}

const FIRST_SIZE = 1 << 8;

/**
 * Finds the question that an answer belongs to, however often the same was asked: questions with the same key stand in
 * a queue, oldest first, which remembers up to where all are answered.
 */
export class QuestionQueues {
  readonly #questions: readonly Question[];
  readonly #withPorts: boolean;
  /** Queue + 1, by hash of the key. */
  #slots: Int32Array = new Int32Array(FIRST_SIZE * 2);
  #count = 0;
  /** Of each queue: the first and last question, and the first one that may be unanswered. */
  #first: Int32Array = new Int32Array(FIRST_SIZE);
  #last: Int32Array = new Int32Array(FIRST_SIZE);
  #open: Int32Array = new Int32Array(FIRST_SIZE);
  /** The next question in the same queue; 0 at its end, since no question follows itself. */
  #next: Int32Array = new Int32Array(FIRST_SIZE);

  /** @param questions the list that `add` and `find` speak of by index. @param withPorts whether ports are part of the key */
  constructor(questions: readonly Question[], withPorts: boolean) {
    this.#questions = questions;
    this.#withPorts = withPorts;
  }

  /** Takes in the question at this index, which is later than all before it. */
  add(index: number): void {
    while (index >= this.#next.length) this.#next = doubled(this.#next);
    const slot = this.#slotOf(this.#questions[index]!);
    const queue = this.#slots[slot]! - 1;
    if (queue < 0) {
      this.#begin(slot, index);
      return;
    }
    this.#next[this.#last[queue]!] = index;
    this.#last[queue] = index;
  }

  /** The oldest unanswered question with this key, else the oldest; -1 where there is none. */
  find(key: QuestionKey): number {
    const queue = this.#slots[this.#slotOf(key)]! - 1;
    if (queue < 0) return -1;
    let open = this.#open[queue]!;
    while (this.#questions[open]!.response !== 0 && this.#next[open] !== 0) open = this.#next[open]!;
    this.#open[queue] = open;
    return this.#questions[open]!.response === 0 ? open : this.#first[queue]!;
  }

  #begin(slot: number, index: number): void {
    const queue = this.#count++;
    if (queue === this.#first.length) {
      this.#first = doubled(this.#first);
      this.#last = doubled(this.#last);
      this.#open = doubled(this.#open);
    }
    this.#first[queue] = index;
    this.#last[queue] = index;
    this.#open[queue] = index;
    this.#slots[slot] = queue + 1;
    if (this.#count * 2 <= this.#slots.length) return;
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let known = 0; known < this.#count; known++)
      this.#slots[this.#slotOf(this.#questions[this.#first[known]!]!)] = known + 1;
  }

  /** The slot of a key's queue, or the free one where it would go. */
  #slotOf(key: QuestionKey): number {
    const mask = this.#slots.length - 1;
    let slot = this.#hash(key) & mask;
    for (let queue = this.#slots[slot]!; queue !== 0; queue = this.#slots[slot]!) {
      if (this.#same(this.#questions[this.#first[queue - 1]!]!, key)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #same(a: QuestionKey, b: QuestionKey): boolean {
    if (a.id !== b.id || a.name !== b.name || a.type !== b.type || a.transport !== b.transport) return false;
    if (a.client !== b.client || a.server !== b.server) return false;
    return !this.#withPorts || (a.clientPort === b.clientPort && a.serverPort === b.serverPort);
  }

  #hash(key: QuestionKey): number {
    let h = Math.imul(key.id ^ Math.imul(key.type, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(key.name, 0xc2b2ae35);
    h = Math.imul(h ^ (h >>> 15) ^ key.client, 0x27d4eb2f) ^ Math.imul(key.server, 0x9e3779b1);
    if (this.#withPorts)
      h = Math.imul(h ^ (h >>> 13) ^ ((key.clientPort << 16) | key.serverPort), 0x85ebca6b);
    return h ^ (h >>> 15);
  }
}

function doubled(old: Int32Array): Int32Array {
  const grown = new Int32Array(old.length * 2);
  grown.set(old);
  return grown;
}
