import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/index.js';
import { story } from '../support/story.js';

async function conflicting(frames: Parameters<typeof analyze>[0] extends Iterable<infer T> ? T : never) {
  const analysis = await analyze([frames]);
  return [...analysis.frames()].filter((f) => f.findings.includes('overlap-conflict')).map((f) => f.frame);
}

const GOOD = 'GOOD MORNING';

describe('bytes sent again with other content', () => {
  it('are told where the first are not acknowledged yet', async () => {
    const { frames } = story()
      .handshake()
      .client('PSH,ACK', GOOD)
      .client('PSH,ACK', 'EVIL MORNING', { seq: 1 });
    expect(await conflicting(frames)).toEqual([5]);
  });

  it('are told where only a part overlaps', async () => {
    const { frames } = story()
      .handshake()
      .client('PSH,ACK', GOOD)
      .client('PSH,ACK', 'NINX and more', { seq: 9 });
    expect(await conflicting(frames)).toEqual([5]);
  });

  it('are none where the same bytes come again, whole, split or with more behind', async () => {
    const { frames } = story()
      .handshake()
      .client('PSH,ACK', GOOD)
      .client('PSH,ACK', GOOD, { seq: 1 })
      .client('PSH,ACK', 'MORNING', { seq: 6 })
      .client('PSH,ACK', 'MORNING, ALL', { seq: 6 });
    expect(await conflicting(frames)).toEqual([]);
  });

  it('do not count the byte of a keep-alive', async () => {
    const { frames } = story().handshake().client('PSH,ACK', GOOD).client('ACK', '\0', { seq: 12 });
    expect(await conflicting(frames)).toEqual([]);
  });
});
