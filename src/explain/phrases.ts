import type { AnyLine } from '../bytes/any-line.js';
import { TextLine } from '../bytes/text-line.js';
import type { Locale } from './locale.js';
import { Numbers } from './numbers.js';
import { partsOf } from './template.js';
import { PLAIN_TEXT } from './text-form.js';
import type { CountedThing, PhraseKey, PhraseValues } from './words.js';

/** A line of a report in the locale's words. Values are put in as they are: make text from captures harmless first. */
export function phrase<K extends PhraseKey>(locale: Locale, key: K, values: PhraseValues<K>): string {
  return fill(locale, locale.phrases[key], values as Readonly<Record<string, string | number>>);
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
  return fill(locale, count === 1 ? one : several, { count: number });
}

/** What the lines of one language are put together with. */
interface Phrasing {
  readonly line: TextLine;
  readonly numbers: Numbers;
  /** Templates cut at their slots. */
  readonly cut: Map<string, readonly string[]>;
}

const phrasings = new WeakMap<Locale, Phrasing>();

function phrasingOf(locale: Locale): Phrasing {
  let phrasing = phrasings.get(locale);
  if (phrasing === undefined) {
    const line = new TextLine();
    phrasing = { line, numbers: new Numbers(locale.values, PLAIN_TEXT, line.ink), cut: new Map() };
    phrasings.set(locale, phrasing);
  }
  return phrasing;
}

function textOf(locale: Locale, write: (line: AnyLine, numbers: Numbers) => void): string {
  const { line, numbers } = phrasingOf(locale);
  write(line, numbers);
  return line.take();
}

function fill(locale: Locale, template: string, values: Readonly<Record<string, string | number>>): string {
  const { cut } = phrasingOf(locale);
  let parts = cut.get(template);
  if (parts === undefined) {
    parts = partsOf(template);
    cut.set(template, parts);
  }
  let filled = '';
  for (let index = 0; index < parts.length; index++)
    filled += index % 2 === 0 ? parts[index] : (values[parts[index]!] ?? '');
  return filled;
}
