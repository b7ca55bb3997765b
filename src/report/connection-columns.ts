import { Ink, type Piece } from '../bytes/ink.js';
import type { ByteSink } from '../bytes/sink.js';
import type { CaptureAnalysis } from '../engine/capture-analysis.js';
import { writeCommunityDigest } from '../engine/community-id.js';
import { type Connection, formatHost } from '../engine/connection.js';
import { connectionOutcome } from '../engine/outcome.js';
import { outcomeWords } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import { NO_TIME } from '../table/records.js';
import { CONNECTION, OWN, SIDE, sideOf } from '../track/tcp-state.js';
import { CONNECTION_OUTCOMES } from '../vocabulary/outcomes.js';
import { type CellForm, type RecordEdges, recordEdges } from './cell-form.js';
import { writeSeconds } from './digits.js';
import type { FieldPath } from './fields.js';
import type { ConnectionRow } from './row.js';
import { TimeWriter } from './time-writer.js';

/**
 * Writes one field of a connection.
 *
 * @param record where what is remembered of it is now
 * @param client the side that is the client: 0 the endpoint seen first, 1 the other
 */
type Column = (sink: ByteSink, record: number, client: number, connection: number) => void;

/** Fields that are text and always there. Nothing in them needs to be escaped in any form. */
const TEXTS: ReadonlySet<string> = new Set<keyof ConnectionRow>([
  'client',
  'server',
  'state',
  'history',
  'communityId',
]);
const COLON = 0x3a;

/**
 * Writes chosen fields of the connections of one capture, without making objects and strings for each: the bytes are
 * those that the form gives for the fields of the connection's row.
 */
export class ConnectionColumns {
  readonly #capture: CaptureAnalysis;
  readonly #form: CellForm;
  readonly #locale: Locale;
  readonly #ink = new Ink();
  readonly #edges: RecordEdges;
  /** By field: what writes it. */
  readonly #columns: readonly Column[];

  constructor(capture: CaptureAnalysis, fields: readonly FieldPath[], form: CellForm, locale: Locale) {
    this.#capture = capture;
    this.#form = form;
    this.#locale = locale;
    this.#edges = recordEdges(form, fields, TEXTS, this.#ink);
    this.#columns = fields.map(({ path }) => this.#column(path[0] as keyof ConnectionRow, path[1]));
  }

  /** Writes the connection's record, up to its line's end. */
  write(sink: ByteSink, { connection }: Connection): void {
    const { connections } = this.#capture.pipeline.tcp;
    const record = Math.max(0, connections.at(connection));
    const client = connections.clientSide(record);
    const columns = this.#columns;
    const { before, after } = this.#edges;
    for (let i = 0; i < columns.length; i++) {
      sink.put(before[i]!, this.#ink);
      columns[i]!(sink, record, client, connection);
    }
    sink.put(after, this.#ink);
  }

  #column(field: keyof ConnectionRow, direction: string | undefined): Column {
    const { state, endpoints, connections } = this.#capture.pipeline.tcp;
    const { addresses, label } = this.#capture.context;
    const form = this.#form;
    const ink = this.#ink;
    switch (field) {
      case 'capture': {
        const text = ink.add(form.text(label));
        return (sink) => sink.put(text, ink);
      }
      case 'connection':
        return (sink, _record, _client, connection) => sink.integer(connection);
      case 'client':
        return (sink, record, client) => this.#writeEndpoint(sink, record, client);
      case 'server':
        return (sink, record, client) => this.#writeEndpoint(sink, record, 1 - client);
      case 'clientInferred': {
        const [known, inferred] = [ink.add(form.text(false)), ink.add(form.text(true))];
        return (sink, record) =>
          sink.put(state.i32[record + OWN.flags]! & CONNECTION.clientKnown ? known : inferred, ink);
      }
      case 'start':
        return this.#time(OWN.firstSeconds, OWN.firstNanoseconds);
      case 'end':
        return this.#time(OWN.lastSeconds, OWN.lastNanoseconds);
      case 'frames':
        return this.#perDirection(direction, (sink, side) => sink.integer(state.u32[side + SIDE.frames]!));
      case 'bytes':
        return this.#perDirection(direction, (sink, side) =>
          sink.integer(state.f64[(side + SIDE.wireBytes) >> 1]!),
        );
      case 'payload':
        return this.#perDirection(direction, (sink, side) =>
          sink.integer(state.f64[(side + SIDE.payloadBytes) >> 1]!),
        );
      case 'state':
        return (sink, record, client) => sink.text(endpoints.stateOf(record, client));
      case 'history':
        return (sink, record, client) => endpoints.putHistory(sink, record, client);
      case 'completeness':
        return (sink, record) => sink.integer(state.i32[record + OWN.completeness]!);
      case 'handshakeRtt':
        return (sink, record) => {
          const seconds = state.f64[(record + OWN.handshakeRtt) >> 1]!;
          if (Number.isNaN(seconds)) sink.put(form.none);
          else writeSeconds(sink, seconds);
        };
      case 'communityId': {
        const version = ink.add('1:');
        return (sink, record) => {
          sink.put(version, ink);
          const [a, b] = [connections.address(record, 0), connections.address(record, 1)];
          writeCommunityDigest(
            sink,
            addresses,
            a,
            connections.port(record, 0),
            b,
            connections.port(record, 1),
          );
        };
      }
      case 'outcome': {
        const words = new Map(
          CONNECTION_OUTCOMES.map((outcome) => [
            outcome,
            ink.add(form.text(outcomeWords(outcome, this.#locale))),
          ]),
        );
        return (sink, record, client) => sink.put(words.get(connectionOutcome(state, record, client))!, ink);
      }
    }
  }

  #writeEndpoint(sink: ByteSink, record: number, side: number): void {
    const { addresses } = this.#capture.context;
    const { connections } = this.#capture.pipeline.tcp;
    const id = connections.address(record, side);
    if (addresses.kind(id) === 4) addresses.writeIpv4(sink, id);
    else sink.text(formatHost(addresses.text(id) ?? ''));
    sink.byte(COLON);
    sink.integer(connections.port(record, side));
  }

  #time(secondsAt: number, nanosecondsAt: number): Column {
    const { context } = this.#capture;
    const { state } = this.#capture.pipeline.tcp;
    const { none, text } = this.#form;
    const times = new TimeWriter(context, text);
    const decimals = context.interfaces[0]?.decimals ?? 6;
    return (sink, record) => {
      const nanoseconds = state.u32[record + nanosecondsAt]!;
      if (nanoseconds === NO_TIME) sink.put(none);
      else times.writeTime(sink, state.f64[(record + secondsAt) >> 1]!, nanoseconds, decimals);
    };
  }

  /** What is counted of one direction, or of both as an object. */
  #perDirection(direction: string | undefined, write: (sink: ByteSink, side: number) => void): Column {
    if (direction === 'client') return (sink, record, client) => write(sink, sideOf(record, client));
    if (direction === 'server') return (sink, record, client) => write(sink, sideOf(record, 1 - client));
    const ink = this.#ink;
    const [begin, between, end] = this.#form
      .text({ client: 0, server: 0 })
      .split('0')
      .map((text) => ink.add(text)) as [Piece, Piece, Piece];
    return (sink, record, client) => {
      sink.put(begin, ink);
      write(sink, sideOf(record, client));
      sink.put(between, ink);
      write(sink, sideOf(record, 1 - client));
      sink.put(end, ink);
    };
  }
}
