/** The closed words: a program that names them all does not compile when one is added. */
import {
  analyze,
  CONNECTION_OUTCOMES,
  CONNECTION_STATES,
  type ConnectionOutcome,
  type ConnectionState,
  DNS_OUTCOMES,
  type DnsOutcome,
  FINDINGS,
  type Finding,
  RESET_CAUSES,
  type ResetCause,
  ROLES,
  type Role,
  STAGES,
  type Stage,
  stream,
} from 'framewise';
import { openCapture } from 'framewise/node';
import { describe, expect, it } from 'vitest';
import { sample } from './support.js';

it('roles: each frame has exactly one', async () => {
  const counts = new Map<Role, number>(ROLES.map((role) => [role, 0]));
  for await (const { role } of stream(openCapture(sample('06-four-frame-close/mesin1.pcap'))))
    counts.set(role, counts.get(role)! + 1);
  expect([counts.get('first-fin'), counts.get('first-fin-ack'), counts.get('second-fin')]).toEqual([1, 1, 1]);
  expect(counts.get('reset')).toBe(0);
});

it('findings: a frame has none, one or several', async () => {
  const seen = new Set<Finding>();
  for await (const { findings } of stream(openCapture(sample('10-lossy/mesin1.pcap'))))
    for (const finding of findings) seen.add(finding);
  const inOrder = FINDINGS.filter((finding) => seen.has(finding));
  expect(inOrder).toEqual(
    expect.arrayContaining(['retransmission', 'fast-retransmission', 'out-of-order', 'duplicate-ack']),
  );
  expect(inOrder.at(0)).toBe('retransmission');
});

it('stages: steps are told only where they are proven', async () => {
  const stages: Stage[] = [];
  for await (const { stage } of stream(openCapture(sample('06-four-frame-close/mesin1.pcap'))))
    if (stage !== 'none') stages.push(stage);
  expect(stages).toEqual(['open-1', 'open-2', 'open-3', 'close-1', 'four-2', 'four-3', 'four-4']);
  expect(STAGES).toEqual(expect.arrayContaining(stages));
});

describe('outcomes', () => {
  /** One of the program's own decisions; TypeScript asks for every outcome. */
  const WORTH_A_LOOK: Readonly<Record<ConnectionOutcome, boolean>> = {
    closed: false,
    closing: false,
    'half-closed-by-client': false,
    'half-closed-by-server': false,
    'reset-by-client': true,
    'reset-by-server': true,
    refused: true,
    'no-answer': true,
    abandoned: true,
    'half-open': true,
    open: false,
    midstream: false,
  };

  it('of connections', async () => {
    const files = ['02-echo', '03-reset-unread-data', '05-refused'].map((story) =>
      openCapture(sample(`${story}/mesin1.pcap`)),
    );
    const connections = [...(await analyze(files)).connections()];
    expect(connections.map(({ outcome }) => WORTH_A_LOOK[outcome])).toEqual([false, true, true]);
    expect(Object.keys(WORTH_A_LOOK)).toEqual(CONNECTION_OUTCOMES);
    const states: ConnectionState[] = connections.map(({ state }) => state);
    expect(states).toEqual(['SF', 'RSTO', 'REJ']);
    expect(CONNECTION_STATES).toEqual(expect.arrayContaining(states));
  });

  it('of DNS questions', async () => {
    const lookups = [...(await analyze([openCapture(sample('01-name-lookup/mesin1.pcap'))])).lookups()];
    const outcomes: (DnsOutcome | null)[] = lookups.map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['answer', 'no-data']);
    expect(DNS_OUTCOMES).toEqual(expect.arrayContaining(outcomes));
  });
});

it('causes of resets', async () => {
  const causeIn = async (path: string): Promise<ResetCause | undefined> => {
    for await (const { role, facts } of stream(openCapture(sample(path))))
      if (role === 'reset') return facts.cause;
    return undefined;
  };
  expect(await causeIn('05-refused/mesin1.pcap')).toBe('refused');
  expect(await causeIn('03-reset-unread-data/mesin1.pcap')).toBe('aborted');
  expect(RESET_CAUSES).toContain('after-close');
});
