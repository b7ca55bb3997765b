/** Stories of SOCKS proxies: Wireshark numbers what they relay as one more connection, which is not listed here. */
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/index.js';
import { type Story, story } from '../support/story.js';
import { tellAsTshark, tsharkDifferences, tsharkIsHere } from '../support/told.js';

/** Bytes of a SOCKS message as a payload's text. */
const said = (...bytes: readonly number[]): string => String.fromCharCode(...bytes);
const WEB = [0, 80];
/** A connection of another client afterwards, so that the numbers given before can be seen. */
const after = story().handshake().frames;

function withAfter(proxied: Story): { frames: Story['frames'] } {
  const seconds = proxied.frames.at(-1)!.seconds + 1;
  return { frames: [...proxied.frames, ...after.map((frame) => ({ ...frame, seconds }))] };
}

const greetings: Record<string, (proxy: Story) => Story> = {
  'version 4': (proxy) =>
    proxy
      .client('PSH,ACK', said(4, 1, ...WEB, 10, 1, 2, 3, 0))
      .server('PSH,ACK', said(0, 90, 0, 0, 0, 0, 0, 0)),
  'version 5 without authentication': (proxy) =>
    proxy
      .client('PSH,ACK', said(5, 1, 0))
      .server('PSH,ACK', said(5, 0))
      .client('PSH,ACK', said(5, 1, 0, 1, 10, 1, 2, 3, ...WEB))
      .server('PSH,ACK', said(5, 0, 0, 1, 10, 1, 2, 3, ...WEB)),
  'version 5 with user name and password (RFC 1929)': (proxy) =>
    proxy
      .client('PSH,ACK', said(5, 2, 0, 2))
      .server('PSH,ACK', said(5, 2))
      .client('PSH,ACK', said(1, 1, 65, 1, 66))
      .server('PSH,ACK', said(1, 0))
      .client('PSH,ACK', `${said(5, 1, 0, 3, 11)}example.org${said(...WEB)}`)
      .server('PSH,ACK', said(5, 0, 0, 1, 10, 1, 2, 3, ...WEB)),
};

describe('what a SOCKS proxy relays', () => {
  for (const [name, greeting] of Object.entries(greetings)) {
    it(`takes a number of its own once it begins: ${name}`, async () => {
      const proxy = greeting(story({ serverPort: 1080 }).handshake());
      proxy.client('PSH,ACK', 'GET / HTTP/1.0\r\n\r\n').server('PSH,ACK', 'HTTP/1.0 204 No Content\r\n\r\n');
      const told = await tellAsTshark(withAfter(proxy.client('FIN,ACK').server('FIN,ACK').client('ACK')));
      expect(told.rows.at(-1)!.connection).toBe(2);
      expect(told.connections.map(({ connection }) => connection)).toEqual([0, 2]);
    });
  }

  it('takes none while nothing is relayed', async () => {
    const proxy = greetings['version 4']!(story({ serverPort: 1080 }).handshake());
    const told = await tellAsTshark(withAfter(proxy.client('FIN,ACK').server('FIN,ACK').client('ACK')));
    expect(told.rows.at(-1)!.connection).toBe(1);
  });

  it('takes none where the proxy knows no method that the client offers', async () => {
    const proxy = story({ serverPort: 1080 })
      .handshake()
      .client('PSH,ACK', said(5, 1, 3));
    proxy.server('PSH,ACK', said(5, 0xff)).client('PSH,ACK', 'GET / HTTP/1.0\r\n\r\n');
    const told = await tellAsTshark(withAfter(proxy.client('FIN,ACK').server('FIN,ACK').client('ACK')));
    expect(told.rows.at(-1)!.connection).toBe(1);
  });

  it('has no segments, so that it is no connection to be asked for', async () => {
    const proxy = greetings['version 4']!(story({ serverPort: 1080 }).handshake()).client('PSH,ACK', 'hello');
    const analysis = await analyze([proxy.frames]);
    expect(analysis.captures[0]!.connection(1)).toBeUndefined();
    expect(analysis.captures[0]!.connection(0)?.server).toBe('172.18.0.2:1080');
  });
});

describe.skipIf(!tsharkIsHere)('these stories', () => {
  it('are judged alike by tshark', async () => {
    expect(await tsharkDifferences()).toEqual([]);
  });
});
