import type { Piece } from '../bytes/ink.js';
import { EMPTY, Line } from '../bytes/line.js';
import { ByteSink } from '../bytes/sink.js';
import { type CaptureAnalysis, KeptCapture } from '../engine/capture-analysis.js';
import { writeCommunityDigest } from '../engine/community-id.js';
import type { Connection } from '../engine/connection.js';
import { connectionOutcome } from '../engine/outcome.js';
import { outcomeWords } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import { NO_TIME } from '../table/records.js';
import { SOURCE, sideSource } from '../table/sources.js';
import { CONNECTION, OWN, SIDE, sideOf } from '../track/tcp-state.js';
import { CONNECTION_OUTCOMES, CONNECTION_STATES } from '../vocabulary/outcomes.js';
import { type CellForm, type RecordEdges, recordEdges } from './cell-form.js';
import { ConnectionForms } from './connection-forms.js';
import { addSeconds } from './digits.js';
import { Endpoints } from './endpoints.js';
import type { FieldPath } from './fields.js';
import type { ConnectionRow } from './row.js';
import { RowPress } from './row-press.js';
import { ENDS, STARTS, type TimeSource, TimeWriter } from './time-writer.js';

/**
 * Writes one field of a connection.
 *
 * @param record where what is remembered of it is now
 * @param client the side that is the client: 0 the endpoint seen first, 1 the other
 */
type Column = (line: Line, record: number, client: number, connection: number) => void;

/** Fields that are text and always there. Nothing in them needs to be escaped in any form. */
const TEXTS: ReadonlySet<string> = new Set<keyof ConnectionRow>([
  'client',
  'server',
  'state',
  'history',
  'communityId',
]);

/** Of a field that is put together at once. */
const text = new ByteSink(64);

/**
 * Adds chosen fields of the connections of one capture to a line, without making objects and strings for each: the bytes are
 * those that the form gives for the fields of the connection's row.
 */
export class ConnectionColumns {
  /** What the records are added to. */
  readonly line: Line;
  readonly #capture: CaptureAnalysis;
  readonly #form: CellForm;
  readonly #locale: Locale;
  readonly #ends: Endpoints;
  readonly #edges: RecordEdges;
  /** Get the columns of times ready for a connection. */
  readonly #readyTimes: ((record: number) => void)[] = [];
  readonly #forms: ConnectionForms | undefined;
  /** By field: what writes it. */
  readonly #columns: readonly Column[];

  constructor(capture: CaptureAnalysis, fields: readonly FieldPath[], form: CellForm, locale: Locale) {
    // Where a capture is read once, what is listed of it is written where its connections are followed.
    const press = capture instanceof KeptCapture ? undefined : RowPress.of(capture);
    this.line = new Line(press);
    this.#forms = press && new ConnectionForms(this.line, press, capture);
    this.#capture = capture;
    this.#form = form;
    this.#locale = locale;
    this.#ends = new Endpoints(capture.context.addresses, this.line);
    this.#edges = recordEdges(form, fields, TEXTS, this.line.ink);
    this.#columns = fields.map(({ path }) => this.#column(path[0] as keyof ConnectionRow, path[1]));
  }

