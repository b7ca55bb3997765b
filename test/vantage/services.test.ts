/** Who was served when: times worked out by hand from tshark's for the sample, and from the script for told stories. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/engine/analysis.js';
import { openCapture } from '../../src/node/index.js';
import { type Service, servicesOf } from '../../src/vantage/services.js';
import { sample } from '../report/support.js';
import { captured, merged } from '../support/merged.js';
import { ethernet } from '../support/packets.js';
import { type Setting, type Story, type StoryFrame, story } from '../support/story.js';

async function services(...stories: readonly Story[]): Promise<Service[]> {
  return servicesOf(await captured(merged(...stories)));
}

async function service(...stories: readonly Story[]): Promise<Service> {
  const all = await services(...stories);
  expect(all).toHaveLength(1);
  return all[0]!;
}

/** A client that is answered at once and keeps its connection until it ends it. Times in milliseconds. */
function served(begin: number, answer: number, end: number, setting: Setting = {}): Story {
  const said = story(setting).at(begin).handshake().client('PSH,ACK', 'halo').server('ACK');
  said.at(answer).server('PSH,ACK', 'halo').client('ACK');
  return said.at(end).client('FIN,ACK').server('FIN,ACK').client('ACK');
}

const MESIN3: Setting = { client: '172.18.0.4' };

describe('two clients of a sequential server (sample 04, on the server)', () => {
  const hosts = new Map([
    ['172.18.0.2', 'mesin1'],
    ['172.18.0.3', 'mesin2'],
  ]);
  const told = async (name: string): Promise<Service[]> => {
    const path = sample(`04-two-clients/${name}.pcap`);
    return servicesOf((await analyze([openCapture(path)], { hosts })).captures[0]!);
  };

  // tshark: 5 0.000096, 6 0.000382, 8 0.003410, 24 0.647936, 25 0.649547; 21 0.064345, 22 0.064439, 27 0.649764, …
  it('tells when each was served, and how long it waited', async () => {
    const [only] = await told('mesin1');
    expect(only).toMatchObject({ server: '172.18.0.2:32444', clock: 'server', connectionCount: 2 });
    const at = (frame: number, relativeTime: number) => ({ frame, relativeTime });
    expect(only!.connections).toEqual([
      {
        connection: 0,
        client: '172.18.0.3:44504',
        established: at(5, 0.000096),
        request: at(6, 0.000382),
        answer: at(8, 0.00341),
        serverSpeaksFirst: false,
        waited: 0.003028,
        clientEnd: at(24, 0.647936),
        serverEnd: at(25, 0.649547),
      },
      {
        connection: 1,
        client: '172.18.0.4:35658',
        established: at(21, 0.064345),
        request: at(22, 0.064439),
        answer: at(27, 0.649764),
        serverSpeaksFirst: false,
        waited: 0.585325,
        clientEnd: at(37, 1.291884),
        serverEnd: at(38, 1.295246),
      },
    ]);
  });

  it('is consistent with one after another, and names the frames that show it', async () => {
    const [only] = await told('mesin1');
    expect(only!.serving).toEqual({
      order: 'one-after-another',
      waiting: 1,
      served: 0,
      from: 22,
      end: 24,
      ending: 'client-fin',
      answer: 27,
      waited: 0.585325,
      greeted: false,
      waiters: 1,
    });
  });

  it('has nothing to tell of a machine that saw one client only', async () => {
    expect(await told('mesin2')).toEqual([]);
  });
});

// samples/README.md: in 16 mesin3's message is frame 22, its echo 26 (tshark: 0.244157, 0.731759), after mesin2's close in 24
// and 25; in 17 its echo is 24, while mesin2's connection stays open until 33.
it('a sequential and a threaded server with the same clients (samples 16 and 17, on the server)', async () => {
  const serving = async (name: string) => {
    const path = sample(`${name}/mesin1.pcap`);
    return servicesOf((await analyze([openCapture(path)])).captures[0]!)[0]!.serving;
  };
  const inTurn = { order: 'one-after-another', from: 22, end: 24, answer: 26, waited: 0.487602, waiters: 1 };
  expect(await serving('16-three-machines')).toMatchObject(inTurn);
  const atOnce = { order: 'several-at-once', answers: [8, 24], request: 33, again: 34, closing: true };
  expect(await serving('17-threaded-server')).toMatchObject(atOnce);
});

