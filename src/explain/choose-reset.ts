import { match } from 'ts-pattern';
import { FINDING_BIT } from '../vocabulary/findings.js';
import type { Plan } from './plan.js';
import type { SentenceKey } from './sentences.js';

/** Chooses the sentence of a reset by its cause, and by how sure that is. */
export function chooseReset(plan: Plan): void {
  const { batch, row } = plan.frame;
  const { cause = 'unknown', causeCertainty: certainty = 'inferred', probably } = plan.note ?? {};
  const answers = batch.inReplyTo[row]! > 0;
  const outside = (batch.findings[row]! & FINDING_BIT['reset-out-of-window']) !== 0;
  const key = match({ cause, certainty, answers, outside })
    .returnType<SentenceKey>()
    .with({ cause: 'refused', certainty: 'seen', answers: true }, () => 'reset-refused')
    .with({ cause: 'refused' }, () => 'reset-refused-inferred')
    .with({ cause: 'data-after-close', certainty: 'seen', answers: true }, () => 'reset-data-after-close')
    .with({ cause: 'data-after-close', answers: true }, () => 'reset-no-socket-of')
    .with({ cause: 'data-after-close' }, () => 'reset-no-socket')
    .with({ cause: 'after-close', answers: true }, () => 'reset-after-close-of')
    .with({ cause: 'after-close' }, () => 'reset-after-close')
    .with({ cause: 'aborted', outside: true }, () => 'reset-plain')
    .with({ cause: 'aborted', certainty: 'seen' }, () => 'reset-aborted')
    .with({ cause: 'aborted' }, () => 'reset-aborted-inferred')
    .with({ cause: 'unknown' }, () => 'reset-unknown')
    .exhaustive();
  plan.add(key);
  if (probably === 'unread-data' && !outside) plan.add('reset-unread-data');
}
