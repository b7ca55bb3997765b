import { safeText } from '../bytes/safe-text.js';
import type { Analysis } from '../engine/analysis.js';
import type { Frame } from '../engine/frame.js';
import type { Locale } from '../explain/locale.js';
import { counted, durationText, phrase } from '../explain/phrases.js';
import type { Match } from '../vantage/match/match.js';
import { clockBlocks } from './clock-blocks.js';
import { frameNumbers } from './frame-numbers.js';
import type { ReportBlock, ReportPart } from './part.js';
import { RemarkText } from './remark-text.js';

/** How a match is shown. */
export interface MatchPartOptions {
  /** Language of what is said. */
  readonly locale: Locale;
}

const LONGEST_INFO = 200;
/** Decimals of the times. */
const DECIMALS = 6;

/**
 * A match for people: how the clocks differ, how much of each capture is in the others, and every packet with its fate.
 *
 * @param analysis the captures that were matched, in the same order
 */
export function matchParts(match: Match, analysis: Analysis, { locale }: MatchPartOptions): ReportPart[] {
  const names = new RemarkText(locale, analysis.captures);
  const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });
  const counts = match.captures.map(({ frames, paired, unpaired, alone }, index) => {
    const capture = names.name(index);
    const counts = { capture, frames: counted(locale, 'frame', frames), paired, unpaired, alone };
    return paragraph(phrase(locale, 'match-counts', counts));
  });
  const drops = match.labels.flatMap((_, index) => {
    const count = names.drops(index);
    return count === null
      ? []
      : [paragraph(phrase(locale, 'joint-drops', { capture: names.name(index), drops: count }))];
  });
  const packets =
    match.count === 0
      ? [paragraph(phrase(locale, 'match-none', {}))]
      : [
          paragraph(phrase(locale, 'match-packets', { reference: names.name(0) })),
          packetTable(match, analysis, locale, names),
        ];
  return [
    { title: phrase(locale, 'match-title', {}), blocks: [...counts, ...drops, ...packets] },
    { title: phrase(locale, 'clocks-title', {}), blocks: clockBlocks(match, locale, names, false) },
  ];
}

function packetTable(match: Match, analysis: Analysis, locale: Locale, names: RemarkText): ReportBlock {
  const { headings } = locale;
  return {
    kind: 'table',
    columns: [
      ...match.labels.map((_, index) => ({
        heading: `${headings.frame} ${names.name(index)}`,
        right: true,
        most: 14,
      })),
      { heading: headings.relativeTime, right: true },
      { heading: headings.delay, right: true },
      { heading: headings.fate },
      { heading: headings.info, rest: true },
    ],
    rows: { [Symbol.iterator]: () => packetRows(match, analysis, locale) },
  };
}

function* packetRows(match: Match, { captures }: Analysis, locale: Locale): Generator<string[]> {
  const { labels } = match;
  for (let number = 0; number < match.count; number++) {
    const packet = match.packet(number);
    const time = match.time(number);
    const [first] = packet.sightings;
    const frame = captures[labels.indexOf(first!.capture)]?.frame(first!.frame);
    yield [
      ...labels.map((label) =>
        frameNumbers(
          packet.sightings.filter(({ capture }) => capture === label).map(({ frame: each }) => each),
        ),
      ),
      time === null ? '' : time.toFixed(DECIMALS).replace('.', locale.values.decimal),
      packet.delay === null ? '' : durationText(locale, packet.delay),
      phrase(locale, `fate-${packet.fate}`, {}),
      [infoOf(frame), notes(packet, locale)].filter((text) => text !== '').join(' '),
    ];
  }
}

function infoOf(frame: Frame | undefined): string {
  return frame === undefined ? '' : safeText(`${frame.protocol} ${frame.info}`, LONGEST_INFO);
}

function notes(
  { changed, ambiguous }: { readonly changed: readonly string[]; readonly ambiguous: boolean },
  locale: Locale,
): string {
  const { headings } = locale;
  const fields = changed.map((field) => headings[field as 'source'].toLowerCase()).join(', ');
  const told = [
    ...(changed.length > 0 ? [phrase(locale, 'packet-changed', { fields })] : []),
    ...(ambiguous ? [phrase(locale, 'packet-ambiguous', {})] : []),
  ];
  return told.length === 0 ? '' : `(${told.join('; ')})`;
}
