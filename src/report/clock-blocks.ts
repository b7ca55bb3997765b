import type { Locale } from '../explain/locale.js';
import { counted, durationText, exactDurationText, phrase } from '../explain/phrases.js';
import type { Clock, Match } from '../vantage/match/match.js';
import { arrivedBeforeSent, oneWayDelays } from '../vantage/one-way.js';
import type { ReportBlock } from './part.js';
import type { RemarkText } from './remark-text.js';

/** What is known of the captures' clocks and of the delays between them, as paragraphs. */
export function clockBlocks(
  match: Match,
  locale: Locale,
  names: RemarkText,
  isAligned: boolean,
): ReportBlock[] {
  const texts: string[] = [];
  const reference = names.name(0);
  if (isAligned) texts.push(phrase(locale, 'clock-aligned', { reference }));
  for (const [i, clock] of match.clocks.entries())
    texts.push(clockText(clock, names.name(i + 1), reference, locale));
  const early = arrivedBeforeSent(match);
  if (early > 0)
    texts.push(phrase(locale, 'clock-before-sent', { packets: counted(locale, 'packet', early) }));
  const isEven = ({ offset, uncertainty }: Clock): boolean => offset === 0 && uncertainty === null;
  const delays = oneWayDelays(match).filter(
    ({ from, to }) => ![from, to].some((index) => index > 0 && isEven(match.clocks[index - 1]!)),
  );
  for (const { from, to, packets, least, median, most } of delays)
    texts.push(
      phrase(locale, 'delays-of', {
        here: names.name(from),
        there: names.name(to),
        packets: counted(locale, 'packet', packets),
        least: durationText(locale, least),
        median: durationText(locale, median),
        most: durationText(locale, most),
      }),
    );
  if (match.clocks.some(({ uncertainty }) => uncertainty !== null))
    texts.push(phrase(locale, 'clock-assumption', {}));
  return texts.map((text) => ({ kind: 'paragraph', text }));
}

function clockText(clock: Clock, capture: string, reference: string, locale: Locale): string {
  const { offset, uncertainty, drift } = clock;
  if (offset === null) return phrase(locale, 'clock-unknown', { capture, reference });
  const told = offsetText(offset, uncertainty, capture, reference, locale);
  if (drift === null || drift === 0) return told;
  const gained = phrase(locale, drift > 0 ? 'clock-gains' : 'clock-loses', {
    capture,
    drift: durationText(locale, Math.abs(drift)),
    hourly: durationText(locale, Math.abs(drift) * 3600),
  });
  return `${told} ${gained}`;
}

function offsetText(
  by: number,
  uncertainty: number | null,
  capture: string,
  reference: string,
  locale: Locale,
): string {
  const side = by < 0 ? 'behind' : 'ahead';
  const offset = exactDurationText(locale, Math.abs(by));
  // Nothing tells the way, as where the same capture was given twice.
  if (uncertainty === null && by === 0) return phrase(locale, 'clock-even', { capture, reference });
  if (uncertainty === null) return phrase(locale, `clock-${side}-unbounded`, { capture, reference, offset });
  if (Math.abs(by) > uncertainty)
    return phrase(locale, `clock-${side}`, {
      capture,
      reference,
      offset,
      uncertainty: durationText(locale, uncertainty),
    });
  const most = durationText(locale, Math.abs(by) + uncertainty);
  return phrase(locale, 'clock-same', { capture, reference, uncertainty: most });
}
