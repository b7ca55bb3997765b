import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../src/index.js';
import { dns, ethernet, IP, ipv4, udp } from '../support/packets.js';

const CLIENTS = ['172.18.0.3', '172.18.0.4'];
const SERVER = '172.18.0.53';

interface Message {
  readonly id: number;
  readonly name: string;
  readonly type: 'A' | 'AAAA';
  readonly client: number;
  readonly port: number;
  readonly isAnswer: boolean;
}

interface Asked {
  readonly of: Message;
  query: number | null;
  response: number | null;
}

/** What answers what, found by looking at every question. */
function pair(messages: readonly Message[]): { lookups: Asked[]; answered: (number | undefined)[] } {
  const lookups: Asked[] = [];
  const answered = messages.map((message, i) => {
    const frame = i + 1;
    if (!message.isAnswer) {
      lookups.push({ of: message, query: frame, response: null });
      return undefined;
    }
    const alike = lookups.filter(({ of, query }) => query !== null && isSame(of, message));
    const samePort = alike.filter(({ of }) => of.port === message.port);
    const candidates = samePort.length > 0 ? samePort : alike;
    const open = candidates.find(({ response }) => response === null);
    if (open !== undefined) open.response = frame;
    else if (candidates.length === 0) lookups.push({ of: message, query: null, response: frame });
    return open?.query ?? undefined;
  });
  return { lookups, answered };
}

function isSame(a: Message, b: Message): boolean {
  const names = a.name.toLowerCase() === b.name.toLowerCase();
  return names && a.id === b.id && a.type === b.type && a.client === b.client;
}

function frameOf({ id, name, type, client, port, isAnswer }: Message): Uint8Array {
  const answer = isAnswer ? { rcode: 0 } : {};
  const ports: [number, number] = isAnswer ? [53, port] : [port, 53];
  const [from, to]: [string, string] = isAnswer ? [SERVER, CLIENTS[client]!] : [CLIENTS[client]!, SERVER];
  const payload = udp(...ports, dns({ id, name, type, ...answer }));
  return ethernet(ipv4(payload, { protocol: IP.udp, source: from, destination: to }));
}

async function expectPaired(messages: readonly Message[]): Promise<void> {
  // Far enough apart that none is a copy of another.
  const frames = messages.map((message, i) => ({ bytes: frameOf(message), seconds: i }));
  const analysis = await analyze([frames]);
  const { lookups, answered } = pair(messages);
  expect([...analysis.frames()].map(({ facts }) => facts.query)).toEqual(answered);
  const told = [...analysis.lookups()].map(({ id, name, type, query, response, client, outcome }) => ({
    ...{ id, name, type, query, response, client, outcome },
  }));
  expect(told).toEqual(
    lookups.map(({ of, query, response }) => ({
      ...{ id: of.id, name: of.name, type: of.type, query, response },
      client: `${CLIENTS[of.client]}:${of.port}`,
      outcome: response === null ? null : 'no-data',
    })),
  );
}

const message = (ids: number, names: readonly string[]): fc.Arbitrary<Message> =>
  fc.record({
    id: fc.nat(ids),
    name: fc.constantFrom(...names),
    type: fc.constantFrom('A' as const, 'AAAA' as const),
    client: fc.nat(1),
    port: fc.integer({ min: 40000, max: 40002 }),
    isAnswer: fc.boolean(),
  });

describe('questions and answers', () => {
  test('an answer goes to the oldest open question that is like it', async () => {
    const few = fc.array(message(1, ['its.ac.id', 'ITS.ac.id', 'its.ac.jp']), { maxLength: 60 });
    await fc.assert(fc.asyncProperty(few, expectPaired), { numRuns: 200 });
  });

  test('among many', async () => {
    const names = Array.from({ length: 700 }, (_, i) => `mesin${i}.its.ac.id`);
    const many = fc.array(message(3, names), { minLength: 3000, maxLength: 3000 });
    await fc.assert(fc.asyncProperty(many, expectPaired), { numRuns: 3 });
  });
});
