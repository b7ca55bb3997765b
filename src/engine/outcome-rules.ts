import { match, P } from 'ts-pattern';
import { CONNECTION_OUTCOMES, type ConnectionOutcome } from '../vocabulary/outcomes.js';
import { EITHER, tabulate } from '../vocabulary/tabulate.js';

/** What a connection's outcome depends on. */
interface EndingFacts {
  readonly clientFin: boolean;
  readonly serverFin: boolean;
  /** Both FINs were. */
  readonly acknowledged: boolean;
  readonly reset: boolean;
  /** Before the last FIN. */
  readonly resetFirst: boolean;
  readonly resetByClient: boolean;
  /** By RST in answer to the SYN. */
  readonly refused: boolean;
  readonly syn: boolean;
  readonly synAck: boolean;
  readonly handshake: boolean;
  /** Something came from the server. */
  readonly answered: boolean;
}

/** A reset after both sides had closed changes nothing. */
function outcomeOf(facts: EndingFacts): ConnectionOutcome {
  return match<EndingFacts, ConnectionOutcome>(facts)
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

/** Places of the outcomes in their list, by a bit for each fact. */
export const OUTCOMES: readonly number[] = tabulate<EndingFacts, number>(
  {
    clientFin: EITHER,
    serverFin: EITHER,
    acknowledged: EITHER,
    reset: EITHER,
    resetFirst: EITHER,
    resetByClient: EITHER,
    refused: EITHER,
    syn: EITHER,
    synAck: EITHER,
    handshake: EITHER,
    answered: EITHER,
  },
  (facts) => CONNECTION_OUTCOMES.indexOf(outcomeOf(facts)),
);
