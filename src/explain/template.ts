import type { Ink } from '../bytes/ink.js';
import type { Locale } from './locale.js';
import { REASONS } from './reasons.js';
import { SENTENCE_KEYS, SENTENCES, type SentenceCode } from './sentences.js';
import { SLOT_CODE, type Slot } from './slots.js';
import { PLAIN_TEXT, type TextForm } from './text-form.js';

const SLOT = /\{(\w+)\}/;

/** A template cut at its slots: texts in their form, and codes of `slots.ts`, in their order. */
export type Template = readonly (string | number)[];

/** A template ready to be written: pieces of its ink, and `~` codes of `slots.ts`, in their order. */
export type InkedTemplate = Int32Array;

/** A sentence of a language in one form, ready to be told. */
export interface Sentence {
  readonly template: InkedTemplate;
  /** Its text has a comma or quotation mark. */
  readonly hasComma: boolean;
  /** It begins with a letter or digit, given that the sender's name does; and ends with one, or a full stop. */
  readonly beginsPlainly: boolean;
  readonly endsPlainly: boolean;
  /** Index into `REASONS`, or -1. */
  readonly reason: number;
}

/**
 * Cuts a template at its slots.
 *
 * @throws TypeError where it names a slot that does not exist
 */
export function compileTemplate(template: string, form: TextForm = PLAIN_TEXT): Template {
  const steps: (string | number)[] = [];
  template.split(SLOT).forEach((part, index) => {
    if (index % 2 === 0) {
      if (part !== '') steps.push(form.text(part));
      return;
    }
    const code: number | undefined = SLOT_CODE[part as Slot];
    if (code === undefined) throw new TypeError(`no slot named {${part}}`);
    steps.push(code);
  });
  return steps;
}

/** Takes a template's texts into an ink. */
function inkTemplate(template: Template, ink: Ink): InkedTemplate {
  return Int32Array.from(template, (step) => (typeof step === 'string' ? ink.add(step) : ~step));
}

/** The slots that a template names, in its order. */
export function slotsOf(template: string): string[] {
  return template.split(SLOT).filter((_, index) => index % 2 === 1);
}

/**
 * Makes a sentence ready.
 *
 * @param ink takes in its texts
 * @throws TypeError where its template names a slot that does not exist
 */
export function compileSentence(code: SentenceCode, locale: Locale, form: TextForm, ink: Ink): Sentence {
  const key = SENTENCE_KEYS[code]!;
  const text = locale.sentences[key];
  const { why } = SENTENCES[key];
  return {
    template: inkTemplate(compileTemplate(text, form), ink),
    hasComma: /[,"]/.test(text),
    beginsPlainly: /^(\w|\{source\})/.test(text),
    endsPlainly: /[\w.]$/.test(text),
    reason: why === null ? -1 : REASONS.indexOf(why),
  };
}
