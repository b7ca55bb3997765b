/** Lists of several captures at a time: what is written is what one after another gives, whoever is faster. */
import { readFileSync } from 'node:fs';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { OwnTeller, Told } from '../../src/cli/teller.js';
import { Rooms } from '../../src/cli/threads/rooms.js';
import { serve } from '../../src/cli/threads/serve.js';
import { Taken } from '../../src/cli/threads/taken.js';
import type { FromThread, Job, Share, Thread, Threads } from '../../src/cli/threads/thread.js';
import { ThreadTeller } from '../../src/cli/threads/thread-teller.js';
import { sample } from '../report/support.js';
import { framewise, type Surroundings, temporaryFolder } from './support.js';

/** Writes lists as threads do, and is told what they are told, but in this thread. */
class ThreadsHere implements Threads {
  readonly most: number;
  started = 0;
  readonly #ports: MessagePort[] = [];

  constructor(most: number) {
    this.most = most;
  }

  start(share: Share): Thread {
    const { port1, port2 } = new MessageChannel();
    this.#ports.push(port1);
    this.started++;
    void serve(port2, structuredClone(share));
    return port1 as Thread;
  }

  stop(): void {
    for (const port of this.#ports) port.close();
  }
}

const file = temporaryFolder();
const echo = readFileSync(sample('02-echo/mesin1.pcap'));
const captures = {
  two: [sample('02-echo/mesin1.pcap'), sample('02-echo/mesin2.pcap')],
  'two of a name': [sample('02-echo/mesin1.pcap'), sample('10-lossy/mesin1.pcap')],
  'one that names itself': [`web=${sample('04-two-clients/mesin1.pcap')}`, sample('02-echo/mesin1.pcap')],
  'several that have none': [
    sample('19-datagrams/mesin1.pcap'),
    sample('19-datagrams/mesin2.pcap'),
    sample('02-echo/mesin2.pcap'),
  ],
  'many, some of them faulty': [
    file('text.pcap', 'No. Time Source\n1 0.0 10.0.0.1\n'),
    sample('18-lost-reset/mesin1.pcap'),
    file('cut.pcap', echo.subarray(0, 700)),
    file('whole.pcap.gz', gzipSync(echo)),
    file('cut.pcap.gz', gzipSync(echo).subarray(0, 300)),
    sample('07-ipv6/mesin1.pcap'),
    sample('07-ipv6/mesin2.pcap'),
  ],
};

const forms = [
  ['connections'],
  ['connections', '--lang', 'id'],
  ['connections', '--format', 'markdown', '--host', 'other=172.18.0.9'],
  ['connections', '--format', 'csv'],
  ['connections', '--format', 'csv', '--fields', 'capture,outcome,connection'],
  ['connections', '--format', 'json', '--lang', 'id'],
  ['connections', '--format', 'ndjson', '-c', '1'],
  ['connections', '--format', 'json', '--connection', '99'],
  ['connections', '--format', 'ndjson', '--limits', 'maxEndedConnections=1'],
  ['lookups'],
  ['lookups', '--format', 'markdown', '--lang', 'id'],
  ['lookups', '--format', 'csv'],
  ['lookups', '--format', 'json'],
  ['lookups', '--format', 'ndjson', '--fields', 'name,answers'],
];

let threads = new ThreadsHere(2);
afterEach(() => threads.stop());

describe.each(Object.entries(captures))('of %s', (_, paths) => {
  it.each(forms.map((form) => [form.join(' '), form] as const))('%s', async (_name, given) => {
    for (const surroundings of [{}, { terminal: 50 }] satisfies Surroundings[]) {
      const alone = await framewise([...given, ...paths], surroundings);
      for (const most of [2, 8]) {
        threads = new ThreadsHere(most);
        expect(await framewise([...given, ...paths], { ...surroundings, threads })).toEqual(alone);
        // When the first capture is told, one more begins if there is something left to tell.
        expect(threads.started).toBeGreaterThanOrEqual(Math.min(paths.length, most) - 1);
        expect(threads.started).toBeLessThanOrEqual(Math.min(paths.length - 1, most));
      }
    }
  });
});

describe('threads are asked for', () => {
  it('only where captures are listed one by one, and there are several', async () => {
    threads = new ThreadsHere(2);
    await framewise(['connections', captures.two[0]!], { threads });
    await framewise(['explain', ...captures.two], { threads });
    await framewise(['explain', '--format', 'ndjson', ...captures.two], { threads });
    await framewise(['match', ...captures.two], { threads });
    expect(threads.started).toBe(0);
  });

  it('only where it is known of all captures how large they are', async () => {
    threads = new ThreadsHere(2);
    const { status } = await framewise(['connections', ...captures.two, '/nonexistent/missing.pcap'], {
      threads,
    });
    expect([status, threads.started]).toEqual([2, 0]);
  });
});

/** A thread that says what a test has it say. */
class Puppet implements Thread {
  freed = 0;
  readonly #share: Share;
  readonly #listeners = new Map<string, (said: never) => void>();

  constructor(share: Share) {
    this.#share = share;
  }

  postMessage(): void {
    this.freed++;
  }

  on(event: string, listener: (said: never) => void): void {
    this.#listeners.set(event, listener);
  }

  says(message: FromThread): void {
    this.#listeners.get('message')?.(message as never);
  }

