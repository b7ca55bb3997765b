import { match, P } from 'ts-pattern';
import { CONNECTION, DIRECTION } from '../track/tcp-state.js';
import type { ConnectionOutcome } from '../vocabulary/outcomes.js';

/** What is remembered of a connection that its outcome depends on. */
export interface OutcomeInput {
  /** Bits of `CONNECTION`. */
  readonly flags: number;
  readonly clientIsB: boolean;
  /** Bits of `DIRECTION` of what the client and the server sent. */
  readonly client: number;
  readonly server: number;
  readonly serverFrames: number;
  /** Frame of the first believable reset, and of the later of the two FINs; 0 none. */
  readonly resetFrame: number;
  readonly lastFinFrame: number;
}

/** How a connection ended, or how far it came. A reset after both sides had closed changes nothing. */
export function connectionOutcome(input: OutcomeInput): ConnectionOutcome {
  const { flags } = input;
  const has = (bit: number): boolean => (flags & bit) !== 0;
  const facts = {
    clientFin: (input.client & DIRECTION.finSent) !== 0,
    serverFin: (input.server & DIRECTION.finSent) !== 0,
    acknowledged: (input.client & input.server & DIRECTION.finAcknowledged) !== 0,
    reset: has(CONNECTION.reset),
    resetFirst: has(CONNECTION.reset) && input.resetFrame < input.lastFinFrame,
    resetByClient: has(CONNECTION.resetByB) === input.clientIsB,
    refused: has(CONNECTION.refused),
    syn: has(CONNECTION.synSeen),
    synAck: (input.server & DIRECTION.isnKnown) !== 0,
    handshake: has(CONNECTION.handshakeDone),
    answered: input.serverFrames > 0,
  };
  return match<typeof facts, ConnectionOutcome>(facts)
    .with({ clientFin: true, serverFin: true, acknowledged: true, resetFirst: false }, () => 'closed')
    .with({ reset: true, refused: true }, () => 'refused')
    .with({ reset: true, resetByClient: true, syn: true, synAck: false, answered: false }, () => 'abandoned')
    .with({ reset: true, resetByClient: true }, () => 'reset-by-client')
    .with({ reset: true, resetByClient: false }, () => 'reset-by-server')
    .with({ clientFin: true, serverFin: true }, () => 'closing')
    .with({ clientFin: true }, () => 'half-closed-by-client')
    .with({ serverFin: true }, () => 'half-closed-by-server')
    .with({ syn: true, synAck: false, answered: false }, () => 'no-answer')
    .with({ synAck: true, handshake: false }, () => 'half-open')
    .with({ handshake: true }, () => 'open')
    .with({ syn: true }, () => 'half-open')
    .with(P._, () => 'midstream')
    .exhaustive();
}
