import { describe, expect, it } from 'vitest';
import type { Field } from './answers.js';
import { answersOf } from './answers-of.js';
import { expectPairs } from './expected-pairs.js';
import { expectRoles } from './expected-roles.js';

/** Cells of a DNS message between a client's port and a server's port 53. */
function message(
  response: 0 | 1,
  cells: Partial<Record<Field, string>> = {},
): Partial<Record<Field, string>> {
  const ends = ['10.0.0.1', '10.0.0.53'];
  const ports = ['40000', '53'];
  return {
    'frame.protocols': 'eth:ethertype:ip:udp:dns',
    'ip.src': ends[response]!,
    'ip.dst': ends[1 - response]!,
    'udp.srcport': ports[response]!,
    'udp.dstport': ports[1 - response]!,
    'dns.flags.response': String(response),
    'dns.id': '0x0001',
    'dns.qry.name': 'example.org',
    'dns.qry.type': '1',
    ...cells,
  };
}

function pairs(
  messages: readonly Partial<Record<Field, string>>[],
  copies: readonly number[] = [],
): number[][] {
  const answers = answersOf(messages);
  return [...expectPairs(answers, expectRoles(answers), (frame) => copies.includes(frame))];
}

describe('the question of a response', () => {
  it('is the first unanswered one', () => {
    expect(pairs([message(0), message(0), message(1), message(1), message(1)])).toEqual([
      [3, 1],
      [4, 2],
      [5, 0],
    ]);
  });

  it('has the same name, whatever the case of its letters', () => {
    expect(pairs([message(0, { 'dns.qry.name': 'Example.ORG' }), message(1)])).toEqual([[2, 1]]);
    expect(pairs([message(0, { 'dns.qry.name': 'example.com' }), message(1)])).toEqual([[2, 0]]);
  });

  it('has the same id, type, ports and addresses', () => {
    for (const other of [
      { 'dns.id': '0x0002' },
      { 'dns.qry.type': '28' },
      { 'udp.srcport': '40001' },
      { 'ip.src': '10.0.0.2' },
    ] as const)
      expect(pairs([message(0, other), message(1)])).toEqual([[2, 0]]);
  });

  it('is not looked for by a second sighting of the same frame', () => {
    expect(pairs([message(0), message(0), message(1), message(1)], [2, 4])).toEqual([[3, 1]]);
  });

  it('is not judged where tshark can not read the name', () => {
    expect(pairs([message(0), message(1, { 'dns.qry.name': '<Unknown extended label>' })])).toEqual([]);
  });
});
