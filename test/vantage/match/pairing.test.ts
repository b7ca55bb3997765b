/** What holds for whatever two machines say to each other over whatever link. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawFrame } from '../../../src/table/records.js';
import type { Match } from '../../../src/vantage/match/match.js';
import { matchCaptures } from '../../../src/vantage/match.js';
import { type Recorded, record, type Sent } from './link.js';

const sent: fc.Arbitrary<Sent> = fc.record({
  from: fc.constantFrom('a', 'b'),
  kind: fc.constantFrom('tcp', 'tcp6', 'udp'),
  after: fc.integer({ min: 0, max: 40 }),
  // Few numbers, so that much is sent again, and some around the wrap.
  number: fc.oneof(fc.integer({ min: -300, max: 300 }), fc.integer({ min: 0, max: 3 })),
  length: fc.integer({ min: 0, max: 40 }),
  delay: fc.integer({ min: 1, max: 25 }),
  lost: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  again: fc.oneof(
    { weight: 9, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 20 }) },
  ),
});
const sending = fc.array(sent, { minLength: 1, maxLength: 60 });
const shifts = fc.oneof(fc.constant(0), fc.integer({ min: -7_200_000, max: 7_200_000 }));

async function* stream(frames: readonly RawFrame[]): AsyncGenerator<RawFrame> {
  yield* frames;
}

async function matchOf({ a, b }: Recorded): Promise<Match> {
  const inputs = [
    { label: 'a', input: stream(a) },
    { label: 'b', input: stream(b) },
  ];
  return (await matchCaptures(inputs)).match;
}

describe('whatever is sent over whatever link', () => {
  it('frames are paired that are the same packet, all of them and no others', async () => {
    await fc.assert(
      fc.asyncProperty(sending, shifts, async (packets, shift) => {
        const recorded = record(packets, shift);
        const match = await matchOf(recorded);
        const paired = new Set<string>();
        for (const { sightings } of match.packets()) {
          if (sightings.length < 2) continue;
          const a = sightings.find(({ capture }) => capture === 'a')!;
          const b = sightings.find(({ capture }) => capture === 'b')!;
          expect(recorded.packetOfA[a.frame - 1]).toBe(recorded.packetOfB[b.frame - 1]);
          paired.add(`a${a.frame}`).add(`b${b.frame}`);
        }
        const inBoth = new Set(recorded.packetOfA.filter((packet) => recorded.packetOfB.includes(packet)));
        for (const [i, packet] of recorded.packetOfA.entries())
          expect(paired.has(`a${i + 1}`), `a ${i + 1}`).toBe(inBoth.has(packet));
        for (const [i, packet] of recorded.packetOfB.entries())
          expect(paired.has(`b${i + 1}`), `b ${i + 1}`).toBe(inBoth.has(packet));
      }),
      { numRuns: 200 },
    );
  });

  it('a capture that missed frames has them paired with none', async () => {
    // Resends of the same bytes, of which one capture has the one and the other capture the other.
    const missing = fc.record({
      sent,
      missedBy: fc.oneof(
        { weight: 3, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom('a' as const, 'b' as const) },
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(missing, { minLength: 1, maxLength: 60 }), shifts, async (list, shift) => {
        // One datagram that both have shows that identifications arrive as they were sent.
        const shown: Sent = { ...list[0]!.sent, kind: 'udp', lost: false, again: 0 };
        // Whole segments are sent again: part of one, with the next identification, is what a card would make of it.
        const whole = (each: Sent): Sent => ({ ...each, number: each.number * 50, length: 50 });
        const packets = [shown, ...list.map(({ sent: each, missedBy }) => ({ ...whole(each), missedBy }))];
        const recorded = record(packets, shift);
        for (const { sightings } of (await matchOf(recorded)).packets()) {
          if (sightings.length < 2) continue;
          const a = sightings.find(({ capture }) => capture === 'a')!;
          const b = sightings.find(({ capture }) => capture === 'b')!;
          expect(recorded.packetOfA[a.frame - 1]).toBe(recorded.packetOfB[b.frame - 1]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the offset between the clocks lies within its bounds, and no corrected delay beyond them', async () => {
    await fc.assert(
      fc.asyncProperty(sending, shifts, async (packets, shift) => {
        const match = await matchOf(record(packets, shift));
        const [clock] = match.clocks;
        const ways = new Set(
          packets.filter(({ lost, again }) => !lost && again === 0).map(({ from }) => from),
        );
        if (clock!.uncertainty === null) return;
        expect(ways.size).toBe(2);
        expect(Math.abs(clock!.offset! - shift / 1000)).toBeLessThanOrEqual(clock!.uncertainty + 2e-6);
        for (const { delay, ambiguous } of match.packets())
          if (delay !== null && !ambiguous) expect(delay).toBeGreaterThanOrEqual(-clock!.uncertainty - 2e-6);
      }),
      { numRuns: 200 },
    );
  });

  it('what is lost, doubled or overtaken is called that', async () => {
    await fc.assert(
      fc.asyncProperty(sending, shifts, async (packets, shift) => {
        const recorded = record(packets, shift);
        const match = await matchOf(recorded);
        if (match.clocks[0]!.uncertainty === null) return;
        for (const packet of match.packets()) {
          const [first] = packet.sightings;
          const of = first!.capture === 'a' ? recorded.packetOfA : recorded.packetOfB;
          const true_ = packets[of[first!.frame - 1]!]!;
          if (packet.fate === 'lost') expect(true_.lost).toBe(true);
          if (packet.fate === 'duplicated') expect(true_.again).toBeGreaterThan(0);
          if (true_.lost) expect(packet.fate).toMatch(/^(lost|unknown|not-captured)$/);
        }
        const doubled = packets.filter(({ lost, again }) => !lost && again > 0).length;
        expect([...match.packets()].filter(({ fate }) => fate === 'duplicated')).toHaveLength(doubled);
      }),
      { numRuns: 200 },
    );
  });

  it('every frame is in a packet or counted as touching one machine only', async () => {
    await fc.assert(
      fc.asyncProperty(sending, shifts, async (packets, shift) => {
        const recorded = record(packets, shift);
        const match = await matchOf(recorded);
        const inPackets = new Set<string>();
        for (const { sightings } of match.packets())
          for (const { capture, frame } of sightings) inPackets.add(`${capture}${frame}`);
        for (const { capture, frames, paired, unpaired, alone } of match.captures) {
          expect(frames).toBe(paired + unpaired + alone);
          const counted = [...inPackets].filter((each) => each.startsWith(capture)).length;
          expect(counted).toBe(paired + unpaired);
        }
      }),
    );
  });
});
