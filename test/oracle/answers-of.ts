/** Makes answers for tests. */
import { type Answer, FIELDS, type Field, parseAnswers } from './answers.js';

/** Answers with these cells, numbered from 1; others empty. */
export function answersOf(rows: readonly Partial<Record<Field, string>>[]): Answer[] {
  const lines = rows.map((row, index) =>
    FIELDS.map((field) => row[field] ?? (field === 'frame.number' ? String(index + 1) : '')).join('\t'),
  );
  return parseAnswers(`${[FIELDS.join('\t'), ...lines].join('\n')}\n`);
}

/** Cells of a TCP segment between `c` (port 4000) and `s` (port 80), for {@link answersOf}. */
export function segment(
  from: 'c' | 's',
  flags: string,
  seq: number,
  ack: number,
  bytes = 0,
): Partial<Record<Field, string>> {
  const bits = [...flags].reduce((sum, flag) => sum | ({ F: 1, S: 2, R: 4, P: 8, A: 16 }[flag] ?? 0), 0);
  const client = from === 'c';
  return {
    'frame.protocols': 'eth:ethertype:ip:tcp',
    'ip.src': client ? '172.18.0.3' : '172.18.0.2',
    'ip.dst': client ? '172.18.0.2' : '172.18.0.3',
    'tcp.srcport': client ? '4000' : '80',
    'tcp.dstport': client ? '80' : '4000',
    'tcp.stream': '0',
    'tcp.flags': `0x${bits.toString(16).padStart(4, '0')}`,
    'tcp.seq_raw': String(seq),
    'tcp.ack_raw': String(ack),
    'tcp.len': String(bytes),
  };
}
