/** Stories of how connections close in an orderly way (RFC 9293, 3.6). */
import { describe, expect, it } from 'vitest';
import { story } from '../support/story.js';
import { tellAsTshark, tsharkDifferences, tsharkIsHere } from '../support/told.js';

/** Frames 1 to 5: handshake, a message and its ACK. */
const open = () => story().handshake().client('PSH,ACK', 'hello').server('ACK');

describe('fin-half-seen', () => {
  /** Without a SYN or a byte of the other side, its FIN may have come before the capture began: no step is proven. */
  it('has no steps', async () => {
    const setting = { serverPort: 443 };
    const said = story(setting).client('FIN,ACK', 0, { seq: 300, ack: 700 });
    const told = await tellAsTshark(
      said.server('FIN,ACK', 0, { seq: 700, ack: 301 }).client('ACK', 0, { seq: 301, ack: 701 }),
    );
    expect(told.roles).toEqual(['first-fin', 'second-fin', 'second-fin-ack']);
    expect(told.stages).toEqual(['none', 'none', 'none']);
  });

  /** The FIN acknowledges something that was not captured: perhaps the FIN of the other side. */
  it('has none either where the FIN acknowledges what was not captured', async () => {
    const said = open().server('FIN,ACK', 0, { unseen: true }).client('FIN,ACK').server('ACK');
    const told = await tellAsTshark(said);
    expect(told.roles.slice(5)).toEqual(['first-fin', 'first-fin-ack']);
    expect(told.stages.slice(5)).toEqual(['none', 'none']);
  });
});

describe('fin-four-way', () => {
  /** RFC 9293, 3.6, figure 12: each FIN has an ACK of its own. */
  it('has four steps', async () => {
    const told = await tellAsTshark(open().client('FIN,ACK').server('ACK').server('FIN,ACK').client('ACK'));
    expect(told.roles.slice(3)).toEqual([
      'data',
      'ack',
      'first-fin',
      'first-fin-ack',
      'second-fin',
      'second-fin-ack',
    ]);
    expect(told.stages.slice(5)).toEqual(['close-1', 'four-2', 'four-3', 'four-4']);
    expect(told.facts('acknowledgesFin')).toEqual({ 7: 'first', 9: 'second' });
    expect(told.facts('acknowledges')).toEqual({ 2: 1, 3: 2, 5: 4, 7: 6, 9: 8 });
    expect(told.frame(7).facts.inReplyTo).toBe(6);
    expect(told.frame(9).facts.inReplyTo).toBe(8);
    expect(told.facts('ack')).toMatchObject({ 7: 7, 9: 2 });
    expect(told.findings).toEqual({});
    expect(told.connection).toMatchObject({
      outcome: 'closed',
      state: 'SF',
      history: 'ShADaFf',
      completeness: 31,
      payload: { client: 5, server: 0 },
    });
  });

  /** The server may be the one who begins; "first" is the direction whose FIN was seen first. */
  it('may be begun by the server', async () => {
    const told = await tellAsTshark(open().server('FIN,ACK').client('ACK').client('FIN,ACK').server('ACK'));
    expect(told.roles.slice(5)).toEqual(['first-fin', 'first-fin-ack', 'second-fin', 'second-fin-ack']);
    expect(told.stages.slice(5)).toEqual(['close-1', 'four-2', 'four-3', 'four-4']);
    expect(told.connection).toMatchObject({ outcome: 'closed', state: 'SF', history: 'ShADafF' });
  });

  /** The last ACK is missing: nobody can say that the close was completed. */
  it('is still closing without the last ACK', async () => {
    const told = await tellAsTshark(open().client('FIN,ACK').server('ACK').server('FIN,ACK'));
    expect(told.connection).toMatchObject({ outcome: 'closing', state: 'SF', completeness: 31 });
  });
});

describe('fin-three-way', () => {
  /** RFC 9293, 3.10.7.4 lets the ACK of a FIN travel with the receiver's own. */
  it('joins the ACK of the first FIN with the second', async () => {
    const told = await tellAsTshark(open().client('FIN,ACK').server('FIN,ACK').client('ACK'));
    expect(told.roles.slice(5)).toEqual(['first-fin', 'second-fin', 'second-fin-ack']);
    expect(told.stages.slice(5)).toEqual(['close-1', 'three-2', 'three-3']);
    expect(told.facts('acknowledgesFin')).toEqual({ 7: 'first', 8: 'second' });
    expect(told.frame(7).facts.inReplyTo).toBe(6);
    expect(told.connection).toMatchObject({ outcome: 'closed', state: 'SF', history: 'ShADaFf' });
  });
});

describe('fin-with-data', () => {
  /** A FIN takes one number after the payload of its segment (RFC 9293, 3.4). */
  it('is acknowledged only by what lies beyond payload and FIN', async () => {
    const said = open().client('FIN,PSH,ACK', 20).server('ACK', 0, { ack: 26 }).server('ACK', 0, { ack: 27 });
    const told = await tellAsTshark(said);
    expect(told.roles.slice(5)).toEqual(['first-fin', 'ack', 'first-fin-ack']);
    expect(told.stages.slice(5)).toEqual(['close-1', 'none', 'four-2']);
    expect(told.frame(6).facts).toMatchObject({ bytes: 20, streamStart: 5, streamEnd: 25, seq: 6 });
    expect(told.facts('acknowledgesFin')).toEqual({ 8: 'first' });
    expect(told.connection).toMatchObject({ outcome: 'half-closed-by-client', state: 'S2' });
  });
});

