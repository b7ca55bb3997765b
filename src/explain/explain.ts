import { ByteSink } from '../bytes/sink.js';
import type { Frame } from '../engine/frame.js';
import type { DnsOutcome } from '../vocabulary/facts.js';
import type { ConnectionOutcome } from '../vocabulary/outcomes.js';
import { choose } from './choose.js';
import type { Locale } from './locale.js';
import { Plan } from './plan.js';
import { Speaker } from './speaker.js';
import { PLAIN_TEXT, type TextForm } from './text-form.js';

/** How much is said: what a frame does, or also why and where that is written. */
export type Detail = 'brief' | 'full';

/** What {@link explain} can be told. */
export interface ExplainOptions {
  /** Default `brief`. `full` adds the reasons and the RFC sections. */
  readonly detail?: Detail;
  /**
   * Reasons already given, which are not given again; those given now are added. One set for a table of frames keeps it from
   * repeating itself. Its numbers have no meaning of their own.
   */
  readonly given?: Set<number>;
}

// One frame is explained at a time, so one plan and one buffer serve all.
const plan = new Plan();
const scratch = new ByteSink(2048);
const speakers = new WeakMap<Locale, Map<TextForm, Speaker>>();
let latest: { readonly locale: Locale; readonly speaker: Speaker } | undefined;

/**
 * Who speaks the language in a form; made when first asked for.
 *
 * @throws TypeError where a template of the locale names a slot that does not exist
 */
export function speakerOf(locale: Locale, form: TextForm): Speaker {
  let forms = speakers.get(locale);
  if (forms === undefined) {
    forms = new Map();
    speakers.set(locale, forms);
  }
  let speaker = forms.get(form);
  if (speaker === undefined) {
    speaker = new Speaker(locale, form);
    forms.set(form, speaker);
  }
  return speaker;
}

/**
 * Says in plain language what a frame does in its conversation: who, to whom, what, in answer to which frame, how much.
 * It rests on the frame and those before it alone; what is inferred is said to be. Text from the capture in it is made
 * harmless (controls, bidirectional marks and invisible characters escaped) and bounded; markup is left to the writer
 * of a format to escape.
 *
 * @param locale the language: `id` or `en`, or one of your own
 * @throws TypeError where a template of the locale names a slot that does not exist
 */
export function explain(frame: Frame, locale: Locale, options: ExplainOptions = {}): string {
  scratch.clear();
  writeExplanation(scratch, frame, locale, options.detail, options.given);
  return scratch.toText();
}

/** The same as {@link explain}, written as UTF-8 behind what the sink holds already: for a million rows. */
export function writeExplanation(
  sink: ByteSink,
  frame: Frame,
  locale: Locale,
  detail: Detail = 'brief',
  given?: Set<number>,
): void {
  if (latest?.locale !== locale) latest = { locale, speaker: speakerOf(locale, PLAIN_TEXT) };
  choose(plan, frame);
  latest.speaker.tell(sink, plan, detail === 'full', given);
}

/** How a connection ended, or how far it came, as a clause in the locale's words, to stand after the connection's name. */
export function outcomeWords(outcome: ConnectionOutcome, locale: Locale): string {
  return locale.outcomes[outcome];
}

/** What came of a DNS question, as a clause in the locale's words. */
export function dnsOutcomeWords(outcome: DnsOutcome, locale: Locale): string {
  return locale.dnsOutcomes[outcome];
}
