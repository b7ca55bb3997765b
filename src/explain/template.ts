import { Ink, type Piece } from '../bytes/ink.js';
import type { Locale } from './locale.js';
import { REASONS, type ReasonKey } from './reasons.js';
import { SENTENCE_KEYS, SENTENCES } from './sentences.js';
import { SLOT_CODE, type Slot } from './slots.js';
import { PLAIN_TEXT, type TextForm } from './text-form.js';

/** A template ready to be written: pieces of its ink, and `~` codes of `slots.ts`, in their order. */
export type CompiledTemplate = Int32Array;

/** A locale's templates, ready to be written in one form. */
export interface CompiledLocale {
  /** Where all pieces are. */
  readonly ink: Ink;
  /** By sentence code. */
  readonly sentences: readonly CompiledTemplate[];
  /** By sentence code: 1 where its text has a comma or quotation mark. */
  readonly hasComma: Uint8Array;
  /** By sentence code: index into `reasons`, or -1. */
  readonly reasonOf: Int16Array;
  readonly reasons: readonly Piece[];
}

const SLOT = /\{(\w+)\}/;

/**
 * Cuts a template at its slots.
 *
 * @throws TypeError where it names a slot that does not exist
 */
export function compileTemplate(
  template: string,
  form: TextForm = PLAIN_TEXT,
  ink: Ink = new Ink(),
): CompiledTemplate {
  const parts = template.split(SLOT);
  const steps: number[] = [];
  parts.forEach((part, index) => {
    if (index % 2 === 0) {
      if (part !== '') steps.push(ink.add(form.text(part)));
      return;
    }
    const code: number | undefined = SLOT_CODE[part as Slot];
    if (code === undefined) throw new TypeError(`no slot named {${part}}`);
    steps.push(~code);
  });
  return Int32Array.from(steps);
}

/** The slots that a template names, in its order. */
export function slotsOf(template: string): string[] {
  return template.split(SLOT).filter((_, index) => index % 2 === 1);
}

/** Makes the locale's templates ready. */
export function compileLocale(locale: Locale, form: TextForm): CompiledLocale {
  const ink = new Ink();
  return {
    ink,
    sentences: SENTENCE_KEYS.map((key) => compileTemplate(locale.sentences[key], form, ink)),
    hasComma: Uint8Array.from(SENTENCE_KEYS, (key) => (/[,"]/.test(locale.sentences[key]) ? 1 : 0)),
    reasonOf: Int16Array.from(SENTENCE_KEYS, (key) => reasonIndex(SENTENCES[key].why)),
    reasons: REASONS.map((key) => ink.add(form.text(locale.reasons[key]))),
  };
}

function reasonIndex(why: ReasonKey | null): number {
  return why === null ? -1 : REASONS.indexOf(why);
}
