import type { Connection } from '../engine/connection.js';
import type { LaidSession } from '../vantage/programs/laid.js';
import { counted, phrase } from './phrases.js';
import type { StoryNames } from './story-names.js';

/** What logs and the other captures make certain of one conversation that a single capture only lets suspect. */
export class StoryProof {
  readonly #sessions: readonly LaidSession[];
  /** What the captures together tell of a reset. */
  readonly resetRemarks: (frame: number) => readonly string[];

  /** @param sessions what the programs on both sides did in this conversation */
  constructor(sessions: readonly LaidSession[], resetRemarks: (frame: number) => readonly string[]) {
    this.#sessions = sessions;
    this.resetRemarks = resetRemarks;
  }

  /** Bytes that a side's program reads at most at a time; null where its log shows no limit, undefined without its reads. */
  readLimit(side: 'client' | 'server'): number | null | undefined {
    return this.#sessions.find((each) => each.side === side && each.reading !== null)?.reading?.limit;
  }

  /** The resets whose cause is certain. */
  *resetSentences(connection: Connection, names: StoryNames): Generator<string> {
    const { locale } = names;
    for (const { capture, side, reset } of this.#sessions) {
      if (reset === null) continue;
      const isTold = names.isSame(connection.resetFrame, capture, reset.frame);
      const { [side]: sender, [side === 'client' ? 'server' : 'client']: other } = names.sides(connection);
      const where = isTold ? names.where(connection.resetFrame) : names.whereIn(capture, reset.frame);
      const { unread } = reset;
      yield reset.cause === 'linger' || unread === null
        ? phrase(locale, 'story-reset-linger', { sender, other, where })
        : phrase(locale, 'story-reset-unread', {
            sender,
            other,
            where,
            unread: counted(locale, 'byte', unread.to - unread.from),
          });
    }
  }

  /** Whether the cause of the reset that ended the connection is certain. */
  isProven({ resetFrame }: Connection, names: StoryNames): boolean {
    return this.#sessions.some(
      ({ capture, reset }) => reset !== null && names.isSame(resetFrame, capture, reset.frame),
    );
  }
}
