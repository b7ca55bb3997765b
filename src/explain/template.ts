import type { Ink } from '../bytes/ink.js';
import type { Locale } from './locale.js';
import { REASONS, type ReasonKey } from './reasons.js';
import { SENTENCE_KEYS, SENTENCES } from './sentences.js';
import { SLOT_CODE, type Slot } from './slots.js';
import { PLAIN_TEXT, type TextForm } from './text-form.js';

const SLOT = /\{(\w+)\}/;

/** A template cut at its slots: texts in their form, and codes of `slots.ts`, in their order. */
export type Template = readonly (string | number)[];

/** A template ready to be written: pieces of its ink, and `~` codes of `slots.ts`, in their order. */
export type InkedTemplate = Int32Array;

/** A locale's templates in one form. */
export interface CompiledLocale {
  /** By sentence code. */
  readonly sentences: readonly Template[];
  /** By sentence code: 1 where its text has a comma or quotation mark. */
  readonly hasComma: Uint8Array;
  /** By sentence code: 1 where it begins with a letter or digit, given that the sender's name does; and where it ends with one, or a full stop. */
  readonly beginsPlainly: Uint8Array;
  readonly endsPlainly: Uint8Array;
  /** By sentence code: index into `reasons`, or -1. */
  readonly reasonOf: Int16Array;
  readonly reasons: readonly string[];
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
export function inkTemplate(template: Template, ink: Ink): InkedTemplate {
  return Int32Array.from(template, (step) => (typeof step === 'string' ? ink.add(step) : ~step));
}

/** The slots that a template names, in its order. */
export function slotsOf(template: string): string[] {
  return template.split(SLOT).filter((_, index) => index % 2 === 1);
}

const compiled = new WeakMap<Locale, Map<TextForm, CompiledLocale>>();

/**
 * The locale's templates in a form; made when first asked for.
 *
 * @throws TypeError where one names a slot that does not exist
 */
export function compiledLocale(locale: Locale, form: TextForm): CompiledLocale {
  let forms = compiled.get(locale);
  if (forms === undefined) {
    forms = new Map();
    compiled.set(locale, forms);
  }
  let templates = forms.get(form);
  if (templates === undefined) {
    templates = compile(locale, form);
    forms.set(form, templates);
  }
  return templates;
}

function compile(locale: Locale, form: TextForm): CompiledLocale {
  return {
    sentences: SENTENCE_KEYS.map((key) => compileTemplate(locale.sentences[key], form)),
    hasComma: Uint8Array.from(SENTENCE_KEYS, (key) => (/[,"]/.test(locale.sentences[key]) ? 1 : 0)),
    beginsPlainly: Uint8Array.from(SENTENCE_KEYS, (key) =>
      /^(\w|\{source\})/.test(locale.sentences[key]) ? 1 : 0,
    ),
    endsPlainly: Uint8Array.from(SENTENCE_KEYS, (key) => (/[\w.]$/.test(locale.sentences[key]) ? 1 : 0)),
    reasonOf: Int16Array.from(SENTENCE_KEYS, (key) => reasonIndex(SENTENCES[key].why)),
    reasons: REASONS.map((key) => form.text(locale.reasons[key])),
  };
}

function reasonIndex(why: ReasonKey | null): number {
  return why === null ? -1 : REASONS.indexOf(why);
}
