/** How a connection ended, or how far it came, as far as the capture shows. */
export const CONNECTION_OUTCOMES = [
  /** Both directions closed with FIN, both FINs acknowledged. */
  'closed',
  /** Both sent FIN; the last acknowledgment is not in the capture. */
  'closing',
  /** Only the client sent FIN. */
  'half-closed-by-client',
  /** Only the server sent FIN. */
  'half-closed-by-server',
  /** The client sent RST after the connection was open. */
  'reset-by-client',
  /** The server sent RST after the connection was open. */
  'reset-by-server',
  /** SYN answered by RST. */
  'refused',
  /** SYN (perhaps several) without any answer. */
  'no-answer',
  /** The client gave up its own SYN with a RST. */
  'abandoned',
  /** A SYN or SYN-ACK and something in answer, but the handshake never completed. */
  'half-open',
  /** Open until the capture ended. */
  'open',
  /** Neither beginning nor end is in the capture. */
  'midstream',
] as const;

/** One of {@link CONNECTION_OUTCOMES}. */
export type ConnectionOutcome = (typeof CONNECTION_OUTCOMES)[number];

/** Zeek's `conn_state`, in its words; the client is the originator, the server the responder. */
export const CONNECTION_STATES = [
  /** Attempt seen, no reply. */
  'S0',
  /** Established, not terminated. */
  'S1',
  /** Normal establishment and termination. */
  'SF',
  /** Attempt rejected. */
  'REJ',
  /** Established, close attempt by the originator seen, no reply from the responder. */
  'S2',
  /** Established, close attempt by the responder seen, no reply from the originator. */
  'S3',
  /** Established, originator aborted. */
  'RSTO',
  /** Responder sent a RST. */
  'RSTR',
  /** Originator sent a SYN and then a RST; no SYN-ACK from the responder. */
  'RSTOS0',
  /** Responder sent a SYN-ACK and then a RST; no SYN from the (purported) originator. */
  'RSTRH',
  /** Originator sent a SYN and then a FIN; no SYN-ACK from the responder: half open. */
  'SH',
  /** Responder sent a SYN-ACK and then a FIN; no SYN from the originator. */
  'SHR',
  /** No SYN seen, not closed within the capture: midstream traffic. */
  'OTH',
] as const;

/** One of {@link CONNECTION_STATES}. */
export type ConnectionState = (typeof CONNECTION_STATES)[number];
