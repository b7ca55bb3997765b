import { roleOf } from '../roles/role-of-row.js';
import { BIT } from '../table/frame-batch.js';
import { FINDING_BIT as F } from '../vocabulary/findings.js';
import { ROLE_CODE as R } from '../vocabulary/roles.js';
import { STAGE_CODE as S } from '../vocabulary/stages.js';
import { FLAG } from '../wire/tcp.js';
import { chooseSegmentMessages } from './choose-dns.js';
import { chooseReset } from './choose-reset.js';
import { chooseSequenceFindings, resent } from './choose-sequence.js';
import type { Plan } from './plan.js';
import { SENTENCE as SAY, type SentenceCode } from './sentences.js';

/** Findings that the role's sentence has told already, so that they need no sentence of their own. */
const SAID_BY_LEAD =
  F['keep-alive'] | F['keep-alive-ack'] | F['zero-window-probe'] | F['window-update'] | F['duplicate-ack'];
const RETRANSMISSIONS = F.retransmission | F['fast-retransmission'] | F['spurious-retransmission'];

/** Chooses the sentences of a TCP segment. @param copied it is a second sighting of an earlier frame */
export function chooseTcp(plan: Plan, copied: boolean): void {
  const { batch, row } = plan.frame;
  if (copied) {
    plan.add(batch.payloadLength[row]! > 0 ? SAY['copy-of-data'] : SAY['copy-of-segment']);
    plan.addPreview();
    return;
  }
  let rest = batch.findings[row]! & ~notTold(plan);
  switch (roleOf(batch, row)) {
    case R.data:
      rest = chooseData(plan, rest);
      break;
    case R.ack:
      rest = chooseAck(plan, rest);
      break;
    case R.syn:
      rest = chooseSyn(plan, rest);
      break;
    case R['syn-ack']:
      rest = chooseSynAck(plan, rest);
      break;
    case R['handshake-ack']:
      chooseHandshakeAck(plan);
      break;
    case R['first-fin']:
    case R['second-fin']:
      rest = chooseFin(plan, rest);
      break;
    case R['first-fin-ack']:
    case R['second-fin-ack']:
      chooseFinAck(plan);
      break;
    default:
      chooseReset(plan);
  }
  if (rest !== 0) chooseSequenceFindings(plan, rest);
  if (plan.note?.dns !== undefined) chooseSegmentMessages(plan);
}

/** Findings by Wireshark's rule that the segment itself contradicts: nothing comes before a SYN, and a FIN or the first
 * number of a direction leaves no connection to be kept alive. */
function notTold(plan: Plan): number {
  const { batch, row } = plan.frame;
  if (batch.flags[row]! & FLAG.syn) return F['previous-segment-not-captured'];
  const bits = batch.bits[row]!;
  const atStart = (bits & BIT.isnSeen) !== 0 && batch.relativeSeq[row]! < 1;
  return batch.payloadLength[row] === 0 && (bits & BIT.afterOwnFin || atStart) ? F['keep-alive'] : 0;
}

function chooseData(plan: Plan, findings: number): number {
  const { batch, row } = plan.frame;
  if (findings & F['keep-alive']) {
    plan.add(keepAliveKey(plan));
    return findings & ~(SAID_BY_LEAD | RETRANSMISSIONS);
  }
  if (findings & F['zero-window-probe']) {
    plan.add(SAY['window-probe-byte']);
    return findings & ~(SAID_BY_LEAD | RETRANSMISSIONS);
  }
  const bits = batch.bits[row]!;
  const pushed = (batch.flags[row]! & FLAG.psh) !== 0;
  if (findings & F.retransmission) plan.add(resentKey(plan, findings));
  else if (bits & BIT.isnSeen && batch.relativeSeq[row]! > 0) plan.add(pushed ? SAY['data-push'] : SAY.data);
  else plan.add(pushed ? SAY['data-push-midstream'] : SAY['data-midstream']);
  plan.addPreview();
  if (bits & BIT.afterOtherFin) plan.add(SAY['half-close']);
  addAcknowledgments(plan, bits);
  return findings;
}

