import { ALONE, type Line } from '../bytes/line.js';
import type { Locale } from './locale.js';
import { Numbers } from './numbers.js';
import { partsOf } from './template.js';
import { PLAIN_TEXT } from './text-form.js';
import type { CountedThing, PhraseKey, PhraseValues } from './words.js';

/** A line of a report in the locale's words. Values are put in as they are: make text from captures harmless first. */
export function phrase<K extends PhraseKey>(locale: Locale, key: K, values: PhraseValues<K>): string {
  return fill(locale.phrases[key], values as Readonly<Record<string, string | number>>);
}

/** A duration in the locale's units: `1,25 ms`. @param seconds may be negative */
export function durationText(locale: Locale, seconds: number): string {
  return textOf(locale, (line, numbers) => numbers.duration(line, seconds));
}

/** A duration to the millisecond, also where it is long; beyond two minutes with what that is in larger units. */
export function exactDurationText(locale: Locale, seconds: number): string {
  const exact = textOf(locale, (line, numbers) => numbers.exactDuration(line, seconds));
  return Math.abs(seconds) < 120 ? exact : `${exact} = ${durationText(locale, seconds)}`;
}

/** A count with its noun: `12 frame`, `1 frame`, `12 frames`. */
export function counted(locale: Locale, thing: CountedThing, count: number): string {
  const [one, several] = locale.counts[thing];
  const number = textOf(locale, (line, numbers) => numbers.number(line, count));
  return fill(count === 1 ? one : several, { count: number });
}

const writers = new WeakMap<Locale, Numbers>();

function textOf(locale: Locale, write: (line: Line, numbers: Numbers) => void): string {
  let numbers = writers.get(locale);
  if (numbers === undefined) {
    numbers = new Numbers(locale.values, PLAIN_TEXT, ALONE.ink);
    writers.set(locale, numbers);
  }
  ALONE.ready();
  write(ALONE, numbers);
  return ALONE.take();
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  let text = '';
  for (const [index, part] of partsOf(template).entries())
    text += index % 2 === 0 ? part : (values[part] ?? '');
  return text;
}
