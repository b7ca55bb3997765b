import type { LaidSession, UnreadBytes } from '../../vantage/programs/laid.js';
import type { Locale } from '../locale.js';
import { counted, phrase } from '../phrases.js';
import { machineText } from './event-text.js';
import { framesText } from './frames-text.js';

/** What follows from a program's log and its machine's capture together. */
export interface ProgramConclusion {
  /** What it is about: how much the program reads at a time, why data came in pieces, what it left unread, why its TCP sent a reset. */
  readonly kind: 'read-size' | 'pieces' | 'unread' | 'reset-cause';
  /** Lines of the log that are the evidence. */
  readonly lines: readonly number[];
  /** Frames of the capture that are the evidence. */
  readonly frames: readonly number[];
  /** The sentence. */
  readonly explanation: string;
}

/** Segments whose pieces are told one by one. */
const MOST_TOLD = 4;

/** What follows from a connection's events, in sentences. */
export function programConclusions(session: LaidSession, locale: Locale): ProgramConclusion[] {
  return [...piecesOf(session, locale), ...readSizeOf(session, locale), ...endOf(session, locale)];
}

function piecesOf({ reading, capture }: LaidSession, locale: Locale): ProgramConclusion[] {
  const machine = machineText(capture);
  const { piecemeal } = reading ?? { piecemeal: [] };
  const told: ProgramConclusion[] = piecemeal.slice(0, MOST_TOLD).map(({ frame, bytes, reads, lines }) => ({
    kind: 'pieces',
    lines,
    frames: [frame],
    explanation: phrase(locale, 'program-piecemeal', {
      machine,
      frames: framesText([frame], locale),
      all: counted(locale, 'byte', bytes),
      count: reads.length,
      sizes: sumText(reads, locale),
      lines: `${lines[0]}–${lines.at(-1)}`,
    }),
  }));
  const more = piecemeal.slice(MOST_TOLD);
  if (more.length > 0)
    told.push({
      kind: 'pieces',
      lines: more.flatMap(({ lines }) => lines),
      frames: more.map(({ frame }) => frame),
      explanation: phrase(locale, 'program-piecemeal-more', { count: more.length }),
    });
  return told;
}

/** `32 + 14 bytes`, `1.000 + … + 12 bytes` where they are many. */
function sumText(reads: readonly number[], locale: Locale): string {
  const most = 8;
  const told = reads.length > most ? [...reads.slice(0, most - 2), '…', reads.at(-1)!] : [...reads];
  const last = counted(locale, 'byte', Number(told.pop()));
  return [...told, last].join(' + ');
}

function readSizeOf({ reading, capture, events }: LaidSession, locale: Locale): ProgramConclusion[] {
  if (reading === null) return [];
  const machine = machineText(capture);
  const reads = events.filter(({ event, from }) => event.kind === 'read' && event.single && from !== null);
  const largest = counted(locale, 'byte', reading.largest);
  const explanation =
    reading.limit === null
      ? phrase(locale, 'program-largest', { machine, largest })
      : phrase(locale, reading.limitTold ? 'program-limit-told' : 'program-limit-seen', {
          machine,
          limit: counted(locale, 'byte', reading.limit),
        });
  return [
    {
      kind: 'read-size',
      lines: reads.map(({ event }) => event.line),
      frames: [...new Set(reads.flatMap(({ frames }) => frames))],
      explanation,
    },
  ];
}

function endOf({ reset, unread, capture }: LaidSession, locale: Locale): ProgramConclusion[] {
  const machine = machineText(capture);
  if (reset !== null) {
    const { frame, line, cause } = reset;
    const frames = framesText([frame], locale);
    if (cause === 'linger' || reset.unread === null)
      return [
        {
          kind: 'reset-cause',
          lines: [line],
          frames: [frame],
          explanation: phrase(locale, 'program-reset-linger', { machine, line, frames }),
        },
      ];
    const { carriers } = reset.unread;
    return [
      {
        kind: 'reset-cause',
        lines: [line],
        frames: [...carriers.map((each) => each.frame), frame],
        explanation: phrase(locale, 'program-reset-unread', {
          machine,
          line,
          unread: amountOf(reset.unread, locale),
          unreadFrames: carriersText(reset.unread, locale),
          frames,
        }),
      },
    ];
  }
  if (unread === null) return [];
  const { line, carriers } = unread;
  return [
    {
      kind: 'unread',
      lines: [line],
      frames: carriers.map(({ frame }) => frame),
      explanation: phrase(locale, 'program-unread', {
        machine,
        line,
        unread: amountOf(unread, locale),
        frames: carriersText(unread, locale),
      }),
    },
  ];
}

function amountOf({ from, to }: UnreadBytes, locale: Locale): string {
  return counted(locale, 'byte', to - from);
}

function carriersText({ carriers }: UnreadBytes, locale: Locale): string {
  return framesText(
    carriers.map(({ frame }) => frame),
    locale,
  );
}
