/** Stories of resets: what was their cause, as far as the frames show (RFC 9293, 3.5.2 and 3.10.7). */
import { describe, expect, it } from 'vitest';
import { story } from '../support/story.js';
import { tellAsTshark, tsharkDifferences, tsharkIsHere } from '../support/told.js';

/** Frames 1 to 5: handshake, a message and its ACK. */
const open = () => story().handshake().client('PSH,ACK', 'hello').server('ACK');

describe('rst-aborted', () => {
  /**
   * RFC 2525, 2.17: a program that closes with received bytes unread makes its TCP send RST instead of FIN. The echo
   * (6) came last and the client never answered it.
   */
  it('is probably for unread data where its sender received last', async () => {
    const told = await tellAsTshark(open().server('PSH,ACK', 'hello').client('RST,ACK'));
    expect(told.roles.slice(5)).toEqual(['data', 'reset']);
    expect(told.frame(7).facts).toMatchObject({ cause: 'aborted', probably: 'unread-data', ack: 6 });
    expect(told.findings).toEqual({});
    expect(told.connection).toMatchObject({ outcome: 'reset-by-client', state: 'RSTO', history: 'ShADadR' });
  });

  /** Nothing was received after its own last data: unread bytes are not the reason. */
  it('has no such reason where its sender spoke last', async () => {
    const told = await tellAsTshark(open().client('RST,ACK'));
    expect(told.frame(6).facts.cause).toBe('aborted');
    expect(told.frame(6).facts.probably).toBeUndefined();
    expect(told.connection).toMatchObject({ outcome: 'reset-by-client', completeness: 47 });
  });

  it('may come from the server', async () => {
    const told = await tellAsTshark(open().server('RST,ACK'));
    expect(told.frame(6).facts).toMatchObject({ cause: 'aborted', probably: 'unread-data' });
    expect(told.connection).toMatchObject({ outcome: 'reset-by-server', state: 'RSTR', history: 'ShADar' });
  });
});

describe('rst-refused-again', () => {
  /** Windows tries a refused connect() again with the same SYN: each RST answers the SYN before it. */
  it('answers the latest SYN', async () => {
    const said = story().client('SYN').server('RST,ACK', 0, { seq: 0, ack: 1 });
    const told = await tellAsTshark(
      said.client('SYN', 0, { seq: 0 }).server('RST,ACK', 0, { seq: 0, ack: 1 }),
    );
    expect(told.roles).toEqual(['syn', 'reset', 'syn', 'reset']);
    expect(told.stages).toEqual(['open-1', 'none', 'open-after-refusal', 'none']);
    expect(told.facts('inReplyTo')).toEqual({ 2: 1, 4: 3 });
    expect(told.facts('cause')).toEqual({ 2: 'refused', 4: 'refused' });
    expect(told.connection.outcome).toBe('refused');
  });

  it('is forgotten where the next try succeeds', async () => {
    const said = story().client('SYN').server('RST,ACK', 0, { seq: 0, ack: 1 }).client('SYN', 0, { seq: 0 });
    const told = await tellAsTshark(
      said.server('SYN,ACK', 0, { seq: 0, ack: 1 }).client('ACK', 0, { ack: 1 }),
    );
    expect(told.frame(4).facts.inReplyTo).toBe(3);
    expect(told.connection.outcome).toBe('open');
  });
});

describe('rst-to-several', () => {
  /** Each segment to a socket that is gone gets a RST: which RST answers which can't be told once several came. */
  it('names no frame for the second reset', async () => {
    const said = open().client('FIN,ACK').server('ACK').server('PSH,ACK', 'one').server('PSH,ACK', 'two');
    const told = await tellAsTshark(said.client('RST', 0, { seq: 7 }).client('RST', 0, { seq: 7 }));
    expect(told.frame(11).facts.cause).toBe('data-after-close');
    expect(told.frame(11).facts.inReplyTo).toBeUndefined();
  });
});

describe('rst-before-fin', () => {
  it('is how the connection ended, whatever FIN still comes', async () => {
    const said = open().client('RST,ACK').server('FIN,ACK').client('FIN,ACK').server('ACK');
    const told = await tellAsTshark(said);
    expect(told.connection.outcome).toBe('reset-by-client');
  });
});

