/** Captures told as scripts, each for something that the parts behind the tables can say. */

import { merged } from '../support/merged.js';
import { dns, ethernet, IP, ipv4, udp } from '../support/packets.js';
import { type Setting, type Story, type StoryFrame, story } from '../support/story.js';

const CLIENT = '172.18.0.3';
const RESOLVER = '172.18.0.53';
const MESIN3: Setting = { client: '172.18.0.4', clientPort: 50002 };

const datagram = (from: string, to: string, ports: readonly [number, number], payload: Uint8Array) =>
  ethernet(ipv4(udp(...ports, payload), { protocol: IP.udp, source: from, destination: to }));
const name = 'mesin1.its.ac.id';

/** The client asks for a record. */
function ask(said: Story, id: number, type: 'A' | 'AAAA'): Story {
  return said.frame(datagram(CLIENT, RESOLVER, [40001, 53], dns({ id, name, type })));
}

function answer(said: Story, id: number, type: 'A' | 'AAAA', value?: string): Story {
  const answers = value === undefined ? [] : [{ name, type, value }];
  return said.frame(datagram(RESOLVER, CLIENT, [53, 40001], dns({ id, name, type, rcode: 0, answers })));
}

const begin = (setting: Setting = {}): Story => story({ clientPort: 50001, ...setting });
const opened = (setting: Setting = {}): Story => begin(setting).at(0).handshake();
const said = (setting: Setting = {}): Story => opened(setting).client('PSH,ACK', 'halo').server('ACK');
/** Closes in three segments. */
const closed = (of: Story): Story => of.client('FIN,ACK').server('FIN,ACK').client('ACK');

/** A client that is answered at once and keeps its connection until it ends it; milliseconds. */
function served(from: number, answered: number, end: number, setting: Setting = {}): Story {
  const told = begin(setting).at(from).handshake().client('PSH,ACK', 'halo').server('ACK');
  return closed(told.at(answered).server('PSH,ACK', 'halo').client('ACK').at(end));
}

/** Server first; the second client waits for its greeting. */
function greeted(): StoryFrame[] {
  const first = opened().server('PSH,ACK', '220 siap\r\n').client('PSH,ACK', 'QUIT\r\n').at(100);
  first.server('FIN,ACK').client('FIN,ACK').server('ACK');
  return merged(first, begin(MESIN3).at(10).handshake().at(110).server('PSH,ACK', '220 siap\r\n'));
}

/** The first client asks again, or gets the rest of its answer, after the second had its own. */
function interleaved(request: string): StoryFrame[] {
  const first = opened().client('PSH,ACK', 'a').server('PSH,ACK', 'A').at(20);
  if (request !== '') first.client('PSH,ACK', request);
  first.server('PSH,ACK', 'B');
  return merged(first, begin(MESIN3).at(10).handshake().client('PSH,ACK', 'c').server('PSH,ACK', 'C'));
}

/** Two thousand bytes and more in ten segments, one of them larger than a packet may be. */
function transfer(segments: number, bytes: number): Story {
  const told = opened();
  for (let i = 0; i < segments; i++) told.client('ACK', bytes);
  return closed(told.server('ACK'));
}

function lossy(): Story {
  const told = opened().client('ACK', 100).client('ACK', 100, { unseen: true }).client('ACK', 100);
  told.server('ACK', 0, { ack: 101 }).at(400).client('ACK', 100, { seq: 101 });
  return closed(told.server('ACK', 0, { ack: 301 }));
}

