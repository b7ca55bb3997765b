/** What is said of any frame: where reading stopped, what lies around the packet, what the capture left out. */

import { roleOf } from '../roles/role-of-row.js';
import { SHAPE } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { ROLE_CODE } from '../vocabulary/roles.js';
import type { Plan } from './plan.js';
import { SENTENCE as SAY } from './sentences.js';

/** Comments told of one frame at most. */
const MAX_COMMENTS = 4;

/** A frame that is not understood, or whose headers were not captured to their end. */
export function chooseOther(plan: Plan): void {
  const { batch, row } = plan.frame;
  if (plan.note?.stopped !== undefined && batch.shape[row] === SHAPE.cut) plan.add(SAY['cut-header']);
  else plan.add(batch.source[row]! > 0 && batch.destination[row]! > 0 ? SAY.other : SAY['other-nameless']);
}

/** A frame that can't be read although its bytes are there. */
export function chooseMalformed(plan: Plan): void {
  const reason = plan.note?.stopped?.reason;
  if (reason === undefined) plan.add(SAY['malformed-plain']);
  else if (reason === 'bad-length' || reason === 'cut-short') plan.add(SAY['malformed-length']);
  else plan.add(reason === 'too-deep' ? SAY['malformed-deep'] : SAY['malformed-value']);
}

/** A piece of an IP packet. */
export function chooseFragment(plan: Plan): void {
  const fragment = plan.note?.fragment;
  if (fragment === undefined) plan.add(SAY['fragment-plain']);
  else if (fragment.offset === 0) plan.add(SAY['fragment-first']);
  else plan.add(fragment.more ? SAY['fragment-middle'] : SAY['fragment-last']);
  if (fragment !== undefined && fragment.packet > 0 && fragment.packet !== plan.frame.frame)
    plan.add(SAY['fragment-packet']);
}

/** What lies around the packet: its pieces, its tunnel, and where reading stopped although the role is known. */
export function chooseSurroundings(plan: Plan): void {
  const { note } = plan;
  const { batch, row } = plan.frame;
  const role = roleOf(batch, row);
  if (note === undefined) return;
  if ((note.fragments?.length ?? 0) > 1) plan.add(SAY.reassembled);
  if (note.encapsulation !== undefined && note.encapsulation.length > 0) plan.add(SAY.encapsulated);
  if (note.stopped !== undefined && role !== ROLE_CODE.malformed && batch.shape[row] !== SHAPE.cut)
    chooseStopped(plan, note.stopped.reason);
}

/** Says where and why reading stopped. */
export function chooseStopped(plan: Plan, reason: string): void {
  if (reason === 'cut-short') plan.add(SAY['stopped-cut']);
  else if (reason === 'bad-length') plan.add(SAY['stopped-length']);
  else plan.add(reason === 'bad-value' ? SAY['stopped-value'] : SAY['stopped-unsupported']);
}

/** Findings that any frame can have. */
export function chooseFrameFindings(plan: Plan, findings: number): void {
  if (findings & FINDING_BIT['cut-short']) plan.add(SAY['cut-short']);
  if (findings & FINDING_BIT['overlap-conflict'] && isOfFragments(plan)) plan.add(SAY['fragment-conflict']);
  if (findings & FINDING_BIT['offloaded']) plan.add(SAY.offloaded);
  if (findings & FINDING_BIT['bad-checksum']) plan.add(SAY['bad-checksum']);
  if (findings & FINDING_BIT['limit-reached'])
    plan.add(plan.note?.limit === undefined ? SAY['limit-reached'] : SAY['limit-reached-named']);
}

/** A fragment, or the packet that it completes: what overlaps there are fragments, not segments. */
export function isOfFragments({ note }: Plan): boolean {
  return note?.fragment !== undefined || note?.fragments !== undefined;
}

/** The comments that the capture file holds on the frame. */
export function chooseComments(plan: Plan): void {
  const comments = plan.frame.batch.comments.get(plan.frame.row);
  if (comments === undefined) return;
  for (let item = 0; item < Math.min(comments.length, MAX_COMMENTS); item++)
    if (comments[item] !== '') plan.add(SAY.comment, item);
}
