/** Stories of loss, disorder and repetition, judged as Wireshark's TCP analysis does (User's Guide, 7.5). */
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/index.js';
import { sack } from '../support/packets.js';
import { story } from '../support/story.js';
import { tell, tellAsTshark, tsharkDifferences, tsharkIsHere } from '../support/told.js';

describe('seq-wrap', () => {
  /** RFC 9293, 3.4: numbers wrap at 2³². Relative numbers go on. */
  it('goes on counting past the wrap', async () => {
    const said = story({ clientIsn: 0xffffff00, serverIsn: 0xfffffff0 }).handshake();
    for (let round = 0; round < 4; round++) said.client('PSH,ACK', 100).server('PSH,ACK', 10).client('ACK');
    const told = await tellAsTshark(said.client('FIN,ACK').server('FIN,ACK').client('ACK'));
    expect(told.findings).toEqual({});
    expect(told.facts('streamEnd')).toMatchObject({ 4: 100, 5: 10, 7: 200, 10: 300, 13: 400, 14: 40 });
    expect(told.facts('rawSeq')).toMatchObject({
      1: 0xffffff00,
      2: 0xfffffff0,
      4: 0xffffff01,
      10: 0xffffffc9,
      13: 0x2d,
      11: 5,
    });
    expect(told.frame(13).facts).toMatchObject({ seq: 301, ack: 31 });
    expect(told.facts('acknowledges')).toMatchObject({ 3: 2, 5: 4, 6: 5, 8: 7, 17: 16, 18: 17 });
    expect(told.roles.slice(15)).toEqual(['first-fin', 'second-fin', 'second-fin-ack']);
    expect(told.connection).toMatchObject({ outcome: 'closed', payload: { client: 400, server: 40 } });
  });

  /** The nearest number to the highest so far, though of more than 40 GB hardly anything was captured. */
  it('goes on counting past many wraps', async () => {
    const said = story({ clientIsn: 0x80000000 }).handshake();
    for (let step = 1; step <= 20; step++) said.client('ACK', 100, { seq: step * 2e9 });
    const told = await tell(said.client('ACK', 100, { seq: 39.5e9 }).server('ACK'));
    for (let step = 1; step <= 20; step++)
      expect(told.frame(3 + step).facts).toMatchObject({ seq: step * 2e9 });
    expect(told.frame(24).facts).toMatchObject({ seq: 39.5e9 });
    expect(told.frame(25).facts).toMatchObject({ ack: 40e9 + 100 });
  });

  /** RFC 9293, 3.4: the comparison is modulo 2³², in loss as well. */
  it('knows what was sent again across the wrap', async () => {
    const said = story({ clientIsn: 0xffffff9b }).handshake().client('PSH,ACK', 100).client('PSH,ACK', 100);
    const told = await tellAsTshark(said.at(400).client('PSH,ACK', 100, { seq: 1 }).server('ACK'));
    expect(told.findings).toEqual({ 6: 'retransmission' });
    expect(told.facts('retransmissionOf')).toEqual({ 6: 4 });
    expect(told.frame(7).facts).toMatchObject({ ack: 201, acknowledges: 5 });
  });
});

describe('dup-ack-fast-retransmit', () => {
  /**
   * RFC 5681, 3.2: the second segment was lost behind the capture point, so that those after it bring repeated ACKs; the
   * third repetition makes the sender resend at once. Wireshark: at least two repetitions, within 20 ms.
   */
  it('counts the repetitions and names what is sent again', async () => {
    const said = story().handshake();
    for (let segment = 0; segment < 5; segment++) said.client('ACK', 100);
    said.at(30).server('ACK', 0, { ack: 101 });
    for (let repetition = 0; repetition < 3; repetition++) said.server('ACK', 0, { ack: 101 });
    said.client('ACK', 100, { seq: 101 }).server('ACK', 0, { ack: 501 });
    const told = await tellAsTshark(said);
    expect(told.findings).toEqual({
      10: 'duplicate-ack',
      11: 'duplicate-ack',
      12: 'duplicate-ack',
      13: 'retransmission fast-retransmission',
    });
    expect(told.facts('duplicateAckOf')).toEqual({ 10: 9, 11: 9, 12: 9 });
    expect(told.facts('duplicateAckNumber')).toEqual({ 10: 1, 11: 2, 12: 3 });
    expect(told.facts('retransmissionOf')).toEqual({ 13: 5 });
    expect(told.facts('acknowledges')).toMatchObject({ 9: 4, 14: 8 });
    expect(told.frame(13)).toMatchObject({ role: 'data', facts: { streamStart: 100, streamEnd: 200 } });
    expect(told.connection.history).toBe('ShADaT');
  });

  /** The 20 ms are an option. */
  it('has a threshold', async () => {
    const said = story().handshake().client('ACK', 100).client('ACK', 100).client('ACK', 100).at(30);
    for (let repetition = 0; repetition < 3; repetition++) said.server('ACK', 0, { ack: 1 });
    said.at(60).client('ACK', 100, { seq: 1 });
    const strict = await tellAsTshark(said);
    expect(strict.findings[10]).toBe('retransmission');
    const patient = await analyze([said.frames], { thresholds: { fastRetransmission: 50e6 } });
    expect([...patient.frames()][9]?.findings).toEqual(['retransmission', 'fast-retransmission']);
  });
});

