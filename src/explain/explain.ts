import { TextLine } from '../bytes/text-line.js';
import type { CaptureContext } from '../engine/capture-context.js';
import type { Frame } from '../engine/frame.js';
import type { DnsOutcome } from '../vocabulary/facts.js';
import type { ConnectionOutcome } from '../vocabulary/outcomes.js';
import { choose } from './choose.js';
import type { Locale } from './locale.js';
import { Plan } from './plan.js';
import { Speaker } from './speaker.js';
import { PLAIN_TEXT } from './text-form.js';

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

/** What a capture's frames are explained with in one language. */
interface Explainer {
  readonly locale: Locale;
  readonly context: CaptureContext;
  readonly line: TextLine;
  readonly plan: Plan;
  readonly speaker: Speaker;
}

const explainers = new WeakMap<Locale, WeakMap<CaptureContext, Explainer>>();
let latest: Explainer | undefined;

function explainerOf(locale: Locale, context: CaptureContext): Explainer {
  let ofLocale = explainers.get(locale);
  if (ofLocale === undefined) {
    ofLocale = new WeakMap();
    explainers.set(locale, ofLocale);
  }
  let explainer = ofLocale.get(context);
  if (explainer === undefined) {
    const line = new TextLine();
    const plan = new Plan(PLAIN_TEXT, line);
    explainer = { locale, context, line, plan, speaker: new Speaker(context, locale, PLAIN_TEXT, line) };
    ofLocale.set(context, explainer);
  }
  return explainer;
}

/**
 * Says in plain language what a frame does in its conversation: who, to whom, what, in answer to which frame, how much.
 * It rests on the frame and those before it alone; what is inferred is said to be. Text from the capture in it is made
 * harmless (controls, bidirectional marks and invisible characters escaped) and bounded; markup is left to the writer
 * of a format to escape.
 *
 * @param locale the language: `id` or `en`, or one of your own
 * @throws TypeError where a template of the locale that is needed names a slot that does not exist
 */
export function explain(frame: Frame, locale: Locale, options: ExplainOptions = {}): string {
  const { detail = 'brief', given } = options;
  const { context } = frame;
  if (latest?.locale !== locale || latest.context !== context) latest = explainerOf(locale, context);
  const { line, plan, speaker } = latest;
  choose(plan, frame);
  speaker.tell(plan, detail === 'full', given);
  return line.take();
}

/** How a connection ended, or how far it came, as a clause in the locale's words, to stand after the connection's name. */
export function outcomeWords(outcome: ConnectionOutcome, locale: Locale): string {
  return locale.outcomes[outcome];
}

/** What came of a DNS question, as a clause in the locale's words. */
export function dnsOutcomeWords(outcome: DnsOutcome, locale: Locale): string {
  return locale.dnsOutcomes[outcome];
}
