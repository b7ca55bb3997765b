import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/index.js';
import { story } from '../support/story.js';
import { tell, tellAsTshark } from '../support/told.js';

describe('a connection', () => {
  it('counts what each side sent', async () => {
    const said = story().handshake().client('PSH,ACK', 'hello').server('ACK').server('PSH,ACK', 'hello, you');
    const told = await tellAsTshark(said.at(1500).client('FIN,ACK'));
    expect(told.connection).toMatchObject({
      client: `172.18.0.3:${said.clientPort}`,
      server: '172.18.0.2:10000',
      frames: { client: 4, server: 3 },
      payload: { client: 5, server: 10 },
      // 54 bytes of headers, and 4 of options in SYN and SYN-ACK.
      bytes: { client: 4 * 54 + 4 + 5, server: 3 * 54 + 4 + 10 },
      start: '2026-01-01T00:00:00.000000Z',
      end: '2026-01-01T00:00:01.500000Z',
      duration: 1.5,
      firstFrame: 1,
      lastFrame: 7,
    });
  });

  /** RFC 3986, 3.2.2: an IPv6 address stands in brackets before a port. */
  it('writes IPv6 endpoints with brackets', async () => {
    const told = await tell(
      story({ client: '2001:db8::3', server: '2001:db8::2', clientPort: 4000 }).handshake(),
    );
    expect([told.connection.client, told.connection.server]).toEqual([
      '[2001:db8::3]:4000',
      '[2001:db8::2]:10000',
    ]);
  });

  /** The reference values of the Community ID specification (seed 0), in either direction. */
  it.each([
    ['128.232.110.120', 34855, '66.35.250.204', 80],
    ['66.35.250.204', 80, '128.232.110.120', 34855],
  ])('has the community id of the specification: %s %i', async (client, clientPort, server, serverPort) => {
    const told = await tell(story({ client, clientPort, server, serverPort }).client('SYN'));
    expect(told.connection.communityId).toBe('1:LQU9qZlK+B5F3KDmev6m5PMibrg=');
  });

  /** Endpoints, not directions, make a connection; other ports make another. */
  it('is found by its endpoints', async () => {
    const [a, b] = [story({ clientPort: 1111 }), story({ clientPort: 2222 })];
    const frames = [
      a.client('SYN'),
      b.at(0.5).client('SYN'),
      a.server('SYN,ACK'),
      b.server('SYN,ACK'),
    ].flatMap((each) => each.frames.slice(-1));
    const ordered = [a.frames[0]!, b.frames[0]!, a.frames[1]!, b.frames[1]!];
    expect(frames).toHaveLength(4);
    const told = await tell({ frames: ordered });
    expect(told.rows.map(({ connection }) => connection)).toEqual([0, 1, 0, 1]);
    expect(told.facts('inReplyTo')).toEqual({ 3: 1, 4: 2 });
  });

  /** A machine that talks to itself on one port: both endpoints are the same. */
  it('may have one endpoint twice', async () => {
    const setting = { client: '127.0.0.1', server: '127.0.0.1', clientPort: 7, serverPort: 7 };
    const told = await tellAsTshark(story(setting).client('SYN'));
    expect(told.connections).toHaveLength(1);
    expect(told.frame(1)).toMatchObject({ role: 'syn', connection: 0 });
  });

  /** Many at once: the table of connections grows. */
  it('keeps its number among thousands', async () => {
    const frames = Array.from({ length: 3000 }, (_, index) => story({ clientPort: 10_001 + index }));
    const first = frames.flatMap((each) => each.client('SYN').frames);
    const second = frames.flatMap((each) => each.at(5).server('SYN,ACK').frames.slice(1));
    const rows = [...(await analyze([[...first, ...second]])).frames()];
    expect(rows.map(({ connection }) => connection)).toEqual([...Array(3000).keys(), ...Array(3000).keys()]);
    expect(rows[5999]!.facts.inReplyTo).toBe(3000);
  });
});
