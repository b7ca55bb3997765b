import { expect, it } from 'vitest';
import { analyze } from '../../src/index.js';
import { story } from '../support/story.js';

it('counts each byte of a stream once, also across the wrap, without SYN and FIN', async () => {
  const { frames } = story({ clientIsn: 0xffff_fffc })
    .handshake()
    .client('PSH,ACK', 'hello world')
    .client('PSH,ACK', 'hello world', { seq: 1 })
    .server('PSH,ACK', 'hi')
    .client('FIN,ACK');
  const [connection] = [...(await analyze([frames])).connections()];
  expect(connection?.streamBytes).toEqual({ client: 11, server: 2 });
  expect(connection?.payload).toEqual({ client: 22, server: 2 });
});
