/** What is said of a frame: one sentence for its role, and one for each thing to add. Once for all languages. */

import type { Frame } from '../engine/frame.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { ROLE_CODE } from '../vocabulary/roles.js';
import { SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { chooseDns } from './choose-dns.js';
import { chooseArp, chooseIcmp, chooseUdp } from './choose-network.js';
import { chooseTcp } from './choose-tcp.js';
import type { Plan } from './plan.js';

/** Comments told of one frame at most. */
const MAX_COMMENTS = 4;

/** Fills the plan with the frame's sentences. Every frame gets at least one. */
export function choose(plan: Plan, frame: Frame): void {
  plan.begin(frame);
  const { batch, row } = frame;
  const findings = batch.findings[row]!;
  const copied = (findings & FINDING_BIT['duplicate-frame']) !== 0;
  if (copied) plan.add(plan.note?.duplicateOf === undefined ? 'duplicate-frame-plain' : 'duplicate-frame');
  chooseRole(plan, copied);
  if (plan.note !== undefined) chooseSurroundings(plan);
  if (findings !== 0) chooseFrameFindings(plan, findings);
  if (batch.comments.size > 0) chooseComments(plan);
}

function chooseRole(plan: Plan, copied: boolean): void {
  const { batch, row } = plan.frame;
  const role = batch.role[row]!;
  const shape = batch.shape[row]!;
  if (role === ROLE_CODE.other) return chooseOther(plan);
  if (role === ROLE_CODE.malformed) return chooseMalformed(plan);
  if (role === ROLE_CODE['ip-fragment']) return chooseFragment(plan);
  if (shape !== SHAPE.fragment) {
    switch (batch.transport[row]) {
      case TRANSPORT.tcp:
        return chooseTcp(plan, copied);
      case TRANSPORT.udp:
        return role === ROLE_CODE['dns-query'] || role === ROLE_CODE['dns-response']
          ? chooseDns(plan, role === ROLE_CODE['dns-response'], copied)
          : chooseUdp(plan);
      case TRANSPORT.arp:
        return chooseArp(plan, role === ROLE_CODE['arp-reply']);
      case TRANSPORT.icmp:
      case TRANSPORT.icmpv6:
        return chooseIcmp(plan);
    }
  }
  chooseOther(plan);
}

function chooseOther(plan: Plan): void {
  const { batch, row } = plan.frame;
  if (plan.note?.stopped !== undefined && batch.shape[row] === SHAPE.cut) plan.add('cut-header');
  else plan.add(batch.source[row]! > 0 && batch.destination[row]! > 0 ? 'other' : 'other-nameless');
}

function chooseMalformed(plan: Plan): void {
  const reason = plan.note?.stopped?.reason;
  if (reason === undefined) plan.add('malformed-plain');
  else if (reason === 'bad-length' || reason === 'cut-short') plan.add('malformed-length');
  else plan.add(reason === 'too-deep' ? 'malformed-deep' : 'malformed-value');
}

function chooseFragment(plan: Plan): void {
  const fragment = plan.note?.fragment;
  if (fragment === undefined) return plan.add('fragment-plain');
  if (fragment.offset === 0) plan.add('fragment-first');
  else plan.add(fragment.more ? 'fragment-middle' : 'fragment-last');
  if (fragment.packet > 0 && fragment.packet !== plan.frame.frame) plan.add('fragment-packet');
}

/** What lies around the packet: its pieces, its tunnel, and where reading stopped although the role is known. */
function chooseSurroundings(plan: Plan): void {
  const { note } = plan;
  const { batch, row } = plan.frame;
  const role = batch.role[row]!;
  if (note === undefined) return;
  if ((note.fragments?.length ?? 0) > 1) plan.add('reassembled');
  if (note.encapsulation !== undefined && note.encapsulation.length > 0) plan.add('encapsulated');
  if (note.stopped !== undefined && role !== ROLE_CODE.malformed && batch.shape[row] !== SHAPE.cut)
    chooseStopped(plan, note.stopped.reason);
}

/** Says where and why reading stopped. */
export function chooseStopped(plan: Plan, reason: string): void {
  if (reason === 'cut-short') plan.add('stopped-cut');
  else if (reason === 'bad-length') plan.add('stopped-length');
  else plan.add(reason === 'bad-value' ? 'stopped-value' : 'stopped-unsupported');
}

/** Findings that any frame can have. */
function chooseFrameFindings(plan: Plan, findings: number): void {
  if (findings & FINDING_BIT['cut-short']) plan.add('cut-short');
  if (findings & FINDING_BIT['offloaded']) plan.add('offloaded');
  if (findings & FINDING_BIT['bad-checksum']) plan.add('bad-checksum');
  if (findings & FINDING_BIT['limit-reached'])
    plan.add(plan.note?.limit === undefined ? 'limit-reached' : 'limit-reached-named');
}

function chooseComments(plan: Plan): void {
  const comments = plan.frame.batch.comments.get(plan.frame.row);
  if (comments === undefined) return;
  for (let item = 0; item < Math.min(comments.length, MAX_COMMENTS); item++)
    if (comments[item] !== '') plan.add('comment', item);
}
