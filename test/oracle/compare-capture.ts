/** Compares all that the library says of one capture with the answers for it. */
import { analyze, type Frame } from '../../src/index.js';
import type { Answer } from './answers.js';
import { compareFrame } from './compare-frame.js';
import { finalCompleteness } from './completeness.js';
import { expectPairs } from './expected-pairs.js';
import { expectRoles } from './expected-roles.js';
import type { Tally } from './tally.js';
import { pairOf, single, type ZeekConnection } from './zeek.js';

/** One capture with what others say of it. */
export interface Case {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** tshark's answers; empty where it refuses the capture. */
  readonly answers: readonly Answer[];
  readonly zeek: readonly ZeekConnection[];
}

/** Analyses a capture and counts what agrees; an error that escapes the library is counted, not thrown. */
export async function compareCapture(each: Case, tally: Tally): Promise<void> {
  try {
    await compare(each, tally);
  } catch (error) {
    tally.escaped(each.name, error);
  }
  tally.endFile();
}

async function compare({ name, bytes, answers, zeek }: Case, tally: Tally): Promise<void> {
  const analysis = await analyze([{ input: bytes, label: 'capture' }]);
  const expectations = expectRoles(answers);
  const copies = new Set<number>();
  const queries = new Map<number, number>();
  let count = 0;
  for (const frame of analysis.frames()) {
    count++;
    const answer = answers[frame.frame - 1];
    const where = `${name}#${frame.frame}`;
    try {
      touch(frame);
      if (frame.findings.includes('duplicate-frame')) copies.add(frame.frame);
      queries.set(frame.frame, frame.facts.query ?? 0);
      if (answer !== undefined) compareFrame(answer, expectations.get(frame.frame), frame, where, tally);
    } catch (error) {
      tally.escaped(where, error);
    }
  }
  for (const answer of answers.slice(count))
    compareFrame(answer, expectations.get(answer.frame), undefined, `${name}#${answer.frame}`, tally);
  for (const [frame, expected] of expectPairs(answers, expectations, (number) => copies.has(number)))
    tally.check('dns pairs', `${name}#${frame}`, String(expected), String(queries.get(frame) ?? 'none'));
  // Of captures that tshark refuses, more than nothing may be read.
  if (answers.length > 0) {
    const error = analysis.captures[0]?.error?.code ?? 'no error';
    const cause = (): string => `${count < answers.length ? 'fewer' : 'more'} than tshark (${error})`;
    tally.check('frames', name, String(answers.length), String(count), cause);
  }

  const connections = [...analysis.connections()];
  const byNumber = new Map(connections.map((each) => [each.connection, each]));
  // Of a capture of another format that is refused nothing is compared but that it is.
  for (const [number, expected] of count === 0 ? [] : finalCompleteness(answers)) {
    const got = String(byNumber.get(number)?.completeness ?? 'none');
    tally.check('completeness', `${name}#connection ${number}`, String(expected), got);
  }
  const ours = single(connections, ({ client, server }) => pairOf(client, server));
  for (const [pair, expected] of single(zeek, (connection) => connection.pair)) {
    const got = ours.get(pair);
    const where = `${name}#connection ${got?.connection ?? pair}`;
    tally.check('zeek state', where, expected.state, got?.state ?? 'none');
    tally.check('zeek history', where, expected.history, got?.history ?? 'none');
  }
}

/** What a row is made of must not throw, whether or not there is an answer to compare it with. */
function touch(frame: Frame): void {
  void frame.facts;
  void frame.info;
  void frame.findings;
}
