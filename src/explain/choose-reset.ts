import { RESET_CAUSES } from '../vocabulary/facts.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import type { Plan } from './plan.js';
import { RESETS } from './reset-rules.js';
import { SENTENCE as SAY } from './sentences.js';

/** Chooses the sentence of a reset by its cause, and by how sure that is. */
export function chooseReset(plan: Plan): void {
  const { batch, row } = plan.frame;
  const { cause = 'unknown', causeCertainty = 'inferred', probably } = plan.note ?? {};
  const outside = (batch.findings[row]! & FINDING_BIT['reset-out-of-window']) !== 0;
  plan.add(
    RESETS[
      (outside ? 1 : 0) +
        (batch.inReplyTo[row]! > 0 ? 2 : 0) +
        (causeCertainty === 'seen' ? 4 : 0) +
        RESET_CAUSES.indexOf(cause) * 8
    ]!,
  );
  if (probably === 'unread-data' && !outside) plan.add(SAY['reset-unread-data']);
}