describe('one after another', () => {
  it('counts all that waited, and tells of the one that waited longest', async () => {
    const { serving } = await service(served(0, 5, 100), served(10, 105, 200, MESIN3), served(20, 205, 300));
    expect(serving).toMatchObject({ order: 'one-after-another', waiters: 2, served: 1, waiting: 2 });
    // Its request is sent 3 ms after it began.
    expect(serving).toMatchObject({ waited: 0.182 });
  });

  it('holds where the server speaks first: who waits for the greeting waits from its handshake on', async () => {
    const first = story().at(0).handshake().server('PSH,ACK', '220 ready\r\n').client('ACK');
    first.client('PSH,ACK', 'QUIT\r\n').at(100).server('FIN,ACK').client('FIN,ACK').server('ACK');
    const second = story(MESIN3).at(10).handshake().at(110).server('PSH,ACK', '220 ready\r\n');
    const told = await service(first, second);
    expect(told.serving).toMatchObject({
      order: 'one-after-another',
      greeted: true,
      ending: 'server-fin',
      waited: 0.098,
    });
    expect(told.connections[1]).toMatchObject({ serverSpeaksFirst: true, request: null, waited: 0.098 });
  });

  it('holds where a reset ended the one before', async () => {
    const first = story().at(0).handshake().client('PSH,ACK', 'a').server('PSH,ACK', 'a').client('RST,ACK');
    const second = story(MESIN3).at(2).handshake().client('PSH,ACK', 'b').at(9).server('PSH,ACK', 'b');
    const { serving, connections } = await service(first, second);
    expect(serving).toMatchObject({ order: 'undecided', reason: 'no-overlap' });
    expect(connections[0]).toMatchObject({ clientEnd: { frame: 9 }, serverEnd: null });
    const late = story().at(0).handshake().client('PSH,ACK', 'a').server('PSH,ACK', 'a');
    const { serving: waited } = await service(late.at(8).client('RST,ACK'), second);
    expect(waited).toMatchObject({ order: 'one-after-another', ending: 'client-reset' });
  });

  it('counts a request from its first sending, not from its repetition', async () => {
    const waiting = story(MESIN3).at(10).handshake().client('PSH,ACK', 'halo');
    waiting.at(60).client('PSH,ACK', 'halo', { seq: 1 }).server('ACK').at(105).server('PSH,ACK', 'halo');
    const { serving, connections } = await service(served(0, 5, 100), waiting);
    expect(serving).toMatchObject({ order: 'one-after-another', waited: 0.092 });
    expect(connections[1]!.request).toMatchObject({ relativeTime: 0.013 });
  });

  it('serves a client that has ended its own direction until its last answer', async () => {
    const half = story().at(0).handshake().client('FIN,PSH,ACK', 'halo').server('ACK');
    half.at(50).server('FIN,PSH,ACK', 'halo').client('ACK');
    const { serving } = await service(half, served(10, 55, 90, MESIN3));
    expect(serving).toMatchObject({ order: 'one-after-another', waiters: 1 });
  });
});

