import { match, P } from 'ts-pattern';
import { CONNECTION, DIRECTION, OWN, SIDE, sideOf, type TcpState } from '../track/tcp-state.js';
import type { ConnectionOutcome } from '../vocabulary/outcomes.js';

/** How a connection ended, or how far it came. A reset after both sides had closed changes nothing. */
export function connectionOutcome(tcp: TcpState, record: number, clientSide: number): ConnectionOutcome {
  const index = indexOf(tcp, record, clientSide);
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

function indexOf({ i32, u32 }: TcpState, record: number, clientSide: number): number {
  const client = sideOf(record, clientSide);
  const server = sideOf(record, 1 - clientSide);
  const flags = i32[record + OWN.flags]!;
  const clientFlags = i32[client + SIDE.flags]!;
  const serverFlags = i32[server + SIDE.flags]!;
  const isReset = (flags & CONNECTION.reset) !== 0;
  const lastFinFrame = Math.max(u32[client + SIDE.finFrame]!, u32[server + SIDE.finFrame]!);
  return (
    (clientFlags & DIRECTION.finSent ? FACT.clientFin : 0) |
    (serverFlags & DIRECTION.finSent ? FACT.serverFin : 0) |
    (clientFlags & serverFlags & DIRECTION.finAcknowledged ? FACT.acknowledged : 0) |
    (isReset ? FACT.reset : 0) |
    (isReset && u32[record + OWN.resetFrame]! < lastFinFrame ? FACT.resetFirst : 0) |
    ((flags & CONNECTION.resetByB ? 1 : 0) === clientSide ? FACT.resetByClient : 0) |
    (flags & CONNECTION.refused ? FACT.refused : 0) |
    (flags & CONNECTION.synSeen ? FACT.syn : 0) |
    (serverFlags & DIRECTION.isnKnown ? FACT.synAck : 0) |
    (flags & CONNECTION.handshakeDone ? FACT.handshake : 0) |
    (u32[server + SIDE.frames]! > 0 ? FACT.answered : 0)
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
