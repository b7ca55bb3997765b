import { CONNECTION, DIRECTION, OWN, SIDE, sideOf, type TcpState } from '../track/tcp-state.js';
import { CONNECTION_OUTCOMES, type ConnectionOutcome } from '../vocabulary/outcomes.js';
import { OUTCOMES } from './outcome-rules.js';

/** The facts that the rules of outcomes know, a bit each, in their order. */
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

/** How a connection ended, or how far it came. */
export function connectionOutcome(
  { i32, u32 }: TcpState,
  record: number,
  clientSide: number,
): ConnectionOutcome {
  const client = sideOf(record, clientSide);
  const server = sideOf(record, 1 - clientSide);
  const flags = i32[record + OWN.flags]!;
  const clientFlags = i32[client + SIDE.flags]!;
  const serverFlags = i32[server + SIDE.flags]!;
  const isReset = (flags & CONNECTION.reset) !== 0;
  const lastFinFrame = Math.max(u32[client + SIDE.finFrame]!, u32[server + SIDE.finFrame]!);
  const facts =
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
    (u32[server + SIDE.frames]! > 0 ? FACT.answered : 0);
  return CONNECTION_OUTCOMES[OUTCOMES[facts]!]!;
}