describe('several at once', () => {
  it('is told by an answer to what came after another client had its own', async () => {
    const first = story().at(0).handshake().client('PSH,ACK', 'a').server('PSH,ACK', 'A');
    first.at(20).client('PSH,ACK', 'b').server('PSH,ACK', 'B');
    const second = story(MESIN3).at(10).handshake().client('PSH,ACK', 'c').server('PSH,ACK', 'C');
    const { serving } = await service(first, second);
    expect(serving).toEqual({
      order: 'several-at-once',
      first: 0,
      second: 1,
      answers: [5, 10],
      request: 11,
      again: 12,
      closing: false,
    });
  });

  it('is weaker where the first client asked for nothing more: its TCP may still have held the data', async () => {
    const first = story()
      .at(0)
      .handshake()
      .client('PSH,ACK', 'a')
      .server('ACK', 1000)
      .at(20)
      .server('ACK', 1000);
    const second = story(MESIN3).at(10).handshake().client('PSH,ACK', 'c').server('PSH,ACK', 'C');
    const { serving } = await service(first, second);
    expect(serving).toMatchObject({ order: 'several-at-once', request: null, again: 11 });
  });

  it('is told by a FIN that the server answers while the next client is not done with', async () => {
    const { serving } = await service(served(0, 5, 100), served(10, 14, 120, MESIN3));
    expect(serving).toMatchObject({ order: 'several-at-once', closing: true, first: 0, second: 1 });
    // Without the server's FIN, nothing shows that its program still had the first connection in hand.
    const left = story().at(0).handshake().client('PSH,ACK', 'a').server('PSH,ACK', 'A');
    const { serving: open } = await service(
      left.at(100).client('FIN,ACK').server('ACK'),
      served(10, 14, 120, MESIN3),
    );
    expect(open).toMatchObject({ order: 'undecided', reason: 'idle-overlap', answers: [5, 11] });
    // Nor where it closes both when the second is done with, as a program that ends does.
    const { serving: late } = await service(served(0, 5, 200), served(10, 14, 120, MESIN3));
    expect(late).toMatchObject({ order: 'undecided', reason: 'idle-overlap' });
  });

  it('is not told by what the server only sends again', async () => {
    const first = story().at(0).handshake().client('PSH,ACK', 'a').server('PSH,ACK', 'A');
    first.at(20).server('PSH,ACK', 'A', { seq: 1 });
    const second = story(MESIN3).at(10).handshake().client('PSH,ACK', 'c').server('PSH,ACK', 'C');
    const { serving } = await service(first, second);
    expect(serving).toMatchObject({ order: 'undecided', reason: 'idle-overlap', first: 0, second: 1 });
  });

  it('is told also of a connection whose beginning was not captured, for which no wait is told', async () => {
    const first = story({ serverPort: 80 })
      .client('SYN', 0, { unseen: true })
      .server('SYN,ACK', 0, { unseen: true });
    first.client('ACK', 0, { unseen: true }).at(0).client('PSH,ACK', 'a').server('PSH,ACK', 'A');
    first.at(20).client('PSH,ACK', 'b').server('PSH,ACK', 'B');
    const second = served(10, 14, 100, { ...MESIN3, serverPort: 80 });
    const { serving, connections } = await service(first, second);
    expect(serving).toMatchObject({ order: 'several-at-once', first: 0, second: 1 });
    expect(connections[0]).toMatchObject({ established: null, waited: null });
  });
});

describe('what cannot be told', () => {
  it('is the order of clients that came one after another anyway', async () => {
    const { serving } = await service(served(0, 5, 10), served(50, 55, 60, MESIN3));
    expect(serving).toEqual({ order: 'undecided', reason: 'no-overlap' });
  });

  it('is that of one answer', async () => {
    const silent = story(MESIN3).at(20).handshake().client('PSH,ACK', 'b').server('ACK');
    const { serving, connections } = await service(served(0, 5, 100), silent);
    expect(serving).toEqual({ order: 'undecided', reason: 'few-answered' });
    expect(connections[1]).toMatchObject({ answer: null, waited: null });
  });

  it('is that of connections without data', async () => {
    const { serving } = await service(story().handshake(), story(MESIN3).at(1).handshake());
    expect(serving).toEqual({ order: 'undecided', reason: 'few-answered' });
  });

  it('is left out where a handshake was never completed, or the SYN refused', async () => {
    const halfOpen = story(MESIN3).at(10).client('SYN').server('SYN,ACK');
    const refused = story(MESIN3).at(10).client('SYN').server('RST,ACK');
    expect(await services(served(0, 5, 100), halfOpen, refused)).toEqual([]);
  });
});

describe('keep-alives and copies', () => {
  it("a keep-alive of the server's TCP is no answer", async () => {
    const waiting = story(MESIN3).at(10).handshake().client('PSH,ACK', 'halo').server('ACK');
    waiting.at(50).server('ACK', 1, { seq: 0 }).client('ACK').at(105).server('PSH,ACK', 'halo');
    const { serving, connections } = await service(served(0, 5, 100), waiting);
    expect(connections[1]).toMatchObject({ waited: 0.092, answer: { relativeTime: 0.105 } });
    expect(serving).toMatchObject({ order: 'one-after-another' });
  });

  it('a copy made by the capture is not sent again', async () => {
    const first = story().at(0).handshake().client('PSH,ACK', 'a').server('PSH,ACK', 'A');
    const second = story(MESIN3).at(0.1).handshake().client('PSH,ACK', 'c').server('PSH,ACK', 'C');
    first.at(5.5).from((packet) => ethernet(packet));
    const { serving } = await service(first, second);
    expect(serving).toMatchObject({ order: 'undecided', reason: 'idle-overlap', first: 0, second: 1 });
  });
});

