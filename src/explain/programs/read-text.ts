import { safeText } from '../../bytes/safe-text.js';
import type { LaidEvent, LaidSession } from '../../vantage/programs/laid.js';
import type { CarriedBytes } from '../../vantage/programs/stream-ranges.js';
import type { Locale } from '../locale.js';
import { counted, phrase } from '../phrases.js';
import { framesText } from './frames-text.js';

/** Says from which segments a read drew its bytes. */
export function readText(laid: LaidEvent, session: LaidSession, locale: Locale): string {
  const { event, from, to, comparison } = laid;
  const machine = safeText(session.capture, 64);
  const bytes = counted(locale, 'byte', event.count ?? 0);
  const frames = framesText(laid.frames, locale);
  if (comparison === 'different') return phrase(locale, 'program-read-different', { machine, bytes });
  if (comparison === 'beyond') return phrase(locale, 'program-read-beyond', { machine, bytes });
  if (from === null || to === null) return phrase(locale, 'program-read-unsure', { machine, bytes });
  if (laid.frames.length === 0) return phrase(locale, 'program-read-missing', { machine, bytes });
  const text = event.single
    ? drawnText(laid, from, to, session, locale)
    : phrase(locale, 'program-read-total', { machine, bytes, frames });
  return comparison === 'not-captured' ? `${text} ${phrase(locale, 'program-partly-missing', {})}` : text;
}

function drawnText(laid: LaidEvent, from: number, to: number, session: LaidSession, locale: Locale): string {
  const machine = safeText(session.capture, 64);
  const bytes = counted(locale, 'byte', to - from);
  const frames = framesText(laid.frames, locale);
  const [carrier] = laid.carriers;
  const count = laid.frames.length;
  if (count > 1) return phrase(locale, 'program-read-several', { machine, bytes, count, frames });
  // Of a segment that was partly sent before, and of one with a hole, the shares would mislead.
  if (
    laid.carriers.length !== 1 ||
    carrier === undefined ||
    !carrier.whole ||
    laid.comparison === 'not-captured'
  )
    return phrase(locale, 'program-read-from', { machine, bytes, frames });
  const all = counted(locale, 'byte', carrier.end - carrier.start);
  const atStart = from === carrier.start;
  const atEnd = to === carrier.end;
  if (atStart && atEnd) return phrase(locale, 'program-read', { machine, bytes, frames });
  if (atEnd) return phrase(locale, 'program-read-last', { machine, bytes, all, frames });
  if (!atStart)
    return phrase(locale, 'program-read-middle', {
      machine,
      range: rangeText(carrier, from, to, locale),
      all,
      frames,
    });
  const rest = counted(locale, 'byte', carrier.end - to);
  return phrase(locale, `program-read-first-${laid.rest ?? 'unread'}`, {
    machine,
    bytes,
    all,
    frames,
    rest,
  });
}

/** Bytes counted from 1 within their segment. */
function rangeText(carrier: CarriedBytes, from: number, to: number, locale: Locale): string {
  const [one, several] = locale.values.byteRange;
  const first = from - carrier.start + 1;
  const last = to - carrier.start;
  return (first === last ? one : several).replace('{first}', String(first)).replace('{last}', String(last));
}
