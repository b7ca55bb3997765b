/** Stories of receive windows and of connections kept alive, judged as Wireshark does (RFC 9293, 3.8.4 and 3.8.6). */
import { describe, expect, it } from 'vitest';
import { synOptions } from '../support/packets.js';
import { story } from '../support/story.js';
import { tellAsTshark, tsharkDifferences, tsharkIsHere } from '../support/told.js';

/** Frames 1 to 5: handshake, a message and its ACK. */
const open = () => story().handshake().client('PSH,ACK', 'hello').server('ACK');

describe('keepalive', () => {
  /** RFC 9293, 3.8.4: a segment one before the next number, without data; the other side answers with its numbers. */
  it('is one before the next number, and answered', async () => {
    const said = open()
      .at(75_000)
      .client('ACK', 0, { seq: 5 })
      .server('ACK')
      .at(150_000)
      .client('ACK', 0, { seq: 5 });
    const told = await tellAsTshark(said.server('ACK'));
    expect(told.roles.slice(5)).toEqual(['ack', 'ack', 'ack', 'ack']);
    expect(told.findings).toEqual({
      6: 'keep-alive',
      7: 'keep-alive-ack',
      8: 'keep-alive',
      9: 'keep-alive-ack',
    });
    expect(told.facts('duplicateAckOf')).toEqual({});
  });

  /** RFC 1122, 4.2.3.6: old stacks put one byte of garbage in it. It is never new data. */
  it('may carry one old byte', async () => {
    const told = await tellAsTshark(open().at(75_000).client('ACK', 1, { seq: 5 }).server('ACK'));
    expect(told.findings).toEqual({ 6: 'keep-alive', 7: 'keep-alive-ack' });
    expect(told.frame(6)).toMatchObject({ role: 'data', facts: { bytes: 1, streamStart: 4, streamEnd: 5 } });
  });
});

describe('zero-window', () => {
  /** The receiver's buffer is full; it says so, and says when there is room again. */
  it('is told, and so is the update', async () => {
    const said = story().handshake().client('ACK', 1000).server('ACK', 0, { window: 0 });
    const told = await tellAsTshark(said.at(500).server('ACK', 0, { window: 64240 }).client('PSH,ACK', 100));
    expect(told.findings).toEqual({ 5: 'zero-window', 6: 'window-update' });
    expect(told.facts('window')).toMatchObject({ 5: 0, 6: 64240 });
    expect(told.connection.history).toBe('ShADaw');
  });
});

describe('zero-window-probe', () => {
  /** RFC 9293, 3.8.6.1: one byte beyond the window asks whether there is room; the answer still says none. */
  it('is one byte into a closed window, and answered', async () => {
    const said = story().handshake().client('ACK', 1000).server('ACK', 0, { window: 0 });
    said.at(300).client('ACK', 1).server('ACK', 0, { ack: 1001 }).at(900).client('ACK', 1, { seq: 1001 });
    const told = await tellAsTshark(said.server('ACK', 0, { ack: 1001 }));
    expect(told.findings).toEqual({
      5: 'zero-window',
      6: 'zero-window-probe',
      7: 'zero-window zero-window-probe-ack',
      8: 'zero-window-probe',
      9: 'zero-window zero-window-probe-ack',
    });
    expect(told.roles.slice(5)).toEqual(['data', 'ack', 'data', 'ack']);
  });

  /** Linux probes with an old number and no byte, which Wireshark calls a keep-alive. */
  it('looks like a keep-alive where it carries nothing', async () => {
    const said = story().handshake().client('ACK', 1000).server('ACK', 0, { window: 0 });
    const told = await tellAsTshark(said.at(300).client('ACK', 0, { seq: 1000 }).server('ACK'));
    expect(told.findings[6]).toBe('keep-alive');
    expect(told.findings[7]).toContain('zero-window');
  });
});

describe('window-full', () => {
  /** The segment ends exactly where the window that the other side offered ends. */
  it('fills the window to its edge', async () => {
    const said = story().handshake().client('ACK', 100).server('ACK', 0, { window: 1000 });
    const told = await tellAsTshark(said.client('ACK', 500).client('ACK', 500));
    expect(told.findings).toEqual({ 7: 'window-full' });
  });

  /** RFC 7323, 2.2: the field counts units of 2⁷ bytes here. */
  it('counts the window as scaled', async () => {
    const said = story().handshake(7).client('ACK', 100).server('ACK', 0, { window: 8 });
    const told = await tellAsTshark(said.client('ACK', 512).client('ACK', 512));
    expect(told.findings).toEqual({ 7: 'window-full' });
    expect(told.frame(5).facts.window).toBe(1024);
  });

  /** RFC 7323, 2.2: the window of a SYN is never scaled. */
  it('leaves the window of a SYN as it is, also when it is sent again', async () => {
    const options = synOptions({ mss: 1460, windowScale: 7 });
    const said = story().handshake(7).at(1000).server('SYN,ACK', 0, { seq: 0, options }).client('ACK');
    const told = await tellAsTshark(said);
    expect(told.facts('window')).toEqual({ 1: 64240, 2: 64240, 3: 64240 * 128, 4: 64240, 5: 64240 * 128 });
  });

  /** RFC 7323, 1.3: one side without the option, and neither scales. */
  it('does not scale where one side did not offer it', async () => {
    const said = story()
      .client('SYN', 0, { options: [2, 4, 5, 0xb4, 1, 3, 3, 7] })
      .server('SYN,ACK')
      .client('ACK');
    const told = await tellAsTshark(said);
    expect(told.frame(3).facts.window).toBe(64240);
  });
});

describe('window-update', () => {
  /** A receiver that reads tells of the room; nothing else changes. Not said of what acknowledges new data. */
  it('changes the window alone', async () => {
    const said = open()
      .server('ACK', 0, { window: 65535 })
      .client('PSH,ACK', 'more')
      .server('ACK', 0, { window: 64000 });
    const told = await tellAsTshark(said);
    expect(told.findings).toEqual({ 6: 'window-update' });
    expect(told.rows[5]).toMatchObject({ role: 'ack' });
  });
});

it.skipIf(!tsharkIsHere)('agrees with tshark on every story above', async () => {
  expect(await tsharkDifferences()).toEqual([]);
});
