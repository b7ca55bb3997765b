import { match } from 'ts-pattern';
import { FINDING_BIT } from '../vocabulary/findings.js';
import type { Plan } from './plan.js';
import { SENTENCE as SAY, type SentenceCode } from './sentences.js';

/** Chooses the sentence of a reset by its cause, and by how sure that is. */
export function chooseReset(plan: Plan): void {
  const { batch, row } = plan.frame;
  const { cause = 'unknown', causeCertainty: certainty = 'inferred', probably } = plan.note ?? {};
  const answers = batch.inReplyTo[row]! > 0;
  const outside = (batch.findings[row]! & FINDING_BIT['reset-out-of-window']) !== 0;
  const key = match({ cause, certainty, answers, outside })
    .returnType<SentenceCode>()
    .with({ cause: 'refused', certainty: 'seen', answers: true }, () => SAY['reset-refused'])
    .with({ cause: 'refused' }, () => SAY['reset-refused-inferred'])
    .with(
      { cause: 'data-after-close', certainty: 'seen', answers: true },
      () => SAY['reset-data-after-close'],
    )
    .with({ cause: 'data-after-close', answers: true }, () => SAY['reset-no-socket-of'])
    .with({ cause: 'data-after-close' }, () => SAY['reset-no-socket'])
    .with({ cause: 'after-close', answers: true }, () => SAY['reset-after-close-of'])
    .with({ cause: 'after-close' }, () => SAY['reset-after-close'])
    .with({ cause: 'aborted', outside: true }, () => SAY['reset-plain'])
    .with({ cause: 'aborted', certainty: 'seen' }, () => SAY['reset-aborted'])
    .with({ cause: 'aborted' }, () => SAY['reset-aborted-inferred'])
    .with({ cause: 'unknown' }, () => SAY['reset-unknown'])
    .exhaustive();
  plan.add(key);
  if (probably === 'unread-data' && !outside) plan.add(SAY['reset-unread-data']);
}
