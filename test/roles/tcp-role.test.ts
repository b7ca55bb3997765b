/** The role of a TCP segment over every input there is: the pattern, the table, and the rules in other words. */
import { describe, expect, it } from 'vitest';
import { tcpRoleCode } from '../../src/roles/tcp-role.js';
import { type SegmentFacts, tcpRole } from '../../src/roles/tcp-rules.js';
import { BIT } from '../../src/table/frame-batch.js';
import { ROLES, type Role } from '../../src/vocabulary/roles.js';

/** Every yes/no fact, with the flag of RFC 9293, 3.1, or the bit of the frame table that says yes. */
const FACTS: { readonly [fact in keyof SegmentFacts]: { readonly flag?: number; readonly bit?: number } } = {
  fin: { flag: 1 },
  syn: { flag: 2 },
  rst: { flag: 4 },
  ack: { flag: 16 },
  payload: {},
  completesHandshake: { bit: BIT.completesHandshake },
  secondFin: { bit: BIT.secondFin },
  acknowledgesFirstFin: { bit: BIT.acknowledgesFirstFin },
  acknowledgesSecondFin: { bit: BIT.acknowledgesSecondFin },
};
const NAMES = Object.keys(FACTS) as (keyof SegmentFacts)[];

function everyInput(): SegmentFacts[] {
  return Array.from({ length: 2 ** NAMES.length }, (_, number) => {
    return Object.fromEntries(
      NAMES.map((name, at) => [name, (number >> at) % 2 === 1]),
    ) as unknown as SegmentFacts;
  });
}

/**
 * The table of roles, each row by itself: what a segment must be to have that role, all rows above it excluded in so many
 * words. Exactly one row may fit.
 */
const ROWS: readonly (readonly [Role, (segment: SegmentFacts) => boolean])[] = [
  ['reset', ({ rst }) => rst],
  ['syn', ({ rst, syn, ack }) => !rst && syn && !ack],
  ['syn-ack', ({ rst, syn, ack }) => !rst && syn && ack],
  ['first-fin', ({ rst, syn, fin, secondFin }) => !rst && !syn && fin && !secondFin],
  ['second-fin', ({ rst, syn, fin, secondFin }) => !rst && !syn && fin && secondFin],
  ['handshake-ack', (segment) => plain(segment) && segment.completesHandshake],
  ['data', (segment) => plain(segment) && !segment.completesHandshake && segment.payload],
  ['first-fin-ack', (segment) => bare(segment) && segment.acknowledgesFirstFin],
  [
    'second-fin-ack',
    (segment) => bare(segment) && !segment.acknowledgesFirstFin && segment.acknowledgesSecondFin,
  ],
  ['ack', (segment) => bare(segment) && !segment.acknowledgesFirstFin && !segment.acknowledgesSecondFin],
];

/** Neither RST nor SYN nor FIN. */
function plain({ rst, syn, fin }: SegmentFacts): boolean {
  return !(rst || syn || fin);
}

/** Plain, no part of the handshake, and empty. */
function bare(segment: SegmentFacts): boolean {
  return plain(segment) && !segment.completesHandshake && !segment.payload;
}

describe('the role of a segment', () => {
  it('is one row of the rules, for each of the 512 inputs', () => {
    for (const input of everyInput()) {
      const fitting = ROWS.filter(([, fits]) => fits(input)).map(([role]) => role);
      expect(fitting, JSON.stringify(input)).toEqual([tcpRole(input)]);
    }
  });

  it('is the same from the table that the hot loop reads', () => {
    for (const input of everyInput()) {
      const yes = NAMES.filter((name) => input[name]);
      const flags = yes.reduce((sum, name) => sum | (FACTS[name].flag ?? 0), 0);
      const bits = yes.reduce((sum, name) => sum | (FACTS[name].bit ?? 0), 0);
      for (const payload of input.payload ? [1, 1460, 65_535] : [0])
        expect(ROLES[tcpRoleCode(flags, payload, bits)], JSON.stringify(input)).toBe(tcpRole(input));
    }
  });

  it('does not hang on other flags or bits', () => {
    const others = 0xfff & ~(1 | 2 | 4 | 16);
    const otherBits = 0xffff & ~NAMES.reduce((sum, name) => sum | (FACTS[name].bit ?? 0), 0);
    for (const flags of [1, 2, 4, 16, 17, 18])
      expect(tcpRoleCode(flags | others, 0, otherBits)).toBe(tcpRoleCode(flags, 0, 0));
  });

  /** A segment without any flag ("null scan") still has a role, and it is none that claims a step. */
  it('is total', () => {
    expect(ROLES[tcpRoleCode(0, 0, 0)]).toBe('ack');
    expect(ROLES[tcpRoleCode(0xfff, 65_535, 0xffff)]).toBe('reset');
    const seen = new Set(everyInput().map(tcpRole));
    expect([...seen].sort()).toEqual(ROWS.map(([role]) => role).sort());
  });
});
