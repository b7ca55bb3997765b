import { safeText } from '../../bytes/safe-text.js';
import type { LogEndpoint, ProgramEvent } from '../../vantage/programs/event.js';
import type { LaidEvent, LaidSession } from '../../vantage/programs/laid.js';
import { isResetError } from '../../vantage/programs/lay-programs.js';
import type { Locale } from '../locale.js';
import { counted, phrase } from '../phrases.js';
import { framesText } from './frames-text.js';
import { readText } from './read-text.js';

/** How a machine is called by its capture's label. */
export function machineText(label: string): string {
  return safeText(label, 64);
}

/** An endpoint in a sentence; made harmless, since a log names it. */
export function endpointText(endpoint: LogEndpoint | null): string {
  if (endpoint === null) return '–';
  const { address, port } = endpoint;
  return safeText(address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`, 128);
}

/**
 * Says what an event of a program means for the frames of its machine's capture. What the log doesn't tell or the capture doesn't
 * show is said to be so; text from the log is made harmless.
 */
export function programEventText(laid: LaidEvent, session: LaidSession, locale: Locale): string {
  const text = eventText(laid, session, locale);
  return laid.ambiguous ? `${text} ${phrase(locale, 'program-ambiguous', {})}` : text;
}

/** Says what an event means that belongs to no connection. */
export function otherEventText(event: ProgramEvent, label: string, said: boolean, locale: Locale): string {
  const machine = machineText(label);
  if (event.kind === 'listening') {
    if (event.at === null) return phrase(locale, 'program-listening-somewhere', { machine });
    const key = said ? 'program-listening-said' : 'program-listening';
    return phrase(locale, key, { machine, endpoint: endpointText(event.at) });
  }
  if (event.kind === 'error') return phrase(locale, 'program-error', { machine, error: errorText(event) });
  if (event.kind === 'close') return phrase(locale, 'program-close', { machine });
  if (event.kind === 'end-of-stream') return phrase(locale, 'program-end-plain', { machine });
  if (event.kind === 'write') return phrase(locale, 'program-write-unsure', { machine });
  return phrase(locale, 'program-read-unsure', { machine, bytes: counted(locale, 'byte', event.count ?? 0) });
}

function errorText({ error }: ProgramEvent): string {
  return safeText(error ?? '', 200);
}

function eventText(laid: LaidEvent, session: LaidSession, locale: Locale): string {
  switch (laid.event.kind) {
    case 'read':
      return readText(laid, session, locale);
    case 'write':
      return writeText(laid, session, locale);
    case 'connecting':
    case 'accepted':
      return openingText(laid, session, locale);
    case 'end-of-stream':
      return endText(laid, session, locale);
    case 'error':
      return errorSentence(laid, session, locale);
    case 'close':
      return closeText(laid, session, locale);
    default:
      return otherEventText(laid.event, session.capture, true, locale);
  }
}

/** The other side: as the capture knows it, else as the log does. */
function peerOf({ connection, side, session, peerName }: LaidSession): string {
  if (connection === null) return endpointText(session.peer);
  const endpoint = side === 'client' ? connection.server : connection.client;
  return peerName === null ? endpoint : `${machineText(peerName)} (${endpoint})`;
}

function openingText({ event, frames: numbers }: LaidEvent, session: LaidSession, locale: Locale): string {
  const machine = machineText(session.capture);
  const values = { machine, peer: peerOf(session), frames: framesText(numbers, locale) };
  if (event.kind === 'accepted')
    return numbers.length > 0
      ? phrase(locale, 'program-accepted', values)
      : phrase(locale, 'program-accepted-unseen', values);
  if (numbers.length > 1) return phrase(locale, 'program-connecting', values);
  return numbers.length > 0
    ? phrase(locale, 'program-connecting-syn', values)
    : phrase(locale, 'program-connecting-unseen', values);
}

function writeText(laid: LaidEvent, session: LaidSession, locale: Locale): string {
  const { event, from, to, comparison } = laid;
  const machine = machineText(session.capture);
  const frames = framesText(laid.frames, locale);
  const bytes = counted(locale, 'byte', event.count ?? (to ?? 0) - (from ?? 0));
  if (comparison === 'different') return phrase(locale, 'program-write-different', { machine, bytes });
  if (comparison === 'beyond') return phrase(locale, 'program-write-beyond', { machine, bytes });
  if (comparison === 'unsure') return phrase(locale, 'program-write-unsure', { machine });
  if (comparison === 'rest')
    return laid.frames.length > 0
      ? phrase(locale, 'program-write-rest', { machine, bytes, frames })
      : phrase(locale, 'program-write-rest-none', { machine });
  const count = laid.frames.length;
  if (count === 0) return phrase(locale, 'program-write-missing', { machine, bytes });
  const text =
    count === 1
      ? phrase(locale, 'program-write', { machine, bytes, frames })
      : phrase(locale, 'program-write-several', { machine, bytes, count, frames });
  return comparison === 'not-captured' ? `${text} ${phrase(locale, 'program-partly-missing', {})}` : text;
}

function endText({ comparison, frames }: LaidEvent, session: LaidSession, locale: Locale): string {
  const machine = machineText(session.capture);
  if (comparison === 'different') return phrase(locale, 'program-end-different', { machine });
  if (frames.length === 0) return phrase(locale, 'program-end-plain', { machine });
  return phrase(locale, 'program-end', {
    machine,
    peer: peerOf(session),
    frames: framesText(frames, locale),
  });
}

function errorSentence({ event, frames: numbers }: LaidEvent, session: LaidSession, locale: Locale): string {
  const machine = machineText(session.capture);
  const error = errorText(event);
  const call = event.call === null ? null : safeText(event.call, 64);
  if (isResetError(event.error) && numbers.length > 0) {
    const values = { machine, error, peer: peerOf(session), frames: framesText(numbers, locale) };
    if (event.error === 'ECONNREFUSED') return phrase(locale, 'program-error-refused', values);
    return call === null
      ? phrase(locale, 'program-error-reset', values)
      : phrase(locale, 'program-error-reset-call', { ...values, call });
  }
  return call === null
    ? phrase(locale, 'program-error', { machine, error })
    : phrase(locale, 'program-error-call', { machine, error, call });
}

function closeText(laid: LaidEvent, session: LaidSession, locale: Locale): string {
  const { event, frames: numbers } = laid;
  const { reset, side } = session;
  const machine = machineText(session.capture);
  const frames = framesText(numbers, locale);
  if (event.closed === 'shutdown')
    return numbers.length > 0
      ? phrase(locale, 'program-shutdown-fin', { machine, frames })
      : phrase(locale, 'program-shutdown', { machine });
  if (reset !== null && event.line === reset.line) {
    if (reset.cause === 'linger') return phrase(locale, 'program-close-linger', { machine, frames });
    const { from, to, carriers } = reset.unread!;
    const unreadFrames = framesText(
      carriers.map(({ frame }) => frame),
      locale,
    );
    return phrase(locale, 'program-close-unread', {
      machine,
      unread: counted(locale, 'byte', to - from),
      unreadFrames,
      frames,
    });
  }
  if (event.closed === 'exit')
    return numbers.length > 0
      ? phrase(locale, 'program-exit-fin', { machine, frames })
      : phrase(locale, 'program-exit', { machine });
  if (numbers.length === 0)
    return phrase(locale, side === 'client' ? 'program-close-call' : 'program-close', { machine });
  return phrase(locale, 'program-close-fin', { machine, frames });
}