describe('the clock', () => {
  const stories = () => [served(0, 5, 10), served(50, 55, 60, MESIN3)];
  it.each<[Service['clock'], [string, string][]]>([
    ['server', [['172.18.0.2', 'mesin1']]],
    ['elsewhere', [['172.18.0.9', 'mesin1']]],
    ['unknown', [['172.18.0.2', 'other']]],
    ['unknown', []],
  ])('is %s where the machines are %j', async (clock, hosts) => {
    const capture = await captured(merged(...stories()), 'folder/mesin1', new Map(hosts));
    expect(servicesOf(capture)[0]!.clock).toBe(clock);
  });

  it("is the server's where both ends are on one machine", async () => {
    const local = { client: '127.0.0.1', server: '127.0.0.1' };
    const { clock, clientAddressCount } = await service(served(0, 5, 10, local), served(50, 55, 60, local));
    expect([clock, clientAddressCount]).toEqual(['server', 1]);
  });

  it('that went back tells no wait', async () => {
    const back = served(0, 5, 100).frames.map((frame, i) =>
      i < 5 ? { ...frame, seconds: frame.seconds + 9 } : frame,
    );
    const capture = await captured([...back, ...served(200, 205, 300, MESIN3).frames]);
    expect(servicesOf(capture)[0]!.connections.map(({ waited }) => waited)).toEqual([null, 0.002]);
  });
});

it('many connections are counted, and told as far as asked for', async () => {
  const stories = Array.from({ length: 300 }, (_, i) => served(i * 10, i * 10 + 5, i * 10 + 8));
  const [told] = servicesOf(await captured(merged(...stories)), 20);
  expect([told!.connectionCount, told!.connections.length]).toEqual([300, 20]);
  expect(told!.serving).toEqual({ order: 'undecided', reason: 'no-overlap' });
});

/** The verdict on a server does not depend on what other servers do meanwhile, nor on which connection has which number. */
it('independent connections change no verdict', async () => {
  const plan = fc.record({ begin: fc.nat(50), think: fc.nat(60), stay: fc.nat(60) });
  const property = fc.asyncProperty(
    fc.array(plan, { minLength: 2, maxLength: 5 }),
    fc.array(plan, { maxLength: 5 }),
    async (ours, others) => {
      const all = (plans: typeof ours, serverPort: number): StoryFrame[][] =>
        plans.map(({ begin, think, stay }, i) => {
          const answer = begin + 4 + think;
          const setting = { serverPort, clientPort: 50000 + i, client: `172.18.1.${i + 1}` };
          // Fractions of their own, so that no two frames of a server fall on one time.
          const shift = i / 16 + (serverPort - 10000) / 64;
          return [...served(begin + shift, answer + shift, answer + 3 + stay + shift, setting).frames];
        });
      const verdict = async (frames: StoryFrame[][]): Promise<unknown> => {
        const capture = await captured(merged(...frames.map((each) => ({ frames: each }))));
        const told = servicesOf(capture).find(({ server }) => server.endsWith(':10000'))!;
        const client = (number: number) => capture.connection(number)!.client;
        const { serving } = told;
        const named =
          serving.order === 'one-after-another'
            ? [client(serving.served), client(serving.waiting), serving.waited]
            : serving.order === 'several-at-once'
              ? [client(serving.first), client(serving.second)]
              : serving.reason;
        return [
          serving.order,
          named,
          told.connections.map(({ client: name, waited }) => [name, waited]).sort(),
        ];
      };
      const alone = await verdict(all(ours, 10000));
      expect(await verdict([...all(others, 10001), ...all(ours, 10000)])).toEqual(alone);
      expect(await verdict([...all(ours, 10000).reverse(), ...all(others, 10001)])).toEqual(alone);
    },
  );
  await fc.assert(property, { numRuns: 60 });
});
