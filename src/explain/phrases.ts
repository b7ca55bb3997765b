import { ByteSink } from '../bytes/sink.js';
import type { Locale } from './locale.js';
import { writeDuration, writeExactDuration, writeNumber } from './numbers.js';
import type { CountedThing, PhraseKey, PhraseValues } from './words.js';

const SLOT = /\{(\w+)\}/g;

/** A line of a report in the locale's words. Values are put in as they are: make text from captures harmless first. */
export function phrase<K extends PhraseKey>(locale: Locale, key: K, values: PhraseValues<K>): string {
  return fill(locale.phrases[key], values as Readonly<Record<string, string | number>>);
}

/** A duration in the locale's units: `1,25 ms`. @param seconds may be negative */
export function durationText(locale: Locale, seconds: number): string {
  const sink = new ByteSink(32);
  writeDuration(sink, seconds, locale.values);
  return sink.toText();
}

/** A duration to the millisecond, also where it is long; beyond two minutes with what that is in larger units. */
export function exactDurationText(locale: Locale, seconds: number): string {
  const sink = new ByteSink(32);
  writeExactDuration(sink, seconds, locale.values);
  const exact = sink.toText();
  return Math.abs(seconds) < 120 ? exact : `${exact} = ${durationText(locale, seconds)}`;
}

/** A count with its noun: `12 frame`, `1 frame`, `12 frames`. */
export function counted(locale: Locale, thing: CountedThing, count: number): string {
  const [one, several] = locale.counts[thing];
  const sink = new ByteSink(32);
  writeNumber(sink, count, locale.values);
  return fill(count === 1 ? one : several, { count: sink.toText() });
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(SLOT, (_, slot: string) => String(values[slot]));
}
