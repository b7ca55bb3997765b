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
  const index = indexOf(input);
  OUTCOMES[index] ??= outcomeOf(index);
  return OUTCOMES[index];
}

/** What the outcome depends on, a bit each. */
const FACT = {
  clientFin: 1,
  serverFin: 2,
  acknowledged: 4,
  reset: 8,
  resetFirst: 16,
  resetByClient: 32,
  refused: 64,
  syn: 128,
  synAck: 256,
  handshake: 512,
  answered: 1024,
} as const;

/** Outcomes by the sum of the facts, each worked out when it is first met. */
const OUTCOMES: (ConnectionOutcome | undefined)[] = new Array<undefined>(2048).fill(undefined);

function indexOf(input: OutcomeInput): number {
  const { flags, client, server } = input;
  const isReset = (flags & CONNECTION.reset) !== 0;
  const resetByB = (flags & CONNECTION.resetByB) !== 0;
  return (
    (client & DIRECTION.finSent ? FACT.clientFin : 0) |
    (server & DIRECTION.finSent ? FACT.serverFin : 0) |
    (client & server & DIRECTION.finAcknowledged ? FACT.acknowledged : 0) |
    (isReset ? FACT.reset : 0) |
    (isReset && input.resetFrame < input.lastFinFrame ? FACT.resetFirst : 0) |
    (resetByB === input.clientIsB ? FACT.resetByClient : 0) |
    (flags & CONNECTION.refused ? FACT.refused : 0) |
    (flags & CONNECTION.synSeen ? FACT.syn : 0) |
    (server & DIRECTION.isnKnown ? FACT.synAck : 0) |
    (flags & CONNECTION.handshakeDone ? FACT.handshake : 0) |
    (input.serverFrames > 0 ? FACT.answered : 0)
  );
}

function outcomeOf(index: number): ConnectionOutcome {
  const has = (bit: number): boolean => (index & bit) !== 0;
  const facts = {
    clientFin: has(FACT.clientFin),
    serverFin: has(FACT.serverFin),
    acknowledged: has(FACT.acknowledged),
    reset: has(FACT.reset),
    resetFirst: has(FACT.resetFirst),
    resetByClient: has(FACT.resetByClient),
    refused: has(FACT.refused),
    syn: has(FACT.syn),
    synAck: has(FACT.synAck),
    handshake: has(FACT.handshake),
    answered: has(FACT.answered),
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
