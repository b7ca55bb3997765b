import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/engine/analysis.js';
import { openCapture } from '../../src/node/index.js';
import { parseFrameRanges, RowFilter, type RowFilterOptions } from '../../src/report/filter.js';
import { sample } from './support.js';

async function chosen(path: string, options: RowFilterOptions): Promise<number[]> {
  const filter = new RowFilter(options);
  const frames = [...(await analyze([openCapture(sample(path))])).frames()];
  return frames.filter(({ batch, row }) => filter.matches(batch, row)).map(({ frame }) => frame);
}

describe('frame numbers', () => {
  it('are numbers and ranges', () => {
    expect(parseFrameRanges('10-20, 33')).toEqual([
      { first: 10, last: 20 },
      { first: 33, last: 33 },
    ]);
  });

  it.each(['', '0', '5-3', 'a', '1-', '-3', '1.5', '1,,2', '1e3', '99999999999999999999'])(
    '%j is none',
    (text) => {
      expect(() => parseFrameRanges(text)).toThrow(TypeError);
    },
  );
});

// Frame numbers from samples/README.md.
describe('a filter', () => {
  it.each<[RowFilterOptions, number[]]>([
    [{ frames: parseFrameRanges('1-2,7,99') }, [1, 2, 7]],
    [{ only: ['dns'] }, [3, 4, 5, 6]],
    [{ only: ['ARP'] }, [1, 2, 7]],
    [{ only: ['arp-reply', 'dns-query'] }, [2, 3, 4]],
    [{ only: ['tcp'] }, []],
    [{ only: ['udp'], frames: parseFrameRanges('4-100') }, [4, 5, 6]],
    [{ connection: 0 }, []],
  ])('%j chooses of the name lookup %j', async (options, frames) => {
    expect(await chosen('01-name-lookup/mesin1.pcap', options)).toEqual(frames);
  });

  it('chooses a connection', async () => {
    const ofTwo = await chosen('04-two-clients/mesin1.pcap', { connection: 1, only: ['syn', 'first-fin'] });
    expect(ofTwo).toHaveLength(2);
    expect(ofTwo[0]).toBe(19);
  });

  it('knows names of findings', async () => {
    expect((await chosen('10-lossy/mesin1.pcap', { only: ['retransmission'] })).length).toBeGreaterThan(0);
    expect(() => new RowFilter({ only: ['dns', 'nonsense'] })).toThrow(TypeError);
  });
});
