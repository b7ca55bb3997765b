import { safeText } from '../bytes/safe-text.js';
import type { Connection } from '../engine/connection.js';
import type { Frame } from '../engine/frame.js';
import { outcomeWords } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import { counted, durationText, phrase } from '../explain/phrases.js';
import { type AnnotatedCapture, type FrameSection, isUnanswered } from './annotated.js';
import { tableWords } from './words.js';

/** `mesin2 172.18.0.3:37692` where the machine has a name, else `172.18.0.3:37692`. */
export function endpointText(hosts: ReadonlyMap<string, string>, address: string, endpoint: string): string {
  const label = hosts.get(address);
  return label === undefined ? endpoint : `${safeText(label, 64)} ${endpoint}`;
}

/** One line that tells a conversation: who, to whom, how it ended, how much, how long. */
export function connectionTitle(
  connection: Connection,
  locale: Locale,
  hosts: ReadonlyMap<string, string>,
): string {
  const { payload, streamBytes } = connection;
  // What was sent again, or captured twice, is the same data.
  const bytes = (side: 'client' | 'server'): string =>
    counted(locale, 'byte', Math.min(payload[side], streamBytes[side]));
  const timed = hasDuration(connection);
  const key = connection.clientInferred ? 'connection-inferred' : timed ? 'connection' : 'connection-untimed';
  return phrase(locale, key, {
    connection: connection.connection,
    client: endpointText(hosts, connection.clientAddress, connection.client),
    server: endpointText(hosts, connection.serverAddress, connection.server),
    outcome: outcomeWords(connection.outcome, locale),
    clientBytes: bytes('client'),
    serverBytes: bytes('server'),
    duration: timed ? durationText(locale, connection.duration) : '–',
  });
}

/** Whether first and last frame have times, and the clock did not go back between them. */
export function hasDuration(connection: Connection): boolean {
  return connection.isTimed && connection.duration >= 0;
}

/** The line above one of a capture's tables. */
export function sectionTitle(
  section: FrameSection,
  locale: Locale,
  hosts: ReadonlyMap<string, string>,
): string {
  if (section.kind === 'other') return phrase(locale, 'other-frames', {});
  if (section.connection !== undefined) return connectionTitle(section.connection, locale, hosts);
  let questions = 0;
  for (const frame of section.frames()) if (frame.role === 'dns-query') questions++;
  return phrase(locale, 'lookups', { questions: counted(locale, 'question', questions) });
}

/** The line that counts the frames outside the tables; empty where there are none. */
export function outsideText(annotated: AnnotatedCapture, locale: Locale): string {
  let frames = 0;
  for (const count of annotated.outside.values()) frames += count;
  if (frames === 0) return '';
  const kinds = [...annotated.outside].sort((a, b) => b[1] - a[1]);
  const protocols = kinds.map(([protocol, count]) => `${count} ${safeText(protocol, 32)}`).join(', ');
  return phrase(locale, 'frames-outside', { frames: counted(locale, 'frame', frames), protocols });
}

/** What is said instead of tables where there is nothing to show; empty where there is. */
export function emptyText({ capture, sections, outside }: AnnotatedCapture, locale: Locale): string {
  if (capture.frameCount === 0) return phrase(locale, 'no-frames', {});
  return sections.length === 0 && outside.size === 0 ? tableWords(locale).nothingChosen : '';
}

/** What only later frames tell of this one, to stand beside its explanation; empty where there is nothing to add. */
export function laterText(annotated: AnnotatedCapture, frame: Frame, locale: Locale): string {
  const answer = annotated.answeredBy(frame);
  if (answer > 0) return phrase(locale, 'answered-in', { frame: answer });
  return isUnanswered(frame) && annotated.capture.error === undefined
    ? phrase(locale, 'not-answered', {})
    : '';
}

/** Seconds since the capture's first frame as the language writes them, all decimals shown so that columns align. */
export function relativeTimeText(frame: Frame, locale: Locale): string {
  const { relativeTime } = frame;
  return relativeTime === null
    ? ''
    : relativeTime.toFixed(frame.decimals).replace('.', locale.values.decimal);
}
