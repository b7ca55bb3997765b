/** Stories of packets that one capture holds twice: on the "any" device, on a bridge and its ports. */
import { describe, expect, it } from 'vitest';
import { analyze, type CaptureSource } from '../../src/index.js';
import { buildPcap } from '../support/capture-builder.js';
import { cooked2, ethernet, filler, IP, ipv4, LINK, udp } from '../support/packets.js';
import { type Setting, story } from '../support/story.js';
import { tell } from '../support/told.js';

/** Each packet as it enters one interface and leaves another, 20 µs later; a router between them takes one from its TTL. */
async function twice(setting: Setting, hops = 0) {
  const said = story({ ...setting, linkType: LINK.cooked2, link: (packet) => cooked2(packet, 0, 2) });
  const again = () => said.from((packet) => cooked2(aged(packet, hops), 4, 3));
  said.at(0).client('SYN').at(0.02);
  again().at(1).server('SYN,ACK', 0, { id: 0 }).at(1.02);
  again().at(2).client('ACK').at(2.02);
  again().at(3).client('PSH,ACK', 'hello').at(3.02);
  again().at(4).server('ACK').at(4.02);
  return tell(again());
}

/** A packet after some routers: TTL and header checksum differ. */
function aged(packet: Uint8Array, hops: number): Uint8Array {
  if (hops === 0 || packet[0]! >> 4 === 6) return packet;
  const older = packet.slice();
  older[8]! -= hops;
  older[10]! ^= 1;
  return older;
}

function* pieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('duplicate-frame', () => {
  it('is said beside what Wireshark finds', async () => {
    const told = await twice({});
    expect(told.facts('duplicateOf')).toEqual({ 2: 1, 6: 5, 8: 7, 10: 9 });
    for (const frame of [2, 6, 8, 10]) expect(told.findings[frame]).toContain('duplicate-frame');
    // The SYN-ACK has no identification, as Linux sends it: its copy can't be told from a retransmission.
    expect(told.findings[4]).toBe('retransmission');
    expect(told.roles.slice(6, 8)).toEqual(['data', 'data']);
    expect(told.findings[8]).toContain('retransmission');
  });

  it('sees through a router', async () => {
    const told = await twice({}, 1);
    expect(told.facts('duplicateOf')).toEqual({ 2: 1, 6: 5, 8: 7, 10: 9 });
  });

  /** Endpoint state and history ignore the copy: nothing was sent twice. */
  it('leaves the connection as it is', async () => {
    const told = await twice({});
    expect(told.connection).toMatchObject({ history: 'ShADa', state: 'S1', outcome: 'open' });
  });

  /** IPv6 has no identification; an empty ACK is a copy only where its interface shows that it is. */
  it('is seen in IPv6 too', async () => {
    const told = await twice({ client: '2001:db8::3', server: '2001:db8::2' });
    expect(told.facts('duplicateOf')).toEqual({ 2: 1, 4: 3, 6: 5, 8: 7, 10: 9 });
  });

  const datagram = (id: number, fill = 0): Uint8Array =>
    ethernet(ipv4(udp(5000, 5001, filler(20, fill)), { protocol: IP.udp, id }));

  /** The sender's stack never repeats an identification so soon; a later one it may. */
  it('comes within a few milliseconds', async () => {
    const told = await tell(story().frame(datagram(7)).at(1).frame(datagram(7)).at(400).frame(datagram(7)));
    expect(told.facts('duplicateOf')).toEqual({ 2: 1 });
  });

  /** Copies follow at once, and up to five other packets later: in the same batch, in the next, and after that. */
  it('is seen wherever batches end', async () => {
    const said = story();
    for (let id = 1; id <= 40; id++) {
      said.at(id / 4).frame(datagram(id, id));
      if (id > 5) said.frame(datagram(id - (id % 6), id - (id % 6)));
    }
    const { frames } = said;
    const bytes = buildPcap(frames);
    const copies = async (source: CaptureSource): Promise<unknown[]> =>
      Array.from((await analyze([source])).frames(), (frame) => frame.facts.duplicateOf);
    const expected = await copies(bytes);
    expect(expected.filter((original) => original !== undefined)).toHaveLength(35);
    for (const size of [50, 80, 200, 500, 1500]) expect(await copies(pieces(bytes, size))).toEqual(expected);
    expect(await copies(frames)).toEqual(expected);
  });

  it('is equal to the last byte', async () => {
    const told = await tell(story().frame(datagram(7)).frame(datagram(7, 1)).frame(datagram(8)));
    expect(told.findings).toEqual({});
  });

  it('is not told without an identification', async () => {
    const told = await tell(story().frame(datagram(0)).frame(datagram(0)));
    expect(told.findings).toEqual({});
  });

  /** A true retransmission is a packet of its own, with an identification of its own. */
  it('is no retransmission', async () => {
    const said = story().handshake().client('PSH,ACK', 'hello').client('PSH,ACK', 'hello', { seq: 1 });
    const told = await tell(said);
    expect(told.findings[5]).not.toContain('duplicate-frame');
    expect(told.frame(5).facts.duplicateOf).toBeUndefined();
  });
});