/** A capture of each: its frames, by what it is about. */
export const toldCases: Readonly<Record<string, readonly StoryFrame[]>> = {
  'a name looked up, then the echo': closed(
    answer(answer(ask(ask(begin(), 1, 'A'), 2, 'AAAA'), 1, 'A', '172.18.0.2'), 2, 'AAAA')
      .handshake()
      .client('PSH,ACK', 'INI ADALAH DATA YANG DIKIRIM ABCDEFGHIJKLMNOPQ')
      .server('PSH,ACK', 'INI ADALAH DATA YANG DIKIRIM ABC')
      .server('PSH,ACK', 'DEFGHIJKLMNOPQ')
      .client('ACK'),
  ).frames,
  'a question without an answer': ask(begin(), 3, 'A').frames,
  refused: begin().client('SYN').server('RST,ACK').frames,
  'no answer to three SYNs': begin()
    .client('SYN')
    .at(1000)
    .client('SYN', 0, { seq: 0 })
    .at(3000)
    .client('SYN', 0, { seq: 0 }).frames,
  'a SYN repeated': closed(
    begin().client('SYN').at(1000).client('SYN', 0, { seq: 0 }).server('SYN,ACK').client('ACK'),
  ).frames,
  'given up': begin().client('SYN').client('RST').frames,
  'half open': begin().client('SYN').server('SYN,ACK').frames,
  'a handshake whose ACK is missing': begin()
    .client('SYN')
    .server('SYN,ACK')
    .client('ACK', 0, { unseen: true })
    .client('ACK', 10, { unseen: true })
    .client('PSH,ACK', 10).frames,
  'both open at once': begin()
    .client('SYN')
    .server('SYN')
    .client('SYN,ACK', 0, { seq: 0 })
    .server('SYN,ACK', 0, { seq: 0 }).frames,
  'only the SYN-ACK seen': begin()
    .client('SYN', 0, { unseen: true })
    .server('SYN,ACK')
    .client('ACK')
    .client('PSH,ACK', 5).frames,
  'from the middle': begin()
    .client('PSH,ACK', 'halo', { seq: 100, ack: 200 })
    .server('ACK', 0, { seq: 200, ack: 104 }).frames,
  'nothing said': closed(opened()).frames,
  'bytes that are no text': said().server('PSH,ACK', 20).frames,
  'many segments': transfer(10, 200).frames,
  'segments that the card divides': transfer(3, 4000).frames,
  'many turns': Array.from({ length: 5 }).reduce<Story>(
    (told) => told.client('PSH,ACK', 'a').server('PSH,ACK', 'b'),
    opened(),
  ).frames,
  loss: lossy().frames,
  'a four-way close': said().client('FIN,ACK').server('ACK').server('FIN,ACK').client('ACK').frames,
  'crossing FINs': said().client('FIN,ACK').server('FIN,ACK', 0, { ack: 5 }).client('ACK').server('ACK')
    .frames,
  'a close whose order is not proven': begin()
    .client('FIN,ACK', 0, { seq: 300, ack: 700 })
    .server('FIN,ACK', 0, { seq: 700, ack: 301 })
    .client('ACK').frames,
  'a last ACK missing': said().client('FIN,ACK').server('FIN,ACK').frames,
  'one FIN': said().client('FIN,ACK').server('ACK').frames,
  'reset with data unread': said().server('PSH,ACK', 'halo').client('RST,ACK').frames,
  'on one machine': closed(said({ client: '127.0.0.1', server: '127.0.0.1' })).frames,
  'one client after another': merged(
    served(0, 5, 100),
    served(10, 105, 200, MESIN3),
    served(20, 205, 300, { clientPort: 50003 }),
  ),
  'greetings in turn': greeted(),
  'greetings in turn, no clock': greeted().map(({ seconds: _, ...frame }) => ({
    ...frame,
    seconds: null,
  })) as never,
  'in turn, no clock': merged(served(0, 5, 100), served(10, 105, 200, MESIN3)).map((frame) => ({
    ...frame,
    seconds: null,
  })) as never,
  'in turn, after a reset': merged(
    said().server('PSH,ACK', 'halo').at(50).client('RST,ACK'),
    served(10, 60, 90, MESIN3),
  ),
  'in turn, after the reset of the server': merged(
    said().server('PSH,ACK', 'halo').at(50).server('RST,ACK'),
    served(10, 60, 90, MESIN3),
  ),
  'in turn, after an answer to a closed half': merged(
    opened().client('FIN,PSH,ACK', 'halo').server('ACK').at(50).server('PSH,ACK', 'halo'),
    served(10, 60, 90, MESIN3),
  ),
  'several at once': interleaved('b'),
  'several at once, by a FIN': merged(served(0, 5, 100), served(10, 15, 120, MESIN3)),
  'perhaps several at once': interleaved(''),
  'one answered': merged(served(0, 5, 100), begin(MESIN3).at(20).handshake().client('PSH,ACK', 'b')),
  'nobody waits': merged(served(0, 5, 10), served(50, 55, 60, MESIN3)),
  'an idle connection': merged(said().server('PSH,ACK', 'halo'), served(10, 15, 60, MESIN3)),
  'many clients': merged(
    ...Array.from({ length: 23 }, (_, i) =>
      served(i * 10, i * 10 + 5, i * 10 + 8, { clientPort: 50100 + i, client: `172.18.0.${10 + i}` }),
    ),
  ),
  'many servers': merged(
    ...Array.from({ length: 14 }, (_, i) =>
      served(i * 10, i * 10 + 5, i * 10 + 8, { clientPort: 50100 + i, serverPort: 10000 + (i >> 1) }),
    ),
  ),
};