  /**
   * The connections to be added: those between them are written when the next one is asked for. Undefined where it is time
   * to hand on what was written.
   */
  *entries(): IterableIterator<Connection | undefined> {
    const capture = this.#capture;
    const forms = this.#forms;
    const { connections } = capture.pipeline.tcp;
    // What goes before the first record need not be what goes before others.
    let isBegun = false;
    for (let number = 0; number < connections.count; number++) {
      if (isBegun && forms !== undefined)
        for (number = forms.write(number); forms.isFull; number = forms.write(number)) yield undefined;
      const connection = capture.connection(number);
      if (connection === undefined) continue;
      // How a row was written can be learnt only if it was lined up in one go.
      for (const ready of this.#readyTimes) ready(connections.at(number));
      yield connection;
      if (isBegun) forms?.learn();
      isBegun = true;
    }
  }

  /** Adds the connection's record, up to its line's end. */
  add({ connection }: Connection): void {
    const { connections } = this.#capture.pipeline.tcp;
    const record = connections.at(connection);
    const client = connections.clientSide(record);
    const columns = this.#columns;
    const { line } = this;
    const { before, after } = this.#edges;
    for (let i = 0; i < columns.length; i++) {
      line.ready();
      line.put(before[i]!);
      columns[i]!(line, record, client, connection);
    }
    line.put(after);
  }

  #column(field: keyof ConnectionRow, direction: string | undefined): Column {
    const { state, endpoints, connections } = this.#capture.pipeline.tcp;
    const { addresses, label } = this.#capture.context;
    const form = this.#form;
    const { ink } = this.line;
    switch (field) {
      case 'capture': {
        const text = ink.add(form.text(label));
        return (line) => line.put(text);
      }
      case 'connection':
        return (line, _record, _client, connection) =>
          line.number(EMPTY, connection, SOURCE.connectionNumber);
      case 'client':
        return (_, record, client) => this.#addEndpoint(record, client, false);
      case 'server':
        return (_, record, client) => this.#addEndpoint(record, 1 - client, true);
      case 'clientInferred': {
        const [known, inferred] = [ink.add(form.text(false)), ink.add(form.text(true))];
        return (line, record) =>
          line.put(state.i32[record + OWN.flags]! & CONNECTION.clientKnown ? known : inferred);
      }
      case 'start':
        return this.#time(STARTS, OWN.firstSeconds, OWN.firstNanoseconds);
      case 'end':
        return this.#time(ENDS, OWN.lastSeconds, OWN.lastNanoseconds);
      case 'frames':
        return this.#perDirection(direction, SOURCE.frames, (line, side, source) =>
          line.number(EMPTY, state.u32[side + SIDE.frames]!, source),
        );
      case 'bytes':
        return this.#perDirection(direction, SOURCE.wireBytes, (line, side, source) =>
          line.integer(EMPTY, state.f64[(side + SIDE.wireBytes) >> 1]!, source),
        );
      case 'payload':
        return this.#perDirection(direction, SOURCE.payloadBytes, (line, side, source) =>
          line.integer(EMPTY, state.f64[(side + SIDE.payloadBytes) >> 1]!, source),
        );
      case 'state': {
        const states = new Map(CONNECTION_STATES.map((name) => [name, ink.add(name)]));
        return (line, record, client) => line.put(states.get(endpoints.stateOf(record, client))!);
      }
      case 'history':
        return (line, record, client) => {
          text.clear();
          endpoints.putHistory(text, record, client);
          line.vary(line.passing(text), SOURCE.history);
        };
      case 'completeness':
        return (line, record) =>
          line.number(EMPTY, state.i32[record + OWN.completeness]!, SOURCE.completeness);
      case 'handshakeRtt':
        return (line, record) => {
          const seconds = state.f64[(record + OWN.handshakeRtt) >> 1]!;
          if (Number.isNaN(seconds)) line.put(form.none);
          else addSeconds(line, EMPTY, seconds, SOURCE.handshakeRtt);
        };
      case 'communityId': {
        const version = ink.add('1:');
        return (line, record) => {
          line.put(version);
          const [a, b] = [connections.address(record, 0), connections.address(record, 1)];
          text.clear();
          writeCommunityDigest(
            text,
            addresses,
            a,
            connections.port(record, 0),
            b,
            connections.port(record, 1),
          );
          line.vary(line.passing(text), SOURCE.communityId);
        };
      }
      case 'outcome': {
        const words = new Map(
          CONNECTION_OUTCOMES.map((outcome) => [
            outcome,
            ink.add(form.text(outcomeWords(outcome, this.#locale))),
          ]),
        );
        return (line, record, client) => line.put(words.get(connectionOutcome(state, record, client))!);
      }
    }
  }

  #addEndpoint(record: number, side: number, isServer: boolean): void {
    const { connections } = this.#capture.pipeline.tcp;
    this.#ends.add(connections.address(record, side), connections.port(record, side), isServer);
  }

  #time(from: TimeSource, secondsAt: number, nanosecondsAt: number): Column {
    const { context } = this.#capture;
    const { state } = this.#capture.pipeline.tcp;
    const { none, text } = this.#form;
    const times = new TimeWriter(context, text, this.line, from);
    const decimals = context.interfaces[0]?.decimals ?? 6;
    this.#readyTimes.push((record) => {
      if (state.u32[record + nanosecondsAt] !== NO_TIME) times.ready(state.f64[(record + secondsAt) >> 1]!);
    });
    return (line, record) => {
      const nanoseconds = state.u32[record + nanosecondsAt]!;
      if (nanoseconds === NO_TIME) line.put(none);
      else times.addTime(state.f64[(record + secondsAt) >> 1]!, nanoseconds, decimals);
    };
  }

  /** What is counted of one direction, or of both as an object. @param source of one side */
  #perDirection(
    direction: string | undefined,
    source: number,
    add: (line: Line, side: number, source: number) => void,
  ): Column {
    const client: Column = (line, record, side) => add(line, sideOf(record, side), sideSource(source, false));
    const server: Column = (line, record, side) =>
      add(line, sideOf(record, 1 - side), sideSource(source, true));
    if (direction !== undefined) return direction === 'client' ? client : server;
    const { ink } = this.line;
    const [begin, between, end] = this.#form
      .text({ client: 0, server: 0 })
      .split('0')
      .map((text) => ink.add(text)) as [Piece, Piece, Piece];
    return (line, record, side, connection) => {
      line.put(begin);
      client(line, record, side, connection);
      line.put(between);
      server(line, record, side, connection);
      line.put(end);
    };
  }
}