describe('data-after-fin', () => {
  /** RFC 9293, 3.6: after its FIN the client still receives (half-close). */
  it('goes on in the other direction', async () => {
    const said = open().client('FIN,ACK').server('ACK').server('PSH,ACK', 'answer').client('ACK');
    const told = await tellAsTshark(said.server('FIN,ACK').client('ACK'));
    const close = ['first-fin', 'first-fin-ack', 'data', 'ack', 'second-fin', 'second-fin-ack'];
    expect(told.roles.slice(5)).toEqual(close);
    expect(told.stages.slice(5)).toEqual(['close-1', 'four-2', 'none', 'none', 'four-3', 'four-4']);
    expect(told.findings).toEqual({});
    expect(told.connection).toMatchObject({ outcome: 'closed', state: 'SF', history: 'ShADaFdf' });
  });

  /** The segment that acknowledges the FIN first carries data: it stays data, and no later one takes its place. */
  it('may acknowledge the FIN with data', async () => {
    const said = open().client('FIN,ACK').server('PSH,ACK', 'answer').server('ACK').client('ACK');
    const told = await tellAsTshark(said.server('FIN,ACK').client('ACK'));
    expect(told.roles.slice(5)).toEqual(['first-fin', 'data', 'ack', 'ack', 'second-fin', 'second-fin-ack']);
    expect(told.facts('acknowledgesFin')).toEqual({ 7: 'first', 11: 'second' });
    expect(told.frame(7).facts.inReplyTo).toBe(6);
    expect(told.stages.slice(9)).toEqual(['four-3', 'four-4']);
  });

  /** A capture that ends there knows of one direction only. */
  it('leaves a connection half closed', async () => {
    const told = await tellAsTshark(open().server('FIN,ACK').client('ACK'));
    expect(told.connection).toMatchObject({ outcome: 'half-closed-by-server', state: 'S3' });
  });
});

describe('simultaneous-close', () => {
  /** RFC 9293, 3.6, figure 13: the FINs cross, so that neither acknowledges the other. */
  it('has no numbered steps once the FINs have crossed', async () => {
    const said = open().client('FIN,ACK', 0, { ack: 1 }).server('FIN,ACK', 0, { ack: 6 });
    const told = await tellAsTshark(said.client('ACK').server('ACK'));
    expect(told.roles.slice(5)).toEqual(['first-fin', 'second-fin', 'second-fin-ack', 'first-fin-ack']);
    expect(told.stages.slice(5)).toEqual(['close-1', 'crossing-fin', 'crossing-ack', 'crossing-ack']);
    expect(told.facts('acknowledgesFin')).toEqual({ 8: 'second', 9: 'first' });
    expect(told.connection).toMatchObject({ outcome: 'closed', state: 'SF', history: 'ShADaFf' });
  });
});

describe('fin-retransmitted', () => {
  /** A FIN sent again keeps its direction's rank, and is a retransmission to Wireshark. */
  it('is the same FIN', async () => {
    const said = open()
      .client('FIN,ACK')
      .at(300)
      .client('FIN,ACK', 0, { seq: 6 })
      .server('FIN,ACK')
      .client('ACK');
    const told = await tellAsTshark(said);
    expect(told.roles.slice(5)).toEqual(['first-fin', 'first-fin', 'second-fin', 'second-fin-ack']);
    expect(told.stages.slice(5)).toEqual(['close-1', 'close-again', 'three-2', 'three-3']);
    expect(told.findings).toEqual({ 7: 'retransmission' });
    expect(told.facts('retransmissionOf')).toEqual({ 7: 6 });
  });

  /** The second FIN sent again, after its ACK was lost. */
  it('keeps the rank of the second', async () => {
    const said = open().client('FIN,ACK').server('FIN,ACK').client('ACK', 0, { unseen: true });
    const told = await tellAsTshark(said.at(400).server('FIN,ACK', 0, { seq: 1 }).client('ACK'));
    expect(told.roles.slice(5)).toEqual(['first-fin', 'second-fin', 'second-fin', 'second-fin-ack']);
    expect(told.stages.slice(6)).toEqual(['three-2', 'close-again', 'three-3']);
  });
});

describe('fin-behind-a-gap', () => {
  /** The FIN is seen although data before it is not: its rank stands, and its ACK covers what nobody captured. */
  it('says that a segment is missing', async () => {
    const said = open().client('PSH,ACK', 100, { unseen: true }).client('FIN,ACK').server('ACK');
    const told = await tellAsTshark(said);
    expect(told.roles.slice(5)).toEqual(['first-fin', 'first-fin-ack']);
    expect(told.findings).toEqual({ 6: 'previous-segment-not-captured', 7: 'acked-unseen-segment' });
    expect(told.frame(6).facts).toMatchObject({ seq: 106 });
  });
});

it.skipIf(!tsharkIsHere)('agrees with tshark on every story above', async () => {
  expect(await tsharkDifferences()).toEqual([]);
});
