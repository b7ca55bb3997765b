import type { TcpTracker } from '../track/tcp-tracker.js';
import type { CaptureContext } from './capture-context.js';
import { Connection } from './connection.js';
import type { ConnectionChoice } from './limits.js';

/** The connections that a function chooses, each asked of once. */
export class ChosenConnections {
  /** How many there may come to be. */
  readonly size: number = Number.POSITIVE_INFINITY;
  readonly #choice: ConnectionChoice;
  readonly #context: CaptureContext;
  readonly #tcp: TcpTracker;
  readonly #asked = new Map<number, boolean>();

  constructor(choice: ConnectionChoice, context: CaptureContext, tcp: TcpTracker) {
    this.#choice = choice;
    this.#context = context;
    this.#tcp = tcp;
  }

  /** Whether the connection with this number is chosen. */
  has(connection: number): boolean {
    let chosen = this.#asked.get(connection);
    if (chosen === undefined) {
      chosen = this.#choice(new Connection(this.#context, this.#tcp, connection));
      this.#asked.set(connection, chosen);
    }
    return chosen;
  }
}
