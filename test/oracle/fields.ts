/** What is compared. */

/** The fields that the others rest on; a file is summed up by these as well as by all. */
export const CORE_FIELDS = [
  'frames',
  'role',
  'connection',
  'bytes',
  'findings',
  'acknowledges',
  'completeness',
  'dns name',
  'dns pairs',
] as const;

/** Every field that is compared, in the order of the report. */
export const COMPARED_FIELDS: readonly string[] = [
  ...CORE_FIELDS,
  ...['seq', 'ack', 'rtt', 'rto', 'duplicateAckOf', 'duplicateAckNumber'],
  ...['dns query', 'dns type', 'dns rcode', 'dns answers', 'dns over tcp', 'dns over tcp query'],
  ...[
    'other roles',
    'protocol',
    'source',
    'destination',
    'source port',
    'destination port',
    'time',
    'length',
  ],
  ...['zeek state', 'zeek history'],
];
