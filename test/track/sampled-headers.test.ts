/** Stories of sFlow: reports about segments, which are no segments, but take numbers as Wireshark counts. */
import { describe, expect, it } from 'vitest';
import { ethernet, IP, ipv4, join, u16, udp } from '../support/packets.js';
import { story } from '../support/story.js';
import { tell, tellAsTshark, tsharkDifferences, tsharkIsHere } from '../support/told.js';

const u32 = (value: number): readonly number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];

/** An sFlow version 5 datagram with a raw header record (format 1) of each of these frames. */
function report(frames: readonly Uint8Array[], expanded = false): Uint8Array {
  const samples = frames.map((frame) => {
    const padded = join(frame, new Uint8Array((4 - (frame.length % 4)) % 4));
    const header = join(u32(1), u32(frame.length), u32(4), u32(frame.length), padded);
    const record = join(u32(1), u32(header.length), header);
    const about = expanded ? 11 : 8;
    const body = join(...Array.from({ length: about - 1 }, () => u32(1)), u32(1), record);
    return join(u32(expanded ? 3 : 1), u32(body.length), body);
  });
  const head = join(u32(5), u32(1), [10, 0, 0, 9], u32(0), u32(1), u32(1000), u32(frames.length));
  const collector = { source: '10.0.0.9', destination: '10.0.0.8', protocol: IP.udp };
  return ethernet(ipv4(udp(40000, 6343, join(head, ...samples)), collector));
}

describe('a sampled header', () => {
  for (const expanded of [false, true]) {
    it(`takes its connection's number, in ${expanded ? 'an expanded' : 'a plain'} sample`, async () => {
      const sampled = [story().client('SYN').frames[0]!.bytes, story().client('SYN').frames[0]!.bytes];
      const said = story({ serverPort: 80 }).frame(report(sampled, expanded)).handshake();
      const told = await tellAsTshark(said);
      expect(told.rows[0]).toMatchObject({ role: 'udp', connection: null, source: '10.0.0.9' });
      expect(told.rows.at(-1)!.connection).toBe(2);
      expect(told.connections.map(({ connection }) => connection)).toEqual([2]);
    });
  }

  it('and the segments of the same connection share a number, and the segments tell when it began', async () => {
    const later = story({ serverPort: 80 }).handshake().client('PSH,ACK', 'hello');
    const said = story().frame(report([later.frames[0]!.bytes]));
    const frames = [...said.frames, ...later.frames];
    const told = await tell({ frames });
    expect(told.connection).toMatchObject({ connection: 0, start: told.rows[1]!.time });
    expect(told.connection.duration).toBeLessThan(1);
  });

  it('that states more than there is ends the reading, and nothing else', async () => {
    const whole = report([story().client('SYN').frames[0]!.bytes]);
    const told = await tell(
      story()
        .frame(whole, whole.length - 30)
        .handshake(),
    );
    expect(told.roles).toEqual(['udp', 'syn', 'syn-ack', 'handshake-ack']);
  });
});

describe.skipIf(!tsharkIsHere)('these stories', () => {
  it('are judged alike by tshark', async () => {
    expect(await tsharkDifferences()).toEqual([]);
  });
});
