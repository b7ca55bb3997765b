import { safeText } from '../bytes/safe-text.js';
import type { KeptCapture } from '../engine/capture-analysis.js';
import type { Locale } from '../explain/locale.js';
import { counted, durationText, phrase } from '../explain/phrases.js';
import type { ServedConnection, Service, ServiceEvent } from '../vantage/services.js';
import type { ServingOrder } from '../vantage/serving-order.js';
import type { Column } from './grid.js';
import type { ReportBlock, ReportPart } from './part.js';
import { endpointText, relativeTimeText } from './titles.js';

/** Connections told of one server, and servers told of. */
const MAX_ROWS = 20;
const MAX_SERVICES = 5;
/** Characters of a cell with a frame and a time. */
const EVENT_WIDTH = 15;

/** One capture's servers. */
export interface CaptureServices {
  /** The capture that they were seen in. */
  readonly capture: KeptCapture;
  /** What is told of it. */
  readonly services: readonly Service[];
}

/** Who was served when, as a part of a report; undefined where there is nothing to tell. */
export function servicesPart(all: readonly CaptureServices[], locale: Locale): ReportPart | undefined {
  const list = all.flatMap(({ capture, services }) => services.map((service) => ({ capture, service })));
  if (list.length === 0) return undefined;
  const blocks = list
    .slice(0, MAX_SERVICES)
    .flatMap(({ capture, service }) => serviceBlocks(capture, service, locale));
  const further = list.length - MAX_SERVICES;
  if (further > 0)
    blocks.push({ kind: 'paragraph', text: phrase(locale, 'services-further', { count: further }) });
  return { title: phrase(locale, 'services', {}), blocks };
}

function serviceBlocks(capture: KeptCapture, service: Service, locale: Locale): ReportBlock[] {
  const { hosts } = capture.context;
  const shown = service.connections.slice(0, MAX_ROWS);
  const further = service.connectionCount - shown.length;
  const heading = phrase(locale, 'service-of', {
    server: endpointText(hosts, service.serverAddress, service.server),
    capture: safeText(service.capture),
    connections: counted(locale, 'connection', service.connectionCount),
  });
  const blocks: ReportBlock[] = [
    { kind: 'heading', text: heading },
    { kind: 'paragraph', text: verdictText(capture, service, locale) },
    { kind: 'table', columns: columnsOf(locale), rows: shown.map((each) => cellsOf(capture, each, locale)) },
  ];
  if (further > 0) {
    const connections = counted(locale, 'connection', further);
    blocks.push({ kind: 'paragraph', text: phrase(locale, 'service-further', { connections }) });
  }
  return blocks;
}

/** What can be told of the order, with the evidence, and whose clock the times are. */
function verdictText(capture: KeptCapture, service: Service, locale: Locale): string {
  const { clock, serving } = service;
  const told = orderText(capture, serving, locale);
  if (clock === 'elsewhere')
    told.push(phrase(locale, 'service-clock-elsewhere', { capture: safeText(capture.label) }));
  else told.push(phrase(locale, `service-clock-${clock}`, {}));
  return told.join(' ');
}

function orderText(capture: KeptCapture, serving: ServingOrder, locale: Locale): string[] {
  switch (serving.order) {
    case 'one-after-another':
      return inTurnText(capture, serving, locale);
    case 'several-at-once':
      return atOnceText(pairOf(capture, serving), serving, locale);
    case 'undecided':
      return serving.reason === 'idle-overlap'
        ? [phrase(locale, 'service-idle-overlap', pairOf(capture, serving))]
        : [phrase(locale, `service-${serving.reason}`, {})];
  }
}

interface Pair {
  readonly first: string;
  readonly second: string;
  readonly firstAnswer: number;
  readonly secondAnswer: number;
}

/** Two clients and the frames of their first answers. */
function pairOf(
  capture: KeptCapture,
  {
    first,
    second,
    answers,
  }: { readonly first: number; readonly second: number; readonly answers: readonly [number, number] },
): Pair {
  return {
    first: clientText(capture, first),
    second: clientText(capture, second),
    firstAnswer: answers[0],
    secondAnswer: answers[1],
  };
}

function atOnceText(
  pair: Pair,
  { request, again, closing }: Extract<ServingOrder, { order: 'several-at-once' }>,
  locale: Locale,
): string[] {
  if (request === null)
    return [
      phrase(locale, 'service-at-once-buffered', { ...pair, again }),
      phrase(locale, 'service-at-once-buffered-why', { again }),
    ];
  const key = closing ? 'service-at-once-closing' : 'service-at-once';
  return [phrase(locale, key, { ...pair, again, request }), phrase(locale, 'service-at-once-why', {})];
}

function inTurnText(
  capture: KeptCapture,
  serving: Extract<ServingOrder, { order: 'one-after-another' }>,
  locale: Locale,
): string[] {
  const { waiting, served, from, end, answer, waited, greeted, ending, waiters } = serving;
  const values = {
    waiting: clientText(capture, waiting),
    served: clientText(capture, served),
    ending: phrase(locale, `service-end-${ending}`, {}),
    from,
    end,
    answer,
  };
  const key = greeted ? 'service-in-turn-greeted' : 'service-in-turn';
  const told = [
    waited === null
      ? phrase(locale, `${key}-untimed`, values)
      : phrase(locale, key, { ...values, waited: durationText(locale, waited) }),
  ];
  if (waiters > 1)
    told.push(phrase(locale, 'service-waiters', { connections: counted(locale, 'connection', waiters) }));
  told.push(phrase(locale, 'service-in-turn-why', {}));
  return told;
}

function clientText(capture: KeptCapture, number: number): string {
  const connection = capture.connection(number);
  return endpointText(capture.context.hosts, connection?.clientAddress ?? '', connection?.client ?? '');
}

function columnsOf(locale: Locale): readonly Column[] {
  const event = { most: EVENT_WIDTH };
  return [
    { heading: phrase(locale, 'service-column-client', {}), rest: true },
    { heading: phrase(locale, 'service-column-established', {}), ...event },
    { heading: phrase(locale, 'service-column-request', {}), ...event },
    { heading: phrase(locale, 'service-column-answer', {}), ...event },
    { heading: phrase(locale, 'service-column-waited', {}), right: true },
    { heading: phrase(locale, 'service-column-end', {}), ...event },
  ];
}

function cellsOf(capture: KeptCapture, served: ServedConnection, locale: Locale): string[] {
  const event = (each: ServiceEvent | null): string => eventText(capture, each, locale);
  const answer = event(served.answer);
  return [
    phrase(locale, 'service-client', {
      client: clientText(capture, served.connection),
      connection: served.connection,
    }),
    event(served.established),
    event(served.request),
    served.serverSpeaksFirst ? phrase(locale, 'service-greeting', { event: answer }) : answer,
    served.waited === null ? '–' : durationText(locale, served.waited),
    event(served.serverEnd),
  ];
}

function eventText(capture: KeptCapture, event: ServiceEvent | null, locale: Locale): string {
  if (event === null) return '–';
  const { frame: number } = event;
  const frame = capture.frame(number);
  const time = frame === undefined ? '' : relativeTimeText(frame, locale);
  return time === ''
    ? phrase(locale, 'service-event-untimed', { frame: number })
    : phrase(locale, 'service-event', { frame: number, time });
}
