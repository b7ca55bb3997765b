import type { Resumption, ServiceEvents, ServingEnd } from './service-events.js';

/**
 * In which order a server gave its clients their first answers and went on with them, as far as a capture shows. None of it
 * is proof of how the server's program is made: the kernel completes handshakes and takes in data for a program that is
 * busy, and an answer may be late for other reasons. Numbers are those of connections and frames.
 */
export type ServingOrder =
  | {
      /** Consistent with a server that finishes with a client before it turns to the next. */
      readonly order: 'one-after-another';
      /** The connection that waited longest while another was served, and that other one. */
      readonly waiting: number;
      /** The connection that was served meanwhile. */
      readonly served: number;
      /** Frame from which on it waited: its first payload, or its handshake's ACK where the server speaks first. */
      readonly from: number;
      /** Frame that ended the serving of the other one: a FIN or reset, or the last payload from the server after it. */
      readonly end: number;
      /** What that frame is: a side's FIN or reset, or the server's last payload, sent after one. */
      readonly ending: ServingEnd;
      /** Frame with its first answer. */
      readonly answer: number;
      /** Seconds from the one to the other; null where they aren't known. */
      readonly waited: number | null;
      /** The server speaks first on it. */
      readonly greeted: boolean;
      /** How many connections waited like this. */
      readonly waiters: number;
    }
  | {
      /** Consistent with a server that has several clients in hand at once. */
      readonly order: 'several-at-once';
      /** The connection that was answered first and gone on with after the second. */
      readonly first: number;
      /** The connection that was answered in between. */
      readonly second: number;
      /** Frames of the first answer to the first, and of the first answer to the second. */
      readonly answers: readonly [first: number, second: number];
      /**
       * Frame with what came of the first client after the second had its answer: payload, or its FIN; null where nothing did,
       * so that the server's TCP may have sent what its program had handed over before.
       */
      readonly request: number | null;
      /** Frame with what the server then did for the first: payload, or its own FIN. */
      readonly again: number;
      /** Those two are FINs, and the second connection was not yet done with. */
      readonly closing: boolean;
    }
  | {
      /** It can't be told. */
      readonly order: 'undecided';
      /**
       * `few-answered`: fewer than two connections were answered. `no-overlap`: no client waited for its first answer while
       * another was served.
       */
      readonly reason: 'few-answered' | 'no-overlap';
    }
  | {
      readonly order: 'undecided';
      /** A connection was answered while an earlier one was open, which the server did nothing more for in that time. */
      readonly reason: 'idle-overlap';
      /** The earlier connection. */
      readonly first: number;
      /** The one answered meanwhile. */
      readonly second: number;
      /** Frames of the first answer to the one, and to the other. */
      readonly answers: readonly [first: number, second: number];
    };

/**
 * Tells the order. The serving of a connection reaches from its first answer to {@link ServiceEvents.servedUntil}. One after
 * another: no two servings overlap, and at least one client waited during another's, from before its end until after it.
 * Several at once: after its first answer to one client the server gave another its first, and then went on with the one
 * before: it sent more new bytes, or answered its FIN while the other was not yet done with.
 *
 * @param connections those of one server
 */
export function servingOrder(
  events: ServiceEvents,
  service: number,
  connections: readonly number[],
): ServingOrder {
  const resumed = events.resumed.get(service);
  if (resumed !== undefined && resumed.request > 0) return atOnce(events, resumed, false);
  const answered = connections.filter((connection) => events.answer[connection]! > 0);
  if (answered.length < 2) return { order: 'undecided', reason: 'few-answered' };
  answered.sort((a, b) => events.answer[a]! - events.answer[b]!);
  const first = answered.find((connection) => events.closedMeanwhile(connection));
  if (first !== undefined) {
    const [request, again] = [events.clientEnd[first]!, events.serverEnd[first]!];
    return atOnce(events, { first, second: events.next[first]!, request, again }, true);
  }
  return resumed === undefined ? inTurn(events, answered) : atOnce(events, resumed, false);
}

function atOnce(
  events: ServiceEvents,
  { first, second, request, again }: Resumption,
  closing: boolean,
): ServingOrder {
  const answers = [events.answer[first]!, events.answer[second]!] as const;
  return {
    order: 'several-at-once',
    first,
    second,
    answers,
    request: request === 0 ? null : request,
    again,
    closing,
  };
}

/** @param answered connections in the order of their first answers */
function inTurn(events: ServiceEvents, answered: readonly number[]): ServingOrder {
  let served = answered[0]!;
  let end = events.servedUntil(served);
  let longest: { served: number; waiting: number; from: number; waited: number | null } | undefined;
  let waiters = 0;
  for (const waiting of answered.slice(1)) {
    const answer = events.answer[waiting]!;
    if (end > answer) {
      const answers = [events.answer[served]!, answer] as const;
      return { order: 'undecided', reason: 'idle-overlap', first: served, second: waiting, answers };
    }
    const from = events.waitedFrom(waiting);
    if (from > 0 && from < end) {
      waiters++;
      const waited = events.waited(waiting);
      if (longest === undefined || (waited ?? 0) > (longest.waited ?? 0))
        longest = { served, waiting, from, waited };
    }
    served = waiting;
    end = events.servedUntil(waiting);
  }
  if (longest === undefined) return { order: 'undecided', reason: 'no-overlap' };
  return {
    order: 'one-after-another',
    ...longest,
    end: events.servedUntil(longest.served),
    ending: events.endingOf(longest.served),
    answer: events.answer[longest.waiting]!,
    greeted: events.speaksFirst(longest.waiting),
    waiters,
  };
}
