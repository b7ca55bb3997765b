import { BIT } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { ROLE_CODE } from '../vocabulary/roles.js';
import { STAGE_CODE } from '../vocabulary/stages.js';
import { FLAG } from '../wire/tcp.js';
import { chooseSegmentMessages } from './choose-dns.js';
import { isOfFragments } from './choose-frame.js';
import { chooseReset } from './choose-reset.js';
import type { Plan } from './plan.js';
import type { SentenceKey } from './sentences.js';

const R = ROLE_CODE;
const F = FINDING_BIT;
const S = STAGE_CODE;

/** Findings that the role's sentence has told already, so that they need no sentence of their own. */
const SAID_BY_LEAD =
  F['keep-alive'] | F['keep-alive-ack'] | F['zero-window-probe'] | F['window-update'] | F['duplicate-ack'];
const RETRANSMISSIONS = F.retransmission | F['fast-retransmission'] | F['spurious-retransmission'];

/** Chooses the sentences of a TCP segment. @param copied it is a second sighting of an earlier frame */
export function chooseTcp(plan: Plan, copied: boolean): void {
  const { batch, row } = plan.frame;
  if (copied) {
    plan.add(batch.payloadLength[row]! > 0 ? 'copy-of-data' : 'copy-of-segment');
    plan.addPreview();
    return;
  }
  let rest = batch.findings[row]! & ~notTold(plan);
  switch (batch.role[row]) {
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
    plan.add('window-probe-byte');
    return findings & ~(SAID_BY_LEAD | RETRANSMISSIONS);
  }
  const bits = batch.bits[row]!;
  const pushed = (batch.flags[row]! & FLAG.psh) !== 0;
  if (findings & F.retransmission) plan.add(resentKey(plan, findings));
  else if (bits & BIT.isnSeen && batch.relativeSeq[row]! > 0) plan.add(pushed ? 'data-push' : 'data');
  else plan.add(pushed ? 'data-push-midstream' : 'data-midstream');
  plan.addPreview();
  if (bits & BIT.afterOtherFin) plan.add('half-close');
  addAcknowledgments(plan, bits);
  return findings;
}

function chooseAck(plan: Plan, findings: number): number {
  const { batch, row } = plan.frame;
  if (findings & F['keep-alive']) plan.add(keepAliveKey(plan));
  else if (findings & F['zero-window-probe-ack']) plan.add('window-probe-answer');
  else if (findings & F['keep-alive-ack']) plan.add('keep-alive-answer');
  else if (findings & F['window-update'])
    plan.add(batch.bits[row]! & BIT.windowKnown ? 'window-update' : 'window-update-unscaled');
  else if (findings & F['duplicate-ack']) plan.add(duplicateAckKey(plan));
  else if (!(batch.flags[row]! & FLAG.ack)) plan.add('no-ack-flag');
  else if (batch.acknowledges[row]! === 0) plan.add('ack');
  else plan.add(batch.roundTrip[row]! >= 0 ? 'ack-of' : 'ack-of-untimed');
  const told = findings & F['zero-window-probe-ack'] ? F['zero-window'] : 0;
  return findings & ~(SAID_BY_LEAD | F['zero-window-probe-ack'] | told);
}

function chooseSyn(plan: Plan, findings: number): number {
  const { batch, row } = plan.frame;
  const stage = batch.stage[row]!;
  // A SYN that is not the first is told as such, whatever finding Wireshark's rules give it.
  const rest = stage === S['open-1'] ? findings : findings & ~(RETRANSMISSIONS | F['out-of-order']);
  if (stage === S['open-again']) {
    plan.add(resent(plan) ? 'syn-again-of' : 'syn-again');
  } else if (stage === S['open-after-refusal']) {
    plan.add('syn-after-refusal');
  } else if (stage === S['simultaneous-open']) plan.add('syn-simultaneous');
  else plan.add(stage === S['open-1'] ? 'syn' : 'syn-unplaced');
  if (batch.payloadLength[row]! > 0) {
    plan.add('fast-open');
    plan.addPreview();
  }
  return rest;
}

function chooseSynAck(plan: Plan, findings: number): number {
  const { batch, row } = plan.frame;
  let rest = findings;
  switch (batch.stage[row]) {
    case S['open-2']:
      plan.add(batch.inReplyTo[row]! > 0 ? 'syn-ack' : 'syn-ack-plain');
      break;
    case S['open-2-unseen']:
      plan.add('syn-ack-unseen');
      break;
    case S['open-again']:
      plan.add(resent(plan) ? 'syn-ack-again-of' : 'syn-ack-again');
      rest &= ~RETRANSMISSIONS;
      break;
    case S['simultaneous-open-ack']:
      // It bears the number of its own SYN by rule, not because that was lost.
      plan.add('syn-ack-simultaneous');
      rest &= ~RETRANSMISSIONS;
      break;
    default:
      plan.add('syn-ack-unplaced');
  }
  addCarriedData(plan);
  return rest;
}

function chooseHandshakeAck(plan: Plan): void {
  const { batch, row } = plan.frame;
  const stage = batch.stage[row]!;
  // A number beyond the client's first byte shows that something before it was not captured.
  if (stage === S['open-3'] && batch.relativeSeq[row]! > 1) plan.add('handshake-ack-unplaced');
  else if (stage === S['open-3'])
    plan.add(batch.inReplyTo[row]! > 0 ? 'handshake-ack' : 'handshake-ack-plain');
  else if (stage === S['open-3-unseen']) plan.add('handshake-ack-unseen');
  else
    plan.add(stage === S['simultaneous-open-ack'] ? 'handshake-ack-simultaneous' : 'handshake-ack-unplaced');
  addCarriedData(plan);
}

