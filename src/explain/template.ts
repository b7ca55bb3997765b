import type { Locale } from './locale.js';
import { REASONS, type ReasonKey } from './reasons.js';
import { SENTENCE_KEYS, SENTENCES } from './sentences.js';
import { SLOT_CODE, type Slot } from './slots.js';

/** A template ready to be written: the bytes before each slot, the slots, the bytes after the last. */
export interface CompiledTemplate {
  /** One more than there are slots. */
  readonly pieces: readonly Uint8Array[];
  /** Codes of `slots.ts`. */
  readonly slots: Uint8Array;
}

/** A locale whose templates are ready to be written. */
export interface CompiledLocale {
  readonly locale: Locale;
  /** By sentence code. */
  readonly sentences: readonly CompiledTemplate[];
  /** By sentence code: index into `reasons`, or -1. */
  readonly reasonOf: Int16Array;
  readonly reasons: readonly Uint8Array[];
}

const encoder = new TextEncoder();
const SLOT = /\{(\w+)\}/;

/**
 * Cuts a template at its slots.
 *
 * @throws TypeError where it names a slot that does not exist
 */
export function compileTemplate(template: string): CompiledTemplate {
  const parts = template.split(SLOT);
  const pieces: Uint8Array[] = [];
  const slots: number[] = [];
  parts.forEach((part, index) => {
    if (index % 2 === 0) pieces.push(encoder.encode(part));
    else {
      const code: number | undefined = SLOT_CODE[part as Slot];
      if (code === undefined) throw new TypeError(`no slot named {${part}}`);
      slots.push(code);
    }
  });
  return { pieces, slots: Uint8Array.from(slots) };
}

/** The slots that a template names, in its order. */
export function slotsOf(template: string): string[] {
  return template.split(SLOT).filter((_, index) => index % 2 === 1);
}

const compiled = new WeakMap<Locale, CompiledLocale>();
let latest: CompiledLocale | undefined;

/** The locale's templates, compiled when first asked for. */
export function compiledOf(locale: Locale): CompiledLocale {
  if (latest?.locale === locale) return latest;
  let known = compiled.get(locale);
  if (known === undefined) {
    known = {
      locale,
      sentences: SENTENCE_KEYS.map((key) => compileTemplate(locale.sentences[key])),
      reasonOf: Int16Array.from(SENTENCE_KEYS, (key) => reasonIndex(SENTENCES[key].why)),
      reasons: REASONS.map((key) => encoder.encode(locale.reasons[key])),
    };
    compiled.set(locale, known);
  }
  latest = known;
  return known;
}

function reasonIndex(why: ReasonKey | null): number {
  return why === null ? -1 : REASONS.indexOf(why);
}
