import type { Locale } from '../explain/locale.js';
import { phrase } from '../explain/phrases.js';
import { programConclusions } from '../explain/programs/conclusion-text.js';
import {
  endpointText,
  machineText,
  otherEventText,
  programEventText,
} from '../explain/programs/event-text.js';
import { frameNumbers } from '../explain/programs/frames-text.js';
import type { LaidEvent, LaidSession, ProgramAccount } from '../vantage/programs/laid.js';
import type { ReportBlock, ReportPart } from './part.js';

/**
 * What programs did, as a part of a report: for each machine and connection a table of the log's events with the frames that they go with in
 * each capture, and below it why data came in pieces and what caused a reset, as far as the log makes it certain.
 *
 * @param accounts what {@link layPrograms} gives
 */
export function programsPart(accounts: readonly ProgramAccount[], locale: Locale): ReportPart {
  return {
    title: phrase(locale, 'programs', {}),
    blocks: accounts.flatMap((account) => [
      ...accountBlocks(account, locale),
      ...account.sessions.flatMap((session) => sessionBlocks(session, locale)),
    ]),
  };
}

function accountBlocks(account: ProgramAccount, locale: Locale): ReportBlock[] {
  const { capture, cut, others, sessions, format } = account;
  const machine = machineText(capture);
  const texts = others
    .filter(({ kind }) => kind === 'listening' || kind === 'error')
    .map((event) => otherEventText(event, capture, format === 'messages', locale));
  if (sessions.length === 0 && others.length === 0)
    texts.push(phrase(locale, 'program-nothing', { machine }));
  if (cut) texts.push(phrase(locale, 'program-cut', { machine }));
  return texts.map(paragraph);
}

function paragraph(text: string): ReportBlock {
  return { kind: 'paragraph', text };
}

function sessionBlocks(session: LaidSession, locale: Locale): ReportBlock[] {
  const { connection, certain } = session;
  const blocks: ReportBlock[] = [{ kind: 'heading', text: headingOf(session, locale) }];
  if (connection === null) return blocks;
  if (!certain) blocks.push(paragraph(phrase(locale, 'program-uncertain', {})));
  if (connection.clientInferred) blocks.push(paragraph(phrase(locale, 'program-no-beginning', {})));
  blocks.push(eventTable(session, locale));
  return [...blocks, ...programConclusions(session, locale).map(({ explanation }) => paragraph(explanation))];
}

function headingOf({ capture, connection, session }: LaidSession, locale: Locale): string {
  const machine = machineText(capture);
  if (connection === null)
    return phrase(locale, 'program-session-unfound', {
      machine,
      peer: endpointText(session.peer),
      line: session.line,
    });
  return phrase(locale, 'program-session', {
    machine,
    connection: connection.connection,
    client: connection.client,
    server: connection.server,
  });
}

function eventTable(session: LaidSession, locale: Locale): ReportBlock {
  const { events, capture } = session;
  const { headings } = locale;
  const timed = events.some(({ event }) => event.time !== null);
  const elsewhere = [...new Set(events.flatMap((event) => event.elsewhere.map((other) => other.capture)))];
  const framesHeading = (label: string): string =>
    phrase(locale, 'program-frames', { capture: machineText(label) });
  return {
    kind: 'table',
    columns: [
      { heading: phrase(locale, 'program-line', {}), right: true },
      ...(timed ? [{ heading: headings.time }] : []),
      { heading: phrase(locale, 'program-event', {}) },
      { heading: framesHeading(capture), most: 20 },
      ...elsewhere.map((label) => ({ heading: framesHeading(label), most: 20 })),
      { heading: headings.explanation, rest: true },
    ],
    rows: events.map((laid) => [
      String(laid.event.line),
      ...(timed ? [laid.event.time ?? ''] : []),
      phrase(locale, `program-kind-${laid.event.kind}`, {}),
      frameNumbers(laid.frames, locale),
      ...elsewhere.map((label) => framesIn(laid, label, locale)),
      programEventText(laid, session, locale),
    ]),
  };
}

function framesIn(laid: LaidEvent, label: string, locale: Locale): string {
  return frameNumbers(laid.elsewhere.find(({ capture }) => capture === label)?.frames ?? [], locale);
}