const FIN_BY_STAGE: Readonly<Record<number, SentenceKey>> = {
  [S['close-1']]: 'fin-begins',
  [S['four-3']]: 'fin-four-3',
  [S['crossing-fin']]: 'fin-crossing',
  [S['after-reset']]: 'fin-after-reset',
};

function chooseFin(plan: Plan, findings: number): number {
  const { batch, row } = plan.frame;
  const stage = batch.stage[row]!;
  const bits = batch.bits[row]!;
  let rest = findings;
  const joined = stage === S['three-2'] && !(rest & F.retransmission);
  if (joined) plan.add(batch.inReplyTo[row]! > 0 ? 'fin-three-2' : 'fin-three-2-plain');
  else if (stage === S['close-again']) {
    plan.add(resent(plan) ? 'fin-again-of' : 'fin-again');
    rest &= ~RETRANSMISSIONS;
  } else if (rest & F.retransmission)
    // Its number was passed before: what is seen here need not be the first sending of this FIN.
    plan.add(batch.role[row] === R['second-fin'] ? 'fin-second-unplaced' : 'fin-first-unplaced');
  else
    plan.add(
      FIN_BY_STAGE[stage] ??
        (batch.role[row] === R['second-fin'] ? 'fin-second-unplaced' : 'fin-first-unplaced'),
    );
  addCarriedData(plan, 'carries-last-data');
  if (!joined) addAcknowledgments(plan, bits);
  return rest;
}

const FIN_ACK_BY_STAGE: Readonly<Record<number, SentenceKey>> = {
  [S['four-2']]: 'fin-ack-four-2',
  [S['four-4']]: 'fin-ack-four-4',
  [S['three-3']]: 'fin-ack-three-3',
  [S['crossing-ack']]: 'fin-ack-crossing',
  [S['after-reset']]: 'fin-ack-after-reset',
};

function chooseFinAck(plan: Plan): void {
  const { batch, row } = plan.frame;
  if (batch.inReplyTo[row] === 0) plan.add('fin-ack-plain');
  else plan.add(FIN_ACK_BY_STAGE[batch.stage[row]!] ?? 'fin-ack-of');
}

/** Wireshark's rule for keep-alives also fits what Linux sends to ask whether a closed window has opened. */
function keepAliveKey(plan: Plan): SentenceKey {
  const { batch, row } = plan.frame;
  return batch.bits[row]! & BIT.intoClosedWindow ? 'window-probe' : 'keep-alive';
}

function duplicateAckKey(plan: Plan): SentenceKey {
  const { batch, row } = plan.frame;
  const nothingBeyond = (batch.bits[row]! & BIT.acknowledgesAllSeen) !== 0;
  if ((plan.note?.duplicateAckOf ?? 0) === 0)
    return nothingBeyond ? 'duplicate-ack-idle-plain' : 'duplicate-ack-plain';
  return nothingBeyond ? 'duplicate-ack-idle' : 'duplicate-ack';
}

/** A segment that is sent again: the frame that first carried it is known, or acknowledged and forgotten, or unseen. */
function resentKey(plan: Plan, findings: number): SentenceKey {
  const { batch, row } = plan.frame;
  if (batch.bits[row]! & BIT.carriesNew) return 'data-again-partly';
  if (resent(plan)) return 'data-again-of';
  return findings & F['spurious-retransmission'] ? 'data-again' : 'data-again-unseen';
}

function resent(plan: Plan): boolean {
  return (plan.note?.retransmissionOf ?? 0) > 0;
}

function addCarriedData(plan: Plan, key: SentenceKey = 'carries-data'): void {
  const { batch, row } = plan.frame;
  if (batch.payloadLength[row] === 0) return;
  plan.add(key);
  plan.addPreview();
}

function addAcknowledgments(plan: Plan, bits: number): void {
  const { batch, row } = plan.frame;
  if (bits & (BIT.acknowledgesFirstFin | BIT.acknowledgesSecondFin)) plan.add('also-acknowledges-fin');
  else if (batch.acknowledges[row]! > 0) plan.add('also-acknowledges');
}

/** What the sequence analysis adds, most telling first. */
function chooseSequenceFindings(plan: Plan, findings: number): void {
  if (findings & F['previous-segment-not-captured']) plan.add('previous-segment-not-captured');
  if (findings & F['out-of-order']) plan.add('out-of-order');
  if (findings & F.retransmission) chooseRetransmission(plan, findings);
  if (findings & F['acked-unseen-segment']) plan.add('acked-unseen-segment');
  if (findings & F['duplicate-ack'] && plan.frame.batch.role[plan.frame.row] !== R.data)
    plan.add('acks-again');
  if (findings & F['zero-window']) plan.add('zero-window');
  if (findings & F['window-full']) plan.add('window-full');
  if (findings & F['port-reuse']) plan.add(plan.frame.role === 'syn' ? 'port-reuse' : 'port-reuse-answer');
  if (findings & F['overlap-conflict'] && !isOfFragments(plan)) plan.add('overlap-conflict');
  if (findings & F['reset-out-of-window']) plan.add('reset-out-of-window');
}

function chooseRetransmission(plan: Plan, findings: number): void {
  const { batch, row } = plan.frame;
  if (batch.role[row] !== R.data) plan.add(resent(plan) ? 'segment-again-of' : 'segment-again');
  // What the SYN carried too early is sent again after it: no sign of loss.
  if (batch.role[row] === R['handshake-ack']) return;
  if (findings & F['spurious-retransmission']) plan.add('spurious-retransmission');
  else if (findings & F['fast-retransmission']) plan.add('fast-retransmission');
  else if (!resent(plan)) plan.add('original-unseen');
  else plan.add((plan.note?.rto ?? -1) < 0 ? 'retransmission-cause' : 'retransmission-timer');
}
