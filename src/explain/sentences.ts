import { codesOf } from '../vocabulary/codes.js';
import { REASONS, type ReasonKey } from './reasons.js';
import { CLOSING } from './sentences/closing.js';
import { DATA } from './sentences/data.js';
import { DNS } from './sentences/dns.js';
import { FINDING } from './sentences/findings.js';
import { FRAME } from './sentences/frame.js';
import { NETWORK } from './sentences/network.js';
import { OPENING } from './sentences/opening.js';
import type { Slot } from './slots.js';

/** One sentence that a locale must have. */
export interface SentenceSpec {
  /** Exactly the slots that its template uses, in every language. */
  readonly slots: readonly Slot[];
  /** Its reason in full detail; null where the sentence says it all. */
  readonly why: ReasonKey | null;
}

type Family = typeof OPENING &
  typeof DATA &
  typeof CLOSING &
  typeof FINDING &
  typeof DNS &
  typeof NETWORK &
  typeof FRAME;

/** Name of a sentence: a role or one of its variants, a finding, an acknowledgment, a preview … */
export type SentenceKey = keyof Family;

/** Every sentence there is, with its slots and its reason. */
export const SENTENCES: Readonly<Record<SentenceKey, SentenceSpec>> = {
  ...OPENING,
  ...DATA,
  ...CLOSING,
  ...FINDING,
  ...DNS,
  ...NETWORK,
  ...FRAME,
};

/** All sentence names; a name's index is its code. */
export const SENTENCE_KEYS: readonly SentenceKey[] = Object.keys(SENTENCES) as SentenceKey[];

/** Of each sentence by its code the index of its reason in `REASONS`, or -1. */
export const SENTENCE_REASONS: readonly number[] = Object.values<SentenceSpec>(SENTENCES).map(({ why }) =>
  why === null ? -1 : REASONS.indexOf(why),
);

/** The number that stands for a sentence while an explanation is put together. */
export type SentenceCode = number;

/** The codes by name. */
export const SENTENCE: Readonly<Record<SentenceKey, SentenceCode>> = codesOf(SENTENCE_KEYS);

/** The templates of one family, all of them. */
export type Templates<F> = { readonly [K in keyof F]: string };
