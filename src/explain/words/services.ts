/** Lines about who was served when. */
export const SERVICES = {
  services: [],
  /** Head of one server's part; `connections` is counted. */
  'service-of': ['server', 'capture', 'connections'],
  /** What can be told of the order, each with the frames that are the evidence. */
  'service-in-turn': ['waiting', 'answer', 'served', 'ending', 'end', 'from', 'waited'],
  'service-in-turn-untimed': ['waiting', 'answer', 'served', 'ending', 'end', 'from'],
  'service-in-turn-greeted': ['waiting', 'answer', 'served', 'ending', 'end', 'from', 'waited'],
  'service-in-turn-greeted-untimed': ['waiting', 'answer', 'served', 'ending', 'end', 'from'],
  'service-waiters': ['connections'],
  'service-in-turn-why': [],
  'service-at-once': ['first', 'second', 'firstAnswer', 'secondAnswer', 'again', 'request'],
  'service-at-once-closing': ['first', 'second', 'firstAnswer', 'secondAnswer', 'again', 'request'],
  'service-at-once-why': [],
  'service-at-once-buffered': ['first', 'second', 'firstAnswer', 'secondAnswer', 'again'],
  'service-at-once-buffered-why': ['again'],
  'service-few-answered': [],
  'service-no-overlap': [],
  'service-idle-overlap': ['first', 'second', 'firstAnswer', 'secondAnswer'],
  /** What ended the serving of a client. */
  'service-end-client-fin': [],
  'service-end-server-fin': [],
  'service-end-client-reset': [],
  'service-end-server-reset': [],
  'service-end-data': [],
  /** Whose clock and order it is. */
  'service-clock-server': [],
  'service-clock-elsewhere': ['capture'],
  'service-clock-unknown': [],
  /** The table's columns and cells. */
  'service-column-client': [],
  'service-column-established': [],
  'service-column-request': [],
  'service-column-answer': [],
  'service-column-waited': [],
  'service-column-end': [],
  'service-client': ['client', 'connection'],
  'service-event': ['frame', 'time'],
  'service-event-untimed': ['frame'],
  'service-greeting': ['event'],
  /** What is left out; `connections` is counted. */
  'service-further': ['connections'],
  'services-further': ['count'],
} as const;