function chooseAck(plan: Plan, findings: number): number {
  const { batch, row } = plan.frame;
  if (findings & F['keep-alive']) plan.add(keepAliveKey(plan));
  else if (findings & F['zero-window-probe-ack']) plan.add(SAY['window-probe-answer']);
  else if (findings & F['keep-alive-ack']) plan.add(SAY['keep-alive-answer']);
  else if (findings & F['window-update'])
    plan.add(batch.bits[row]! & BIT.windowKnown ? SAY['window-update'] : SAY['window-update-unscaled']);
  else if (findings & F['duplicate-ack']) plan.add(duplicateAckKey(plan));
  else if (!(batch.flags[row]! & FLAG.ack)) plan.add(SAY['no-ack-flag']);
  else if (batch.acknowledges[row]! === 0) plan.add(SAY.ack);
  else plan.add(batch.roundTrip[row]! >= 0 ? SAY['ack-of'] : SAY['ack-of-untimed']);
  const told = findings & F['zero-window-probe-ack'] ? F['zero-window'] : 0;
  return findings & ~(SAID_BY_LEAD | F['zero-window-probe-ack'] | told);
}

function chooseSyn(plan: Plan, findings: number): number {
  const { batch, row } = plan.frame;
  const stage = batch.stage[row]!;
  // A SYN that is not the first is told as such, whatever finding Wireshark's rules give it.
  const rest = stage === S['open-1'] ? findings : findings & ~(RETRANSMISSIONS | F['out-of-order']);
  if (stage === S['open-again']) {
    plan.add(resent(plan) ? SAY['syn-again-of'] : SAY['syn-again']);
  } else if (stage === S['open-after-refusal']) {
    plan.add(SAY['syn-after-refusal']);
  } else if (stage === S['simultaneous-open']) plan.add(SAY['syn-simultaneous']);
  else plan.add(stage === S['open-1'] ? SAY.syn : SAY['syn-unplaced']);
  if (batch.payloadLength[row]! > 0) {
    plan.add(SAY['fast-open']);
    plan.addPreview();
  }
  return rest;
}

function chooseSynAck(plan: Plan, findings: number): number {
  const { batch, row } = plan.frame;
  let rest = findings;
  switch (batch.stage[row]) {
    case S['open-2']:
      plan.add(batch.inReplyTo[row]! > 0 ? SAY['syn-ack'] : SAY['syn-ack-plain']);
      break;
    case S['open-2-unseen']:
      plan.add(SAY['syn-ack-unseen']);
      break;
    case S['open-again']:
      plan.add(resent(plan) ? SAY['syn-ack-again-of'] : SAY['syn-ack-again']);
      rest &= ~RETRANSMISSIONS;
      break;
    case S['simultaneous-open-ack']:
      // It bears the number of its own SYN by rule, not because that was lost.
      plan.add(SAY['syn-ack-simultaneous']);
      rest &= ~RETRANSMISSIONS;
      break;
    default:
      plan.add(SAY['syn-ack-unplaced']);
  }
  addCarriedData(plan);
  return rest;
}

function chooseHandshakeAck(plan: Plan): void {
  const { batch, row } = plan.frame;
  const stage = batch.stage[row]!;
  // A number beyond the client's first byte shows that something before it was not captured.
  if (stage === S['open-3'] && batch.relativeSeq[row]! > 1) plan.add(SAY['handshake-ack-unplaced']);
  else if (stage === S['open-3'])
    plan.add(batch.inReplyTo[row]! > 0 ? SAY['handshake-ack'] : SAY['handshake-ack-plain']);
  else if (stage === S['open-3-unseen']) plan.add(SAY['handshake-ack-unseen']);
  else
    plan.add(
      stage === S['simultaneous-open-ack']
        ? SAY['handshake-ack-simultaneous']
        : SAY['handshake-ack-unplaced'],
    );
  addCarriedData(plan);
}