  /** Takes the next capture that is left. */
  takes(): number {
    return new Taken(this.#share.taken).takeNext(this.#share.number)!;
  }

  writes(index: number, text: string): void {
    const filled = new Rooms(this.#share.rooms).fill(new TextEncoder().encode(text));
    this.says({ kind: 'piece', index, ...filled! });
  }

  ends(index: number): void {
    this.says({ kind: 'told', index, told: toldOf(`${index}`) });
  }

  dies(reason?: string): void {
    if (reason !== undefined) this.#listeners.get('error')?.(new Error(reason) as never);
    this.#listeners.get('exit')?.(1 as never);
  }
}

const toldOf = (label: string): Told => ({
  summary: { label, frames: 1, connections: 0, dropped: 0, forgotten: 0, fault: undefined },
  row: '{}',
});

describe('what threads write', () => {
  let written = '';
  const output = {
    borrows: true,
    write: async (bytes: Uint8Array) => {
      written += new TextDecoder().decode(bytes.slice());
    },
  };
  const own = {
    bytesRead: 5,
    tell: async (index: number) => {
      written += `<${index} here>`;
      return toldOf('own');
    },
  } as unknown as OwnTeller;

  /** @param most threads, with this one @param given threads that the system gives */
  function telling(count: number, most: number, given = most): { teller: ThreadTeller; puppets: Puppet[] } {
    const puppets: Puppet[] = [];
    const start = (share: Share): Thread | undefined => {
      if (puppets.length === given) return undefined;
      puppets.push(new Puppet(share));
      return puppets.at(-1);
    };
    const job = { captures: Array.from({ length: count }, () => ({ path: '', label: '' })) };
    written = '';
    const teller = new ThreadTeller({ most, start, stop: () => undefined }, own, job as unknown as Job);
    return { teller, puppets };
  }

  it('waits for its turn', async () => {
    const { teller, puppets } = telling(4, 3);
    const [one, other] = puppets as [Puppet, Puppet];
    expect([one.takes(), other.takes()]).toEqual([1, 2]);
    other.writes(2, 'two');
    other.ends(2);
    expect(other.takes()).toBe(3);
    other.writes(3, 'three');
    expect(written).toBe('');
    expect(await teller.tell(0, output)).toEqual(toldOf('own'));
    one.writes(1, 'on');
    const first = teller.tell(1, output);
    one.writes(1, 'e');
    one.ends(1);
    expect(await first).toEqual(toldOf('1'));
    expect(await teller.tell(2, output)).toEqual(toldOf('2'));
    other.ends(3);
    expect(await teller.tell(3, output)).toEqual(toldOf('3'));
    expect(written).toBe('<0 here>onetwothree');
    expect([one.freed, other.freed]).toEqual([2, 2]);
  });

  it('is no longer written here alone: one more thread begins when this one only waits', async () => {
    const { teller, puppets } = telling(9, 3);
    expect(puppets).toHaveLength(2);
    await teller.tell(0, output);
    expect(puppets).toHaveLength(3);
  });

  it('counts the bytes that all have read', () => {
    const { teller, puppets } = telling(3, 3);
    puppets[0]!.says({ kind: 'read', bytes: 100 });
    puppets[1]!.says({ kind: 'read', bytes: 20 });
    puppets[0]!.says({ kind: 'read', bytes: 200 });
    expect(teller.bytesRead).toBe(225);
  });

  it.each([
    ['by an error', 'no more'],
    ['just so', undefined],
  ] as const)('is written here where its thread ends %s before it is its turn', async (_, reason) => {
    const { teller, puppets } = telling(4, 2);
    const [thread] = puppets as [Puppet];
    thread.takes();
    thread.writes(1, 'whole');
    thread.ends(1);
    thread.takes();
    thread.writes(2, 'half');
    thread.dies(reason);
    for (const index of [0, 1, 2]) await teller.tell(index, output);
    expect(written).toBe('<0 here>whole<2 here>');
  });

  it('is an error where its thread ends when some of it is written', async () => {
    const { teller, puppets } = telling(2, 2);
    puppets[0]!.takes();
    puppets[0]!.writes(1, 'half');
    await teller.tell(0, output);
    const told = teller.tell(1, output);
    await Promise.resolve();
    puppets[0]!.dies('no more');
    await expect(told).rejects.toThrow('no more');
    expect(written).toBe('<0 here>half');
  });

  it('is written here where the system gives no threads, or none has taken it yet', async () => {
    for (const given of [0, 1]) {
      const { teller } = telling(3, 2, given);
      for (const index of [0, 1, 2]) await teller.tell(index, output);
      expect(written).toBe('<0 here><1 here><2 here>');
    }
  });
});

describe('rooms', () => {
  const memory = new SharedArrayBuffer(2 << 20);

  it('are filled by the one and read by the other, whatever the length and place of a text', () => {
    const [filler, reader] = [new Rooms(memory), new Rooms(memory)];
    const text = Uint8Array.from({ length: 5000 }, (_, i) => 32 + ((i * 7) % 95));
    for (const length of [1, 7, 8, 9, 63, 4096, 4999]) {
      const { room, length: taken } = filler.fill(text.subarray(1, 1 + length))!;
      expect([...reader.bytes(room, taken)]).toEqual([...text.subarray(1, 1 + length)]);
      reader.free(room);
    }
  });

  it('take of a long text what one holds, are as many as there is memory for, and are used again', () => {
    const rooms = new Rooms(memory);
    const text = new Uint8Array(3 << 20).fill(120);
    const filled = [rooms.fill(text), rooms.fill(text), rooms.fill(text)];
    expect(filled.map((each) => each?.room)).toEqual([0, 1, 2]);
    for (const each of filled) expect(each!.length).toBeLessThan(1 << 20);
    expect(rooms.fill(text)).toBeUndefined();
    rooms.free(1);
    expect(rooms.fill(text)?.room).toBe(1);
  });
});
