import { match } from 'ts-pattern';
import { RESET_CAUSES, type ResetCause } from '../vocabulary/facts.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import type { Plan } from './plan.js';
import { SENTENCE as SAY, type SentenceCode } from './sentences.js';

/** The sentence by cause and three bits, once it was chosen. A busy machine sends many resets. */
const chosen: SentenceCode[] = [];

/** Chooses the sentence of a reset by its cause, and by how sure that is. */
export function chooseReset(plan: Plan): void {
  const { batch, row } = plan.frame;
  const { cause = 'unknown', causeCertainty = 'inferred', probably } = plan.note ?? {};
  const seen = causeCertainty === 'seen';
  const answers = batch.inReplyTo[row]! > 0;
  const outside = (batch.findings[row]! & FINDING_BIT['reset-out-of-window']) !== 0;
  const index = RESET_CAUSES.indexOf(cause) * 8 + (seen ? 4 : 0) + (answers ? 2 : 0) + (outside ? 1 : 0);
  chosen[index] ??= sentenceOf({ cause, seen, answers, outside });
  plan.add(chosen[index]!);
  if (probably === 'unread-data' && !outside) plan.add(SAY['reset-unread-data']);
}

interface ResetKind {
  readonly cause: ResetCause;
  /** The cause is seen, not inferred. */
  readonly seen: boolean;
  /** The segment that it answers is known. */
  readonly answers: boolean;
  /** Out of the other side's window. */
  readonly outside: boolean;
}

function sentenceOf(kind: ResetKind): SentenceCode {
  return match(kind)
    .returnType<SentenceCode>()
    .with({ cause: 'refused', seen: true, answers: true }, () => SAY['reset-refused'])
    .with({ cause: 'refused' }, () => SAY['reset-refused-inferred'])
    .with({ cause: 'data-after-close', seen: true, answers: true }, () => SAY['reset-data-after-close'])
    .with({ cause: 'data-after-close', answers: true }, () => SAY['reset-no-socket-of'])
    .with({ cause: 'data-after-close' }, () => SAY['reset-no-socket'])
    .with({ cause: 'after-close', answers: true }, () => SAY['reset-after-close-of'])
    .with({ cause: 'after-close' }, () => SAY['reset-after-close'])
    .with({ cause: 'aborted', outside: true }, () => SAY['reset-plain'])
    .with({ cause: 'aborted', seen: true }, () => SAY['reset-aborted'])
    .with({ cause: 'aborted' }, () => SAY['reset-aborted-inferred'])
    .with({ cause: 'unknown' }, () => SAY['reset-unknown'])
    .exhaustive();
}
