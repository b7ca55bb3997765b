/** The Info column in Wireshark's style: what a reader who knows Wireshark expects to see. */
import { expect, it } from 'vitest';
import { arp, dns, ethernet, filler, IP, ipv4, synOptions, udp } from '../support/packets.js';
import { story } from '../support/story.js';
import { tell } from '../support/told.js';

it('of segments', async () => {
  const said = story({ clientPort: 44204 }).handshake(7).client('PSH,ACK', 'hello').server('ACK');
  said.at(400).client('PSH,ACK', 'hello', { seq: 1 }).server('ACK', 0, { window: 0 }).client('RST,ACK');
  const told = await tell(said);
  expect(told.rows.map(({ info }) => info)).toEqual([
    '44204 → 10000 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 WS=128',
    '10000 → 44204 [SYN, ACK] Seq=0 Ack=1 Win=64240 Len=0 MSS=1460 WS=128',
    '44204 → 10000 [ACK] Seq=1 Ack=1 Win=8222720 Len=0',
    '44204 → 10000 [PSH, ACK] Seq=1 Ack=1 Win=8222720 Len=5',
    '10000 → 44204 [ACK] Seq=1 Ack=6 Win=8222720 Len=0',
    '[TCP Spurious Retransmission] 44204 → 10000 [PSH, ACK] Seq=1 Ack=1 Win=8222720 Len=5',
    '[TCP ZeroWindow] 10000 → 44204 [ACK] Seq=1 Ack=6 Win=0 Len=0',
    '44204 → 10000 [RST, ACK] Seq=6 Ack=1 Win=8222720 Len=0',
  ]);
});

it('of repeated ACKs and reused ports', async () => {
  const said = story({ clientPort: 44204 }).handshake().client('ACK', 100).server('ACK').server('ACK');
  const again = story({ clientPort: 44204, clientIsn: 5 })
    .at(100)
    .client('SYN', 0, { options: synOptions({}) });
  const told = await tell({ frames: [...said.frames, ...again.frames] });
  expect(told.frame(6).info).toBe('[TCP Dup ACK 5#1] 10000 → 44204 [ACK] Seq=1 Ack=101 Win=64240 Len=0');
  expect(told.frame(7).info).toBe('[TCP Port numbers reused] 44204 → 10000 [SYN] Seq=0 Win=64240 Len=0');
});

it('of questions, answers and datagrams', async () => {
  const name = 'www.its.ac.id';
  const datagram = (from: number, to: number, bytes: Uint8Array): Uint8Array =>
    ethernet(ipv4(udp(from, to, bytes), { protocol: IP.udp }));
  const answers = [{ name, type: 'A', value: '103.94.189.4' }];
  const said = story()
    .frame(datagram(4000, 53, dns({ id: 0x3c5b, name, type: 'A' })))
    .frame(datagram(53, 4000, dns({ id: 0x3c5b, name, type: 'A', rcode: 0, answers })))
    .frame(datagram(5000, 5001, filler(12)))
    .frame(ethernet(arp(1, '172.18.0.3', '172.18.0.2'), { type: 0x0806 }))
    .frame(ethernet(arp(2, '172.18.0.2', '172.18.0.3', '02:42:ac:12:00:02'), { type: 0x0806 }));
  const told = await tell(said);
  expect(told.rows.map(({ info }) => info)).toEqual([
    'Standard query 0x3c5b A www.its.ac.id',
    'Standard query response 0x3c5b A www.its.ac.id A 103.94.189.4',
    '5000 → 5001 Len=12',
    'Who has 172.18.0.2? Tell 172.18.0.3',
    '172.18.0.2 is at 02:42:ac:12:00:02',
  ]);
});
