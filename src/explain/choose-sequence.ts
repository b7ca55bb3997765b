import { roleOf } from '../roles/role-of-row.js';
import { FINDING_BIT as F } from '../vocabulary/findings.js';
import { ROLE_CODE as R } from '../vocabulary/roles.js';
import { isOfFragments } from './choose-frame.js';
import type { Plan } from './plan.js';
import { SENTENCE as SAY } from './sentences.js';

/** What the sequence analysis adds, most telling first. */
export function chooseSequenceFindings(plan: Plan, findings: number): void {
  if (findings & F['previous-segment-not-captured']) plan.add(SAY['previous-segment-not-captured']);
  if (findings & F['out-of-order']) plan.add(SAY['out-of-order']);
  if (findings & F.retransmission) chooseRetransmission(plan, findings);
  if (findings & F['acked-unseen-segment']) plan.add(SAY['acked-unseen-segment']);
  if (findings & F['duplicate-ack'] && roleOf(plan.frame.batch, plan.frame.row) !== R.data)
    plan.add(SAY['acks-again']);
  if (findings & F['zero-window']) plan.add(SAY['zero-window']);
  if (findings & F['window-full']) plan.add(SAY['window-full']);
  if (findings & F['port-reuse'])
    plan.add(plan.frame.role === 'syn' ? SAY['port-reuse'] : SAY['port-reuse-answer']);
  if (findings & F['overlap-conflict'] && !isOfFragments(plan)) plan.add(SAY['overlap-conflict']);
  if (findings & F['reset-out-of-window']) plan.add(SAY['reset-out-of-window']);
}

function chooseRetransmission(plan: Plan, findings: number): void {
  const { batch, row } = plan.frame;
  if (roleOf(batch, row) !== R.data) plan.add(resent(plan) ? SAY['segment-again-of'] : SAY['segment-again']);
  // What the SYN carried too early is sent again after it: no sign of loss.
  if (roleOf(batch, row) === R['handshake-ack']) return;
  if (findings & F['spurious-retransmission']) plan.add(SAY['spurious-retransmission']);
  else if (findings & F['fast-retransmission']) plan.add(SAY['fast-retransmission']);
  else if (!resent(plan)) plan.add(SAY['original-unseen']);
  else plan.add(batch.timeout[row]! >= 0 ? SAY['retransmission-timer'] : SAY['retransmission-cause']);
}

/** The frame that first carried what is sent again is known. */
export function resent(plan: Plan): boolean {
  const { batch, row } = plan.frame;
  return batch.repetition[row] === 0 && batch.original[row]! > 0;
}
