/** What the slots say that only few frames have, as far as it is the same in every language. */

import { safeText } from '../bytes/safe-text.js';
import type { Plan } from './plan.js';
import { SLOT_CODE as S } from './slots.js';

const MAX_COMMENT = 300;

/** A slot that is a whole number; undefined for others. */
export function rareNumber(plan: Plan, slot: number, item: number): number | undefined {
  const { note } = plan;
  const { batch, row } = plan.frame;
  switch (slot) {
    case S.firstAnswerFrame:
      return note?.repeatsAnswer ?? 0;
    case S.unansweredFrame:
      return note?.unanswered ?? 0;
    case S.copiedFrame:
      return note?.duplicateOf ?? 0;
    case S.packetFrame:
      return note?.fragment?.packet ?? 0;
    case S.offset:
      return note?.fragment?.offset ?? 0;
    case S.stoppedOffset:
      return (note?.stopped ?? plan.facts.stopped)?.offset ?? 0;
    case S.aboutFrame:
      return note?.about?.frame ?? 0;
    case S.questionFrame:
      return note?.dns?.[item]?.query ?? 0;
    case S.sequence:
      return plan.facts.sequence ?? 0;
    case S.icmpType:
      return batch.flags[row]! >> 8;
    case S.icmpCode:
      return batch.flags[row]! & 255;
    default:
      return undefined;
  }
}

/** A slot that is text from the capture, made harmless; undefined for others. */
export function rareText(plan: Plan, slot: number, item: number): string | undefined {
  const { note } = plan;
  const { batch, row } = plan.frame;
  switch (slot) {
    case S.encapsulation:
      return safeText((note?.encapsulation ?? []).join(', '));
    case S.limit:
      return safeText(note?.limit ?? '');
    case S.layer:
      return safeText(note?.layer ?? plan.frame.protocol);
    case S.stoppedLayer:
      return safeText((note?.stopped ?? plan.facts.stopped)?.layer ?? '');
    case S.aboutProtocol:
      return safeText(note?.about?.protocol ?? '');
    case S.senderHardware:
      return plan.facts.senderHardware ?? '';
    case S.comment:
      return safeText(batch.comments.get(row)?.[item] ?? '', MAX_COMMENT);
    default:
      return undefined;
  }
}
