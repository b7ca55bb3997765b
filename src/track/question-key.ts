/** Set in the number of a name that was asked for over TCP. */
const OVER_TCP = 1 << 30;

/** Makes collisions unpredictable, so that no capture can be written to slow the search down. */
const SEED = Math.floor(Math.random() * 2 ** 32);

/** What an answer has in common with its question, in whole numbers of 32 bits; reused from message to message. */
export class QuestionKey {
  /** Identification, and in the upper half the question's type. */
  about = 0;
  /** Number of the name in the name table, and whether TCP carried the question. */
  name = 0;
  /** Address ids of who asks and who is asked. */
  client = 0;
  server = 0;
  /** Port of who is asked, and in the upper half that of who asks. */
  ports = 0;

  get id(): number {
    return this.about & 0xffff;
  }

  get type(): number {
    return this.about >>> 16;
  }

  /** Number in the name table. */
  get nameNumber(): number {
    return this.name & ~OVER_TCP;
  }

  get isOverTcp(): boolean {
    return (this.name & OVER_TCP) !== 0;
  }

  get clientPort(): number {
    return this.ports >>> 16;
  }

  get serverPort(): number {
    return this.ports & 0xffff;
  }

  setQuestion(id: number, type: number, name: number, isOverTcp: boolean): void {
    this.about = id | (type << 16);
    this.name = isOverTcp ? name | OVER_TCP : name;
  }

  setParties(client: number, clientPort: number, server: number, serverPort: number): void {
    this.client = client | 0;
    this.server = server | 0;
    this.ports = (clientPort << 16) | serverPort;
  }

  hash(withPorts: boolean): number {
    let h = Math.imul(this.about ^ SEED, 0x9e3779b1) ^ Math.imul(this.name, 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 15) ^ this.client, 0x27d4eb2f) ^ Math.imul(this.server, 0xc2b2ae35);
    if (withPorts) h = Math.imul(h ^ (h >>> 13) ^ this.ports, 0x85ebca6b);
    return h ^ (h >>> 15);
  }
}