describe('retransmission', () => {
  /** RFC 6298: no ACK came until the timer ran out; Wireshark's rto is the time since the segment was first seen. */
  it('follows a timeout', async () => {
    const said = story()
      .handshake()
      .client('PSH,ACK', 'hello')
      .at(303)
      .client('PSH,ACK', 'hello', { seq: 1 });
    const told = await tellAsTshark(said.server('ACK'));
    expect(told.findings).toEqual({ 5: 'retransmission' });
    expect(told.frame(5).facts).toMatchObject({ retransmissionOf: 4, rto: 0.3 });
    // Wireshark pairs the ACK with the oldest frame that ends there.
    expect(told.frame(6).facts).toMatchObject({ acknowledges: 4, rtt: 0.301 });
  });

  /** RFC 9293, 3.7.1: a segment sent again may be cut differently; its first byte tells whose it was. */
  it('may join several segments', async () => {
    const said = story().handshake().client('ACK', 100).client('ACK', 100).client('ACK', 100);
    const told = await tellAsTshark(said.at(400).client('PSH,ACK', 200, { seq: 101 }).server('ACK'));
    expect(told.findings).toEqual({ 7: 'retransmission' });
    expect(told.facts('retransmissionOf')).toEqual({ 7: 5 });
    expect(told.frame(7).facts).toMatchObject({ streamStart: 100, streamEnd: 300 });
  });
});

describe('spurious', () => {
  /** The capture has the ACK already: the resending was not needed (User's Guide: "TCP Spurious Retransmission"). */
  it('repeats what was acknowledged', async () => {
    const said = story().handshake().client('PSH,ACK', 'hello').server('ACK');
    const told = await tellAsTshark(said.at(300).client('PSH,ACK', 'hello', { seq: 1 }).server('ACK'));
    expect(told.findings).toEqual({ 6: 'retransmission spurious-retransmission', 7: 'duplicate-ack' });
    expect(told.facts('duplicateAckOf')).toEqual({ 7: 5 });
  });

  /** RFC 2883: the receiver tells of the segment that came twice by a D-SACK; its numbers don't move. */
  it('is answered by a duplicate ACK with D-SACK', async () => {
    const said = story().handshake().client('PSH,ACK', 'hello').server('ACK');
    const options = sack([1001, 1006]);
    const told = await tellAsTshark(
      said.at(300).client('PSH,ACK', 'hello', { seq: 1 }).server('ACK', 0, { options }),
    );
    expect(told.roles.slice(3)).toEqual(['data', 'ack', 'data', 'ack']);
    expect(told.findings[7]).toBe('duplicate-ack');
  });
});