const FIN_BY_STAGE: Readonly<Record<number, SentenceCode>> = {
  [S['close-1']]: SAY['fin-begins'],
  [S['four-3']]: SAY['fin-four-3'],
  [S['crossing-fin']]: SAY['fin-crossing'],
  [S['after-reset']]: SAY['fin-after-reset'],
};

function chooseFin(plan: Plan, findings: number): number {
  const { batch, row } = plan.frame;
  const stage = batch.stage[row]!;
  const bits = batch.bits[row]!;
  let rest = findings;
  const joined = stage === S['three-2'] && !(rest & F.retransmission);
  if (joined) plan.add(batch.inReplyTo[row]! > 0 ? SAY['fin-three-2'] : SAY['fin-three-2-plain']);
  else if (stage === S['close-again']) {
    plan.add(resent(plan) ? SAY['fin-again-of'] : SAY['fin-again']);
    rest &= ~RETRANSMISSIONS;
  } else if (rest & F.retransmission)
    // Its number was passed before: what is seen here need not be the first sending of this FIN.
    plan.add(roleOf(batch, row) === R['second-fin'] ? SAY['fin-second-unplaced'] : SAY['fin-first-unplaced']);
  else
    plan.add(
      FIN_BY_STAGE[stage] ??
        (roleOf(batch, row) === R['second-fin'] ? SAY['fin-second-unplaced'] : SAY['fin-first-unplaced']),
    );
  addCarriedData(plan, SAY['carries-last-data']);
  if (!joined) addAcknowledgments(plan, bits);
  return rest;
}

const FIN_ACK_BY_STAGE: Readonly<Record<number, SentenceCode>> = {
  [S['four-2']]: SAY['fin-ack-four-2'],
  [S['four-4']]: SAY['fin-ack-four-4'],
  [S['three-3']]: SAY['fin-ack-three-3'],
  [S['crossing-ack']]: SAY['fin-ack-crossing'],
  [S['after-reset']]: SAY['fin-ack-after-reset'],
};

function chooseFinAck(plan: Plan): void {
  const { batch, row } = plan.frame;
  if (batch.inReplyTo[row] === 0) plan.add(SAY['fin-ack-plain']);
  else plan.add(FIN_ACK_BY_STAGE[batch.stage[row]!] ?? SAY['fin-ack-of']);
}

/** Wireshark's rule for keep-alives also fits what Linux sends to ask whether a closed window has opened. */
function keepAliveKey(plan: Plan): SentenceCode {
  const { batch, row } = plan.frame;
  return batch.bits[row]! & BIT.intoClosedWindow ? SAY['window-probe'] : SAY['keep-alive'];
}

function duplicateAckKey(plan: Plan): SentenceCode {
  const { batch, row } = plan.frame;
  const nothingBeyond = (batch.bits[row]! & BIT.acknowledgesAllSeen) !== 0;
  if (batch.original[row] === 0)
    return nothingBeyond ? SAY['duplicate-ack-idle-plain'] : SAY['duplicate-ack-plain'];
  return nothingBeyond ? SAY['duplicate-ack-idle'] : SAY['duplicate-ack'];
}

/** A segment that is sent again: the frame that first carried it is known, or acknowledged and forgotten, or unseen. */
function resentKey(plan: Plan, findings: number): SentenceCode {
  const { batch, row } = plan.frame;
  if (batch.bits[row]! & BIT.carriesNew) return SAY['data-again-partly'];
  if (resent(plan)) return SAY['data-again-of'];
  return findings & F['spurious-retransmission'] ? SAY['data-again'] : SAY['data-again-unseen'];
}

function addCarriedData(plan: Plan, key: SentenceCode = SAY['carries-data']): void {
  const { batch, row } = plan.frame;
  if (batch.payloadLength[row] === 0) return;
  plan.add(key);
  plan.addPreview();
}

function addAcknowledgments(plan: Plan, bits: number): void {
  const { batch, row } = plan.frame;
  if (bits & (BIT.acknowledgesFirstFin | BIT.acknowledgesSecondFin)) plan.add(SAY['also-acknowledges-fin']);
  else if (batch.acknowledges[row]! > 0) plan.add(SAY['also-acknowledges']);
}
