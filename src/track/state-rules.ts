import { match, P } from 'ts-pattern';
import type { ConnectionState } from '../vocabulary/outcomes.js';
import { EITHER, tabulate } from '../vocabulary/tabulate.js';

/** What Zeek's observer holds of one side of a connection. */
export const ENDPOINTS = [
  'inactive',
  'syn-sent',
  'syn-ack-sent',
  'partial',
  'established',
  'closed',
  'reset',
] as const;
type Endpoint = (typeof ENDPOINTS)[number];

/** What Zeek's `conn_state` depends on. */
interface StateFacts {
  /** The originator's state. */
  readonly o: Endpoint;
  /** The responder's. */
  readonly r: Endpoint;
  /** Neither sent payload. */
  readonly empty: boolean;
  /** The originator sent a SYN and then a RST, and nothing between. */
  readonly onlySyn: boolean;
}

/** The verdict from both sides' states: the first rule that fits wins (Zeek's `determine_service`-free `conn_state`). */
function stateOf(facts: StateFacts): ConnectionState {
  const unseen = P.union('inactive', 'partial');
  return match<StateFacts, ConnectionState>(facts)
    .with({ r: 'reset', o: P.union('syn-sent', 'syn-ack-sent') }, () => 'REJ')
    .with({ r: 'reset', o: 'reset', empty: true }, () => 'REJ')
    .with({ r: 'reset', o: unseen }, () => 'RSTRH')
    .with({ r: 'reset' }, () => 'RSTR')
    .with({ o: 'reset', r: unseen, onlySyn: true }, () => 'RSTOS0')
    .with({ o: 'reset', r: unseen }, () => 'OTH')
    .with({ o: 'reset' }, () => 'RSTO')
    .with({ o: 'closed', r: 'closed' }, () => 'SF')
    .with({ o: 'closed', r: unseen }, () => 'SH')
    .with({ o: 'closed' }, () => 'S2')
    .with({ r: 'closed', o: unseen }, () => 'SHR')
    .with({ r: 'closed' }, () => 'S3')
    .with({ o: 'syn-sent', r: 'inactive' }, () => 'S0')
    .with({ o: 'established', r: 'established' }, () => 'S1')
    .with(P._, () => 'OTH')
    .exhaustive();
}

/** The verdicts by the places of both sides' states, and then a bit for each of the other facts. */
export const STATES: readonly ConnectionState[] = tabulate(
  { o: ENDPOINTS, r: ENDPOINTS, empty: EITHER, onlySyn: EITHER },
  stateOf,
);