describe('out-of-order', () => {
  /** Two segments change places within less than the initial round trip (here 2 ms). */
  it('comes soon after the segment it should precede', async () => {
    const said = story().handshake().client('ACK', 100, { unseen: true }).client('ACK', 100);
    const told = await tellAsTshark(said.client('ACK', 100, { seq: 1 }).server('ACK'));
    expect(told.findings).toEqual({ 4: 'previous-segment-not-captured', 5: 'out-of-order' });
    expect(told.frame(5).facts).toMatchObject({ streamStart: 0, streamEnd: 100 });
    expect(told.frame(5).facts.retransmissionOf).toBeUndefined();
  });

  /** Later than the initial round trip, it can only be a resending. */
  it('is a retransmission where it comes late', async () => {
    const said = story().handshake().client('ACK', 100, { unseen: true }).client('ACK', 100);
    const told = await tellAsTshark(said.at(200).client('ACK', 100, { seq: 1 }).server('ACK'));
    expect(told.findings).toEqual({ 4: 'previous-segment-not-captured', 5: 'retransmission' });
  });

  /** Without a handshake in the capture the threshold is 3 ms, an option. */
  it('has a threshold where the round trip is unknown', async () => {
    const said = story().client('ACK', 100, { seq: 1, ack: 1 }).client('ACK', 100, { seq: 201 });
    said.at(3.5).client('ACK', 100, { seq: 101 });
    const told = await tellAsTshark(said);
    expect(told.findings).toEqual({ 2: 'previous-segment-not-captured', 3: 'out-of-order' });
    const strict = await analyze([said.frames], { thresholds: { outOfOrder: 1e6 } });
    expect([...strict.frames()][2]?.findings).toEqual(['retransmission']);
  });
});

describe('previous-segment-lost', () => {
  it('is a gap in the numbers of one direction', async () => {
    const said = story().handshake().server('PSH,ACK', 50).client('ACK').server('ACK', 100, { unseen: true });
    const told = await tellAsTshark(said.server('PSH,ACK', 100));
    expect(told.findings).toEqual({ 6: 'previous-segment-not-captured' });
    expect(told.frame(6).facts).toMatchObject({ seq: 151, streamStart: 150 });
  });
});

describe('acked-unseen', () => {
  /** Zeek says G for the side whose bytes its observer lacks: once its peer has acknowledged them nobody sends them again. */
  it('is a gap in the history of an open connection, of the side that sent what is missing', async () => {
    const said = story().handshake();
    for (let gap = 0; gap < 10; gap++)
      said.client('ACK', 100, { unseen: true }).client('ACK', 100).server('ACK');
    said.server('ACK', 100, { unseen: true }).client('ACK');
    expect((await tellAsTshark(said)).connection.history).toBe('ShADaGGg');
  });

  it('is no gap before both sides are known to be open', async () => {
    const said = story()
      .client('ACK', 100)
      .client('ACK', 100, { unseen: true })
      .server('ACK')
      .client('ACK', 100);
    expect((await tellAsTshark(said)).connection.history).toBe('Da');
  });

  /** The ACK is for what the capture does not have; said once, not with each ACK that follows. */
  it('acknowledges what nobody captured', async () => {
    const said = story()
      .handshake()
      .client('PSH,ACK', 100, { unseen: true })
      .server('ACK')
      .server('PSH,ACK', 'ok');
    const told = await tellAsTshark(said.client('ACK'));
    expect(told.findings).toEqual({ 4: 'acked-unseen-segment', 6: 'previous-segment-not-captured' });
    expect(told.frame(4).facts.acknowledges).toBeUndefined();
  });

  /** One direction was not captured at all, as with a tap on one fibre. */
  it('does not go on about a direction that was not captured', async () => {
    const said = story().handshake();
    for (let round = 0; round < 4; round++) said.client('ACK', 100, { unseen: true }).server('ACK');
    const told = await tellAsTshark(said);
    expect(Object.values(told.findings).filter((each) => each.includes('acked-unseen'))).toHaveLength(1);
  });
});

describe('acknowledges', () => {
  /** RFC 5681, 4.2: an ACK may cover two segments; the frame it ends at is the second. */
  it('names the frame whose end it acknowledges', async () => {
    const told = await tellAsTshark(story().handshake().client('ACK', 100).client('ACK', 100).server('ACK'));
    expect(told.facts('acknowledges')).toMatchObject({ 6: 5 });
    expect(told.frame(6).facts).toMatchObject({ ack: 201, rtt: 0.001 });
  });

  /** An ACK that ends inside a segment acknowledges no frame exactly. */
  it('names none in the middle of a segment', async () => {
    const told = await tellAsTshark(story().handshake().client('ACK', 100).server('ACK', 0, { ack: 51 }));
    expect(told.frame(5).facts.acknowledges).toBeUndefined();
    expect(told.frame(5).facts.rtt).toBeUndefined();
  });
});

it.skipIf(!tsharkIsHere)('agrees with tshark on every story above', async () => {
  expect(await tsharkDifferences()).toEqual([]);
});
