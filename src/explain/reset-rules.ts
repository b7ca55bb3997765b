import { match } from 'ts-pattern';
import { RESET_CAUSES, type ResetCause } from '../vocabulary/facts.js';
import { EITHER, tabulate } from '../vocabulary/tabulate.js';
import { SENTENCE as SAY, type SentenceCode } from './sentences.js';

/** What the sentence of a reset depends on. */
interface ResetFacts {
  /** Out of the other side's window. */
  readonly outside: boolean;
  /** The segment that it answers is known. */
  readonly answers: boolean;
  /** The cause is seen, not inferred. */
  readonly seen: boolean;
  readonly cause: ResetCause;
}

function sentenceOf(facts: ResetFacts): SentenceCode {
  return match(facts)
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

/** The sentences, by a bit for each fact and then the place of the cause in its list. */
export const RESETS: readonly SentenceCode[] = tabulate(
  { outside: EITHER, answers: EITHER, seen: EITHER, cause: RESET_CAUSES },
  sentenceOf,
);
