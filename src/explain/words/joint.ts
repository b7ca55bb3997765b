/** Lines of the joint tables of several captures: the fates of packets, the clocks. */
export const JOINT = {
  'joint-title': [],
  /** How the joint tables are to be read. */
  'joint-about': ['reference'],
  /** Head of a connection's joint table; `numbers` are its numbers in the captures. */
  'joint-connection': ['client', 'server', 'numbers'],
  'joint-lookups': [],
  'joint-other': [],
  /** `packets` is counted; `fates` are counts with their names. */
  'joint-fates': ['packets', 'fates'],
  'joint-outside': ['packets'],
  /** A translator on the way: both ends before and after. */
  'joint-rewritten': ['here', 'there', 'before', 'after'],
  /** Captures whose own statistics say that they missed packets. */
  'joint-drops': ['capture', 'drops'],
  /** A frame of a capture: `mesin2 No. 7`. */
  'frame-of': ['capture', 'frame'],
  'fate-delivered': [],
  'fate-lost': [],
  'fate-duplicated': [],
  'fate-overtaken': [],
  'fate-not-captured': [],
  'fate-unknown': [],
  /** What is known of a packet's fate, as sentences that stand behind its explanation. */
  'remark-lost': ['there'],
  'remark-lost-drops': ['there', 'drops'],
  'remark-lost-asked': ['there', 'asking'],
  'remark-lost-resent': ['there', 'again', 'arrival'],
  'remark-part-lost': ['there'],
  'remark-part-lost-drops': ['there', 'drops'],
  'remark-part-lost-asked': ['there', 'asking'],
  'remark-needed': ['original'],
  'remark-unneeded': ['original', 'arrival'],
  'remark-duplicated': ['sent', 'first', 'second'],
  'remark-overtaken': ['later', 'arrival'],
  'remark-unseen': ['there'],
  'remark-unseen-acknowledged': ['there', 'proof'],
  'remark-unseen-answered': ['there', 'proof'],
  'remark-origin-unseen': ['there'],
  'remark-origin-unseen-drops': ['there', 'drops'],
  'remark-reset-unseen': ['there'],
  'remark-reset-unseen-drops': ['there', 'drops'],
  'remark-reset-seen': ['here'],
  'remark-before': ['there'],
  'remark-after': ['there'],
  'remark-outside': ['there'],
  'remark-ambiguous': [],
  'remark-split': ['count', 'here', 'there'],
  'remark-joined': ['count', 'here', 'there'],
  'remark-regrouped': ['before', 'after', 'here', 'there'],
  /** Beside a packet of a plain list. */
  'packet-changed': ['fields'],
  'packet-ambiguous': [],
  /** The clocks. */
  'clocks-title': [],
  'clock-same': ['capture', 'reference', 'uncertainty'],
  'clock-ahead': ['capture', 'reference', 'offset', 'uncertainty'],
  'clock-behind': ['capture', 'reference', 'offset', 'uncertainty'],
  /** Packets went one way only, so that the offset has no bound. */
  'clock-ahead-unbounded': ['capture', 'reference', 'offset'],
  'clock-behind-unbounded': ['capture', 'reference', 'offset'],
  /** The same, and the offset is none: nothing tells the way. */
  'clock-even': ['capture', 'reference'],
  'clock-unknown': ['capture', 'reference'],
  'clock-gains': ['capture', 'drift', 'hourly'],
  'clock-loses': ['capture', 'drift', 'hourly'],
  'delays-of': ['here', 'there', 'least', 'median', 'most', 'packets'],
  'clock-assumption': [],
  'clock-before-sent': ['packets'],
  'clock-aligned': ['reference'],
  /** How much of a capture was found in others; all are counted. */
  'match-title': [],
  'match-counts': ['capture', 'frames', 'paired', 'unpaired', 'alone'],
  'match-packets': ['reference'],
  'match-none': [],
} as const;
