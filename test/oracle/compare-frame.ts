/** Compares one frame's row with tshark's answer. */
import type { Frame } from '../../src/index.js';
import type { Role } from '../../src/vocabulary/roles.js';
import type { Answer } from './answers.js';
import { compareDns } from './compare-dns.js';
import { compareNetwork, LARGEST_LENGTH } from './compare-network.js';
import type { Expectation } from './expected-roles.js';
import { expectOtherRole } from './other-roles.js';
import type { Tally } from './tally.js';
import { optional, seconds } from './values.js';

/** Wireshark's verdicts, by the field that holds each, in the order of a row's findings. */
const FINDINGS = [
  ['tcp.analysis.retransmission', 'retransmission'],
  ['tcp.analysis.fast_retransmission', 'fast-retransmission'],
  ['tcp.analysis.spurious_retransmission', 'spurious-retransmission'],
  ['tcp.analysis.out_of_order', 'out-of-order'],
  ['tcp.analysis.lost_segment', 'previous-segment-not-captured'],
  ['tcp.analysis.ack_lost_segment', 'acked-unseen-segment'],
  ['tcp.analysis.duplicate_ack', 'duplicate-ack'],
  ['tcp.analysis.zero_window', 'zero-window'],
  ['tcp.analysis.zero_window_probe', 'zero-window-probe'],
  ['tcp.analysis.zero_window_probe_ack', 'zero-window-probe-ack'],
  ['tcp.analysis.window_full', 'window-full'],
  ['tcp.analysis.window_update', 'window-update'],
  ['tcp.analysis.keep_alive', 'keep-alive'],
  ['tcp.analysis.keep_alive_ack', 'keep-alive-ack'],
  ['tcp.analysis.reused_ports', 'port-reuse'],
] as const;
const WIRESHARK_FINDINGS: ReadonlySet<string> = new Set(FINDINGS.map(([, finding]) => finding));

/**
 * @param expectation what the role rules say, if they judge this frame
 * @param frame undefined where the library has no such frame
 */
export function compareFrame(
  answer: Answer,
  expectation: Expectation | undefined,
  frame: Frame | undefined,
  where: string,
  tally: Tally,
): void {
  compareRole(answer, expectation, frame, where, tally);
  if (frame === undefined) return;
  const stream = answer.text('tcp.stream');
  if (!stream.includes(',') && (stream !== '' || frame.connection !== null)) {
    optional('connection', where, stream, frame.connection, tally);
  }
  compareNetwork(answer, expectation, frame, where, tally);
  if (expectation?.connection !== undefined) compareSegment(answer, frame, where, tally);
  compareDns(answer, expectation, frame, where, tally);
}

function compareRole(
  answer: Answer,
  expectation: Expectation | undefined,
  frame: Frame | undefined,
  where: string,
  tally: Tally,
): void {
  const expected = expectation?.role ?? expectOtherRole(answer);
  if (expected === undefined) return;
  const got = frame?.role ?? 'none';
  const field = expectation === undefined ? 'other roles' : 'role';
  tally.check(field, where, expected, got, () => roleCause(answer, expected, frame?.role));
}

/** Where a whole layer was not understood, the layers tell the cause better than the roles do. */
function roleCause(answer: Answer, expected: Role, got: Role | undefined): string {
  if (got === undefined) return 'no such frame';
  const layers = `[${answer.text('frame.protocols')}${answer.text('_ws.short') ? ', cut short' : ''}]`;
  if (got === 'other' || got === 'malformed') return `got ${got} ${layers}`;
  const pair = `expected ${expected}, got ${got}`;
  return got === 'ip-fragment' || got === 'udp' || got === 'icmp-error' ? `${pair} ${layers}` : pair;
}

function compareSegment(answer: Answer, frame: Frame, where: string, tally: Tally): void {
  const facts = frame.facts;
  // Of a frame longer than tshark can count, the payload is neither.
  if (answer.text('frame.len') !== LARGEST_LENGTH)
    tally.check('bytes', where, answer.text('tcp.len'), String(facts.bytes ?? 'none'));
  compareFindings(answer, frame, where, tally);
  optional('acknowledges', where, answer.first('tcp.analysis.acks_frame'), facts.acknowledges, tally);
  seconds('rtt', where, answer.first('tcp.analysis.ack_rtt'), facts.rtt, tally);
  optional('seq', where, answer.text('tcp.seq'), modulo(facts.seq), tally);
  if (Number(answer.text('tcp.flags')) & 16)
    optional('ack', where, answer.text('tcp.ack'), modulo(facts.ack), tally);
  // tshark says 0 where it has forgotten the frame.
  const duplicateOf = answer.first('tcp.analysis.duplicate_ack_frame').replace(/^0$/, '');
  optional('duplicateAckOf', where, duplicateOf, facts.duplicateAckOf, tally);
  const duplicateNumber = answer.first('tcp.analysis.duplicate_ack_num');
  optional('duplicateAckNumber', where, duplicateNumber, facts.duplicateAckNumber, tally);
  seconds('rto', where, answer.first('tcp.analysis.rto'), facts.rto, tally);
}

function compareFindings(answer: Answer, frame: Frame, where: string, tally: Tally): void {
  const expected = FINDINGS.filter(([field]) => answer.text(field) !== '').map(
    ([, finding]) => finding as string,
  );
  const got = frame.findings.filter((finding) => WIRESHARK_FINDINGS.has(finding)) as string[];
  tally.check('findings', where, expected.join(' '), got.join(' '), () => {
    const missing = expected.filter((finding) => !got.includes(finding));
    const extra = got.filter((finding) => !expected.includes(finding));
    const parts = [
      missing.length ? `missing ${missing.join(' ')}` : '',
      extra.length ? `extra ${extra.join(' ')}` : '',
    ];
    return parts.filter((part) => part !== '').join(', ');
  });
}

/** tshark prints relative numbers modulo 2^32. */
function modulo(value: number | null | undefined): number | undefined {
  return value === undefined || value === null ? undefined : ((value % 2 ** 32) + 2 ** 32) % 2 ** 32;
}
