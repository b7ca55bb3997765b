/** What is said of a frame: one sentence for its role, and one for each thing to add. Once for all languages. */

import type { Frame } from '../engine/frame.js';
import { roleOf } from '../roles/role-of-row.js';
import { TRANSPORT } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { ROLE_CODE } from '../vocabulary/roles.js';
import { chooseDns } from './choose-dns.js';
import {
  chooseComments,
  chooseFragment,
  chooseFrameFindings,
  chooseMalformed,
  chooseOther,
  chooseSurroundings,
} from './choose-frame.js';
import { chooseArp, chooseIcmp, chooseUdp } from './choose-network.js';
import { chooseTcp } from './choose-tcp.js';
import type { Plan } from './plan.js';
import { SENTENCE as SAY } from './sentences.js';

/** Fills the plan with the frame's sentences. Every frame gets at least one. */
export function choose(plan: Plan, frame: Frame): void {
  plan.begin(frame);
  const { batch, row } = frame;
  const findings = batch.findings[row]!;
  const copied = (findings & FINDING_BIT['duplicate-frame']) !== 0;
  if (copied)
    plan.add(plan.note?.duplicateOf === undefined ? SAY['duplicate-frame-plain'] : SAY['duplicate-frame']);
  chooseRole(plan, copied);
  if (plan.note !== undefined) chooseSurroundings(plan);
  if (findings !== 0) chooseFrameFindings(plan, findings);
  if (batch.comments.size > 0) chooseComments(plan);
}

function chooseRole(plan: Plan, copied: boolean): void {
  const { batch, row } = plan.frame;
  const role = roleOf(batch, row);
  if (role === ROLE_CODE.other) chooseOther(plan);
  else if (role === ROLE_CODE.malformed) chooseMalformed(plan);
  else if (role === ROLE_CODE['ip-fragment']) chooseFragment(plan);
  else chooseTransport(plan, role, copied);
}

function chooseTransport(plan: Plan, role: number, copied: boolean): void {
  const response = role === ROLE_CODE['dns-response'];
  switch (plan.frame.batch.transport[plan.frame.row]) {
    case TRANSPORT.tcp:
      chooseTcp(plan, copied);
      break;
    case TRANSPORT.udp:
      if (response || role === ROLE_CODE['dns-query']) chooseDns(plan, response, copied);
      else chooseUdp(plan);
      break;
    case TRANSPORT.arp:
      chooseArp(plan, role === ROLE_CODE['arp-reply']);
      break;
    case TRANSPORT.icmp:
    case TRANSPORT.icmpv6:
      chooseIcmp(plan);
      break;
    default:
      chooseOther(plan);
  }
}
