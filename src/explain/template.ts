import type { PieceMaker } from '../bytes/ink.js';
import { EMPTY } from '../bytes/line.js';
import type { Locale } from './locale.js';
import { SENTENCE_KEYS, SENTENCE_REASONS, type SentenceCode } from './sentences.js';
import { SLOTS, type Slot } from './slots.js';
import { PLAIN_TEXT, type TextForm } from './text-form.js';

const SLOT = /\{(\w+)\}/;

/** A template cut at its slots: texts in their form, and codes of `slots.ts`, in their order. */
export type Template = readonly (string | number)[];

/** A template ready to be written: each slot's code of `slots.ts` behind the piece that goes before it, and a last piece. */
export type InkedTemplate = Int32Array;

/** What is known of a sentence before its slots are filled in. */
export const TRAIT = {
  /** It begins with a letter or digit, given that the machines' names do. */
  beginsPlainly: 1,
  /** It ends with a letter, digit or full stop. */
  endsPlainly: 2,
  /** Its own text has a comma or quotation mark. */
  hasComma: 4,
  /** What else CSV puts in quotation marks may be in it, even where it is in no machine's name. */
  mayNeedQuotes: 8,
} as const;

/** Slots that are filled with the name of a machine or with nothing but digits. */
const BARE_SLOTS: readonly string[] = [
  'source',
  'destination',
  'sourcePort',
  'destinationPort',
  'ack',
  'acknowledgedFrame',
  'answeredFrame',
] satisfies Slot[];

/** A sentence of a language in one form, ready to be told. */
export interface Sentence {
  readonly template: InkedTemplate;
  /** Sum of {@link TRAIT}; undefined where nobody asked for it: see {@link traitsOf}. */
  traits: number | undefined;
  readonly text: string;
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
  partsOf(template).forEach((part, index) => {
    if (index % 2 === 0) {
      if (part !== '') steps.push(form.text(part));
      return;
    }
    const code = SLOTS.indexOf(part as Slot);
    if (code < 0) throw new TypeError(`no slot named {${part}}`);
    steps.push(code);
  });
  return steps;
}

/** Takes a template's texts into an ink. */
function inkTemplate(template: Template, ink: PieceMaker): InkedTemplate {
  const steps: number[] = [];
  let before = EMPTY;
  for (const step of template) {
    if (typeof step === 'string') before = ink.add(step);
    else {
      steps.push(before, step);
      before = EMPTY;
    }
  }
  return Int32Array.of(...steps, before);
}

/** A template's texts, with the names of the slots between them. */
export function partsOf(template: string): string[] {
  return template.split(SLOT);
}

/** A template's texts before, between and after its slots. */
export function textsOf(template: string): string[] {
  return partsOf(template).filter((_, index) => index % 2 === 0);
}

/** The slots that a template names, in its order. */
export function slotsOf(template: string): string[] {
  return partsOf(template).filter((_, index) => index % 2 === 1);
}

/**
 * Makes a sentence ready.
 *
 * @param ink takes in its texts
 * @throws TypeError where its template names a slot that does not exist
 */
export function compileSentence(
  code: SentenceCode,
  locale: Locale,
  form: TextForm,
  ink: PieceMaker,
): Sentence {
  const text = locale.sentences[SENTENCE_KEYS[code]!];
  const template = compileTemplate(text, form);
  return {
    template: inkTemplate(template, ink),
    traits: undefined,
    text,
    reason: SENTENCE_REASONS[code]!,
  };
}

/** What is known of a sentence before its slots are filled in: sum of {@link TRAIT}. */
export function traitsOf(text: string): number {
  const isBare = slotsOf(text).every((slot) => BARE_SLOTS.includes(slot));
  return (
    (/^(\w|\{source\})/.test(text) ? TRAIT.beginsPlainly : 0) |
    (/[\w.]$/.test(text) ? TRAIT.endsPlainly : 0) |
    (/[,"]/.test(text) ? TRAIT.hasComma : 0) |
    (!isBare || /[\r\n]/.test(text) ? TRAIT.mayNeedQuotes : 0)
  );
}
