import { ByteSink } from '../bytes/sink.js';
import type { ConnectionState } from '../vocabulary/outcomes.js';
import { ENDPOINTS, STATES } from './state-rules.js';
import { OWN, SIDE, sideOf, type TcpState } from './tcp-state.js';

const INACTIVE = ENDPOINTS.indexOf('inactive');
const PARTIAL = ENDPOINTS.indexOf('partial');
const RESET = ENDPOINTS.indexOf('reset');

/** Letters said once per side, as bits. */
export const SAID = { A: 1, D: 2, I: 4, Q: 8, S: 16, H: 32, F: 64, R: 128 } as const;
const SERVER_FIRST = 0x5e;

const text = new ByteSink(64);

/**
 * Zeek's verdict on connections: each side's state as an observer sees it, and the history of what happened, by the
 * rules of its `TCPSessionAdapter` and `conn` script.
 */
export class Endpoints {
  readonly #tcp: TcpState;
  constructor(tcp: TcpState) {
    this.#tcp = tcp;
  }

  /** Zeek's `conn_state`, `clientSide` being the originator. */
  stateOf(connection: number, clientSide: number): ConnectionState {
    const tcp = this.#tcp;
    const client = sideOf(connection, clientSide);
    const server = sideOf(connection, 1 - clientSide);
    const originator = tcp.i32[client + SIDE.endpoint]!;
    const empty =
      tcp.f64[(client + SIDE.payloadBytes) >> 1] === 0 && tcp.f64[(server + SIDE.payloadBytes) >> 1] === 0;
    const responder = tcp.i32[server + SIDE.endpoint]!;
    const onlySyn =
      originator === RESET &&
      (responder === INACTIVE || responder === PARTIAL) &&
      /^\^?S[^HAFGIQhafgiq]*R/.test(this.historyOf(connection, clientSide));
    return STATES[
      ((onlySyn ? 2 : 0) + (empty ? 1 : 0)) * ENDPOINTS.length ** 2 +
        responder * ENDPOINTS.length +
        originator
    ]!;
  }

  /** Zeek's `history`: upper case for the client, `^` in front where the first frame came from the server. */
  historyOf(connection: number, clientSide: number): string {
    text.clear();
    this.putHistory(text, connection, clientSide);
    return text.toText();
  }

  /** Writes what {@link historyOf} gives. */
  putHistory(sink: ByteSink, connection: number, clientSide: number): void {
    const { i32 } = this.#tcp;
    const length = i32[connection + OWN.historyLength]!;
    if (clientSide === 1) sink.byte(SERVER_FIRST);
    // Letters are stored with upper case for side a.
    const change = clientSide === 1 ? 0x20202020 : 0;
    const end = sink.length + length;
    for (let word = connection + OWN.history; sink.length < end; word++) sink.word(i32[word]! ^ change);
    sink.length = end;
  }
}
