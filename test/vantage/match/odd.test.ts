/** Captures that are empty, alike, cut, damaged or many. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openCapture } from '../../../src/node/open.js';
import { writeMatchJson } from '../../../src/report/write-match.js';
import type { RawFrame } from '../../../src/table/records.js';
import { matchCaptures } from '../../../src/vantage/match.js';
import { cooked1, ethernet, IP, ipv4, text, udp } from '../../support/packets.js';
import { STORY_BEGINS, story } from '../../support/story.js';

async function* stream(frames: readonly RawFrame[]): AsyncGenerator<RawFrame> {
  yield* frames;
}

async function matched(...captures: (readonly RawFrame[])[]): ReturnType<typeof matchCaptures> {
  return matchCaptures(captures.map((frames, i) => ({ label: `m${i + 1}`, input: stream(frames) })));
}

/** The same frames by a clock that shows so many milliseconds more. */
function later(frames: readonly RawFrame[], milliseconds: number): RawFrame[] {
  return frames.map((frame) => {
    const time = (frame.seconds! - STORY_BEGINS) * 1e9 + frame.nanoseconds! + milliseconds * 1e6;
    return {
      ...frame,
      seconds: STORY_BEGINS + Math.floor(time / 1e9),
      nanoseconds: ((time % 1e9) + 1e9) % 1e9,
    };
  });
}

describe('captures that have nothing in common', () => {
  it('give no packets, and clocks of which nothing is known', async () => {
    const one = story({ client: '10.0.0.1', server: '10.0.0.2' }).handshake().frames;
    const other = story({ client: '10.9.9.1', server: '10.9.9.2', clientIsn: 77, serverIsn: 99 }).handshake()
      .frames;
    const { match } = await matched(one, other);
    expect([...match.packets()]).toEqual([]);
    expect(match.clocks).toEqual([
      { capture: 'm2', reference: 'm1', offset: null, uncertainty: null, drift: null },
    ]);
    expect(match.captures.map(({ alone }) => alone)).toEqual([3, 3]);
  });

  it('may be empty', async () => {
    const { match } = await matched([], story().handshake().frames, []);
    expect(match.captures.map(({ frames, alone }) => [frames, alone])).toEqual([
      [0, 0],
      [3, 3],
      [0, 0],
    ]);
  });

  it('are at least two, and at most 31', async () => {
    await expect(matched([])).rejects.toThrow(TypeError);
    await expect(matched(...Array.from({ length: 32 }, () => []))).rejects.toThrow(TypeError);
  });
});

describe('a label that is markup or not even text', () => {
  it('comes out of the document as it went in', async () => {
    const label = 'a"\\\u001b[31m\u202e</script>';
    const frames = story().handshake().frames;
    const inputs = [label, 'b'].map((name) => ({ label: name, input: stream(frames) }));
    const { match, captures } = await matchCaptures(inputs);
    let text = '';
    await writeMatchJson(match, captures, {
      write: (bytes) => {
        text += new TextDecoder().decode(bytes);
      },
    });
    expect(JSON.parse(text).packets).toEqual([...match.packets()]);
    // Nothing that a terminal would act on is in it.
    expect([...text].filter((character) => '\u001b\u202e'.includes(character))).toEqual([]);
  });
});

describe('captures whose frames have no time', () => {
  it('are paired all the same, without clocks and delays', async () => {
    const frames = story()
      .handshake()
      .client('PSH,ACK', 'hello')
      .frames.map((frame) => ({ ...frame, seconds: null }));
    const { match } = await matched(frames, frames);
    expect(match.captures.map(({ paired }) => paired)).toEqual([4, 4]);
    expect(match.clocks[0]!.offset).toBeNull();
    expect([...match.packets()].map(({ delay }) => delay)).toEqual([null, null, null, null]);
  });
});

describe('what a capture keeps of a frame', () => {
  it('need not be all: a cut frame is paired by its headers', async () => {
    const script = (captured?: number) =>
      story({ clientPort: 50001 })
        .handshake()
        .client('PSH,ACK', 400, captured === undefined ? {} : { captured }).frames;
    const { match } = await matched(script(), later(script(96), 5));
    expect([...match.packets()].map(({ fate, sightings }) => [fate, sightings.length])).toEqual(
      Array.from({ length: 4 }, () => ['delivered', 2]),
    );
  });

  it('may be twice the same packet, where it was captured at two places of one machine', async () => {
    const packet = ipv4(udp(5000, 6000, text('once')), { protocol: IP.udp, id: 9 });
    const at = (milliseconds: number, bytes: Uint8Array, linkType: number): RawFrame => ({
      bytes,
      linkType,
      seconds: STORY_BEGINS,
      nanoseconds: milliseconds * 1e6,
    });
    const any = [at(1, cooked1(packet, 4), 113), at(2, cooked1(packet, 3), 113)];
    const { match } = await matched(any, [at(9, ethernet(packet), 1)]);
    expect(
      [...match.packets()].map(({ sightings, fate }) => [sightings.map(({ frame }) => frame), fate]),
    ).toEqual([[[1, 2, 1], 'delivered']]);
  });
});

describe('a translator on the way', () => {
  it('gives a connection other addresses and ports; its packets are found by all else', async () => {
    const inside = story({ client: '192.168.1.5', clientPort: 51000 })
      .handshake()
      .client('PSH,ACK', 'GET')
      .server('ACK');
    // The translator leaves numbers and identifications as they are; here also the port.
    const outside = story({ client: '203.0.113.9', clientPort: 51000 })
      .handshake()
      .client('PSH,ACK', 'GET')
      .server('ACK');
    const { match } = await matched(inside.frames, later(outside.frames, 4));
    const packets = [...match.packets()];
    expect(packets.map(({ sightings }) => sightings.length)).toEqual([2, 2, 2, 2, 2]);
    expect(packets.map(({ changed }) => changed)).toEqual([
      ['source'],
      ['destination'],
      ['source'],
      ['source'],
      ['destination'],
    ]);
  });

  it('is not assumed where only an empty datagram looks alike', async () => {
    const one = ethernet(ipv4(udp(1, 2, text('x')), { source: '10.0.0.1', protocol: IP.udp, id: 5 }));
    const other = ethernet(ipv4(udp(3, 4, text('x')), { source: '10.0.0.7', protocol: IP.udp, id: 5 }));
    const frame = (bytes: Uint8Array): RawFrame => ({ bytes, seconds: STORY_BEGINS });
    const { match } = await matched([frame(one)], [frame(other)]);
    expect(match.count).toBe(0);
  });
});

describe('machines on both sides of a translator', () => {
  const labels = ['mesin2', 'router-inside', 'router-outside', 'mesin1'];
  it.each([labels, [...labels].reverse()])(
    'are nearest to their own captures (%s first)',
    async (...order) => {
      const path = (label: string): string =>
        fileURLToPath(new URL(`../../../samples/14-nat/${label}.pcap`, import.meta.url));
      const { match } = await matchCaptures(order.map((label) => openCapture(path(label))));
      const sides = (own: string, address: string): number[] =>
        order
          .filter((other) => other !== own)
          .map((other) => match.side(order.indexOf(own), order.indexOf(other), address));
      expect(sides('mesin1', '172.18.0.2')).toEqual([1, 1, 1]);
      expect(sides('mesin2', '192.168.7.3')).toEqual([1, 1, 1]);
    },
  );
});
