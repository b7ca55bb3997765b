import { BIT, type FrameBatch } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';

/** The earlier frame that a row answers: a question, or a FIN that it acknowledges; 0 where it answers none. */
export function questionOf(batch: FrameBatch, row: number): number {
  if (batch.findings[row]! & FINDING_BIT['duplicate-frame']) return 0;
  const acknowledgesFin = (batch.bits[row]! & (BIT.acknowledgesFirstFin | BIT.acknowledgesSecondFin)) !== 0;
  return batch.inReplyTo[row]! || (acknowledgesFin ? batch.acknowledges[row]! : 0);
}