describe('rst-data-after-close', () => {
  /**
   * RFC 9293, 3.10.7.1: the client's socket is gone, so that data is answered with RST, without ACK, at the number that
   * the data's segment acknowledged. RFC 1122, 4.2.2.13 says why: data was lost.
   */
  it('answers the data that came after the FIN', async () => {
    const said = open()
      .client('FIN,ACK')
      .server('ACK')
      .server('PSH,ACK', 'late')
      .client('RST', 0, { seq: 7 });
    const told = await tellAsTshark(said);
    expect(told.roles.slice(5)).toEqual(['first-fin', 'first-fin-ack', 'data', 'reset']);
    expect(told.frame(9).facts).toMatchObject({
      cause: 'data-after-close',
      causeCertainty: 'seen',
      inReplyTo: 8,
    });
    expect(told.connection).toMatchObject({ outcome: 'reset-by-client', state: 'RSTO', history: 'ShADaFdR' });
  });
});

describe('rst-after-fin', () => {
  /** Both sides have sent FIN; the last ACK was lost, and the FIN sent again meets a socket that is gone. */
  it('changes nothing any more', async () => {
    const said = open()
      .client('FIN,ACK')
      .server('FIN,ACK')
      .client('ACK')
      .at(300)
      .server('FIN,ACK', 0, { seq: 1 });
    const told = await tellAsTshark(said.client('RST', 0, { seq: 7 }));
    expect(told.roles.slice(5)).toEqual(['first-fin', 'second-fin', 'second-fin-ack', 'second-fin', 'reset']);
    expect(told.frame(10).facts).toMatchObject({
      cause: 'after-close',
      causeCertainty: 'seen',
      inReplyTo: 9,
    });
    expect(told.connection).toMatchObject({ outcome: 'closed', state: 'SF' });
  });

  /** RFC 2525, 2.17 again: the client had sent FIN already, then found bytes it would not read. */
  it('is no orderly close where the other side had not finished', async () => {
    const told = await tellAsTshark(open().client('FIN,ACK').server('ACK').client('RST,ACK'));
    expect(told.frame(8).facts.cause).not.toBe('after-close');
    expect(told.connection.outcome).toBe('reset-by-client');
  });
});

describe('fin-after-reset', () => {
  /** What comes after a reset has a rank, but proves no close. */
  it('has no step', async () => {
    const said = open().client('RST,ACK').server('FIN,ACK').client('RST', 0, { seq: 6 });
    const told = await tellAsTshark(said);
    expect(told.roles.slice(5)).toEqual(['reset', 'first-fin', 'reset']);
    expect(told.stages.slice(5)).toEqual(['none', 'after-reset', 'none']);
    expect(told.connection.outcome).toBe('reset-by-client');
  });
});

describe('rst-out-of-window', () => {
  /** RFC 9293, 3.5.3 and RFC 5961, 3.2: a reset outside the receiver's window must be dropped. */
  it('is said, and ends nothing', async () => {
    const said = open().client('RST', 0, { seq: 500_000 }).client('PSH,ACK', 'more').server('ACK');
    const told = await tellAsTshark(said);
    expect(told.findings[6]).toBe('reset-out-of-window');
    expect(told.roles.slice(5)).toEqual(['reset', 'data', 'ack']);
    expect(told.connection.outcome).toBe('open');
  });

  it('is also one behind what was received', async () => {
    const told = await tellAsTshark(open().client('RST', 0, { seq: 2 }).server('ACK'));
    expect(told.findings[6]).toBe('reset-out-of-window');
  });

  /** The window is scaled: 64240 × 2⁷ bytes lie within it. */
  it('counts the window as scaled', async () => {
    const said = story().handshake(7).client('PSH,ACK', 'hello').server('ACK');
    const told = await tellAsTshark(said.client('RST', 0, { seq: 500_000 }));
    expect(told.findings).toEqual({});
  });
});

describe('rst-midstream', () => {
  /** A capture that has only a reset can't tell why it was sent. */
  it('is unknown where nothing else was seen', async () => {
    const told = await tellAsTshark(story().server('RST', 0, { seq: 300 }));
    expect(told.frame(1).facts).toMatchObject({ cause: 'unknown', causeCertainty: 'inferred' });
    expect(told.frame(1).facts.ack).toBeNull();
  });

  /** A stray segment to a machine that knows nothing of it (RFC 9293, 3.10.7.1): inferred, not known. */
  it('is inferred where a segment without a known connection is answered', async () => {
    const said = story().client('PSH,ACK', 'hello?', { seq: 10, ack: 400 }).server('RST', 0, { seq: 400 });
    const told = await tellAsTshark(said);
    expect(told.frame(2).facts.causeCertainty).toBe('inferred');
    expect(told.frame(2).facts.cause).not.toBe('refused');
  });
});

it.skipIf(!tsharkIsHere)('agrees with tshark on every story above', async () => {
  expect(await tsharkDifferences()).toEqual([]);
});
