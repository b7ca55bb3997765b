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
  /** SYN and SYN-ACK, but the handshake never completed. */
  'half-open',
  /** Open until the capture ended. */
  'open',
  /** Neither beginning nor end is in the capture. */
  'midstream',
] as const;

/** One of {@link CONNECTION_OUTCOMES}. */
export type ConnectionOutcome = (typeof CONNECTION_OUTCOMES)[number];

/** Zeek's `conn_state`. */
export const CONNECTION_STATES = [
  'S0',
  'S1',
  'SF',
  'REJ',
  'S2',
  'S3',
  'RSTO',
  'RSTR',
  'RSTOS0',
  'RSTRH',
  'SH',
  'SHR',
  'OTH',
] as const;

/** One of {@link CONNECTION_STATES}. */
export type ConnectionState = (typeof CONNECTION_STATES)[number];
