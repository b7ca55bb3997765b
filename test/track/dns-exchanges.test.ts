/** Stories of names looked up over UDP (RFC 1035; RFC 2308 for what does not exist). */
import { describe, expect, it } from 'vitest';
import { type DnsFields, dns, ethernet, filler, IP, ipv4, join, u16, udp } from '../support/packets.js';
import { story } from '../support/story.js';
import { tell, tellAsTshark, tsharkDifferences, tsharkIsHere } from '../support/told.js';

const client = '172.18.0.3';
const server = '172.18.0.53';
const name = 'www.its.ac.id';

const datagram = (
  from: string,
  to: string,
  ports: readonly [number, number],
  payload: Uint8Array,
): Uint8Array => ethernet(ipv4(udp(...ports, payload), { protocol: IP.udp, source: from, destination: to }));
const ask = (fields: DnsFields, ports: readonly [number, number] = [40001, 53]): Uint8Array =>
  datagram(client, server, ports, dns(fields));
const answer = (fields: DnsFields, ports: readonly [number, number] = [53, 40001]): Uint8Array =>
  datagram(server, client, ports, dns({ rcode: 0, ...fields }));

const a: DnsFields = { id: 1, name, type: 'A' };
const aaaa: DnsFields = { id: 2, name, type: 'AAAA' };
const found = [{ name, type: 'A', value: '103.94.189.4' }];

describe('dns-a-aaaa', () => {
  /** What getaddrinfo asks: A and AAAA at once. The name has an IPv4 address and no IPv6 address. */
  it('pairs each answer with its question', async () => {
    const said = story()
      .frame(ask(a))
      .frame(ask(aaaa))
      .at(10)
      .frame(answer({ ...a, answers: found }));
    const told = await tellAsTshark(said.frame(answer(aaaa)));
    expect(told.roles).toEqual(['dns-query', 'dns-query', 'dns-response', 'dns-response']);
    expect(told.facts('query')).toEqual({ 3: 1, 4: 2 });
    expect(told.facts('responseTime')).toEqual({ 3: 0.01, 4: 0.01 });
    expect(told.frame(1).facts).toMatchObject({ id: 1, name, type: 'A', transport: 'udp' });
    expect(told.frame(3).facts).toMatchObject({
      outcome: 'answer',
      rcode: 0,
      answers: [{ name, type: 'A', ttl: 300, value: '103.94.189.4' }],
    });
    expect(told.frame(4).facts).toMatchObject({ outcome: 'no-data', rcode: 0, answers: [], type: 'AAAA' });
    expect(
      told.lookups.map(({ type, outcome, query, response }) => [type, outcome, query, response]),
    ).toEqual([
      ['A', 'answer', 1, 3],
      ['AAAA', 'no-data', 2, 4],
    ]);
    expect(told.lookups[0]).toMatchObject({
      client: `${client}:40001`,
      server: `${server}:53`,
      responseTime: 0.01,
    });
  });

  /** An alias and the address it leads to are both told. */
  it('tells aliases in order', async () => {
    const answers = [
      { name, type: 'CNAME', value: 'web.its.ac.id' },
      { name: 'web.its.ac.id', type: 'A', value: '103.94.189.4', ttl: 60 },
    ];
    const told = await tellAsTshark(
      story()
        .frame(ask(a))
        .frame(answer({ ...a, answers })),
    );
    expect(told.frame(2).facts.answers).toEqual([
      { name, type: 'CNAME', ttl: 300, value: 'web.its.ac.id' },
      { name: 'web.its.ac.id', type: 'A', ttl: 60, value: '103.94.189.4' },
    ]);
    expect(told.frame(2).facts.outcome).toBe('answer');
  });

  /** RFC 2308, 2.2: an alias alone is no address: the name exists, the type does not. */
  it('an alias without the type asked for is no data', async () => {
    const answers = [{ name, type: 'CNAME', value: 'web.its.ac.id' }];
    const told = await tellAsTshark(
      story()
        .frame(ask(aaaa))
        .frame(answer({ ...aaaa, answers })),
    );
    expect(told.frame(2).facts.outcome).toBe('no-data');
  });
});

describe('outcomes', () => {
  /** RFC 1035, 4.1.1. */
  it.each([
    [3, 'name-error'],
    [2, 'server-failure'],
    [5, 'refused'],
    [4, 'error'],
  ])('rcode %i is %s', async (rcode, outcome) => {
    const told = await tellAsTshark(
      story()
        .frame(ask(a))
        .frame(answer({ ...a, rcode })),
    );
    expect(told.frame(2).facts).toMatchObject({ outcome, rcode, query: 1 });
    expect(told.lookups[0]).toMatchObject({ outcome, rcode });
  });

  /** RFC 1035, 4.2.1: the rest is to be asked for over TCP. */
  it('a truncated answer is told as such', async () => {
    const told = await tellAsTshark(
      story()
        .frame(ask(a))
        .frame(answer({ ...a, truncated: true })),
    );
    expect(told.frame(2).facts.outcome).toBe('truncated');
  });

  it('a question without an answer has none', async () => {
    const told = await tellAsTshark(story().frame(ask(a)));
    expect(told.lookups[0]).toMatchObject({
      query: 1,
      response: null,
      outcome: null,
      responseTime: null,
      answers: [],
    });
  });

  it('an answer without its question is a lookup all the same', async () => {
    const told = await tellAsTshark(story().frame(answer({ ...a, answers: found })));
    expect(told.frame(1).facts.query).toBeUndefined();
    expect(told.lookups[0]).toMatchObject({
      query: null,
      response: 1,
      outcome: 'answer',
      client: `${client}:40001`,
    });
  });
});

describe('retried', () => {
  /** resolv.conf's timeout: the same question, same id and port, after five seconds; both are answered. */
  it('each answer goes to the first question still open', async () => {
    const said = story()
      .frame(ask(a))
      .at(5000)
      .frame(ask(a))
      .frame(answer({ ...a, answers: found }));
    const told = await tell(said.frame(answer({ ...a, answers: found })));
    expect(told.facts('query')).toEqual({ 3: 1, 4: 2 });
    expect(told.facts('repeatsAnswer')).toEqual({});
    expect(told.lookups.map(({ query, response }) => [query, response])).toEqual([
      [1, 3],
      [2, 4],
    ]);
  });

  /** One question, two answers, as from a forged and a true one: the second is told as a repetition. */
  it('a second answer to one question repeats the first', async () => {
    const said = story()
      .frame(ask(a))
      .frame(answer({ ...a, answers: found }))
      .at(50)
      .frame(answer({ ...a, answers: found }));
    const told = await tell(said);
    expect(told.frame(3).facts).toMatchObject({ repeatsAnswer: 2 });
    expect(told.frame(3).facts.query).toBeUndefined();
    expect(told.lookups).toHaveLength(1);
  });

  /** Another name, type or id is another question. */
  it('keeps questions apart', async () => {
    const other: DnsFields = { ...a, name: 'its.ac.id' };
    const said = story()
      .frame(ask(a))
      .frame(ask(other))
      .frame(ask({ ...a, type: 'AAAA' }))
      .frame(ask({ ...a, id: 9 }));
    const told = await tell(
      said
        .frame(answer({ ...a, id: 9 }))
        .frame(answer({ ...a, type: 'AAAA' }))
        .frame(answer(other)),
    );
    expect(told.facts('query')).toEqual({ 5: 4, 6: 3, 7: 2 });
  });

  /** RFC 4343: names are compared without regard to case, and shown as they were asked. */
  it('compares names without regard to case', async () => {
    const told = await tell(
      story()
        .frame(ask({ ...a, name: 'WWW.its.AC.id' }))
        .frame(answer({ ...a, answers: found })),
    );
    expect(told.facts('query')).toEqual({ 2: 1 });
    expect(told.lookups[0]?.name).toBe('WWW.its.AC.id');
  });
});

describe('container resolver', () => {
  /** Docker's resolver listens on a port of its own at 127.0.0.11; the kernel rewrites 53 on the way, one side seen. */
  it('is known by content and paired across rewritten ports', async () => {
    const said = story()
      .frame(ask(a, [40001, 53]))
      .frame(answer({ ...a, answers: found }, [38211, 40001]));
    const told = await tell(said);
    expect(told.roles).toEqual(['dns-query', 'dns-response']);
    expect(told.frame(2)).toMatchObject({ protocol: 'DNS', sourcePort: 38211 });
    expect(told.frame(2).facts).toMatchObject({ query: 1, outcome: 'answer' });
  });

  it('is known by content where both sides were rewritten', async () => {
    const said = story()
      .frame(ask(a, [40001, 38211]))
      .frame(answer({ ...a, answers: found }, [38211, 40001]));
    const told = await tell(said);
    expect(told.roles).toEqual(['dns-query', 'dns-response']);
    expect(told.lookups).toHaveLength(1);
  });

  /** One byte to spare, and it is no DNS message. */
  it('is not seen where something is left over', async () => {
    const payload = join(dns(a), [0]);
    const told = await tell(story().frame(datagram(client, server, [40001, 38211], payload)));
    expect(told.frame(1)).toMatchObject({ role: 'udp', protocol: 'UDP' });
    expect(told.lookups).toHaveLength(0);
  });
});

describe('multicast', () => {
  /** RFC 6762 (5353) asks everybody; RFC 4795 (5355) asks once and is answered by one. */
  it('has names of its own', async () => {
    const mdns = datagram(
      client,
      '224.0.0.251',
      [5353, 5353],
      dns({ id: 0, name: 'printer.local', type: 'A' }),
    );
    const llmnr = datagram(client, '224.0.0.252', [50000, 5355], dns({ id: 4, name: 'printer', type: 'A' }));
    const told = await tellAsTshark(story().frame(mdns).frame(llmnr));
    expect(told.roles).toEqual(['dns-query', 'dns-query']);
    expect(told.rows.map(({ protocol }) => protocol)).toEqual(['MDNS', 'LLMNR']);
  });
});

describe('other datagrams', () => {
  it('are udp', async () => {
    const told = await tellAsTshark(story().frame(datagram(client, server, [5000, 5001], filler(30))));
    expect(told.frame(1)).toMatchObject({ role: 'udp', protocol: 'UDP', sourcePort: 5000 });
    expect(told.frame(1).facts.bytes).toBe(30);
  });

  /** Counts that can't be true: the port says DNS, the header and question are readable, the records are not. */
  it('DNS with records that are not there keeps its role', async () => {
    const message = dns({ ...a, rcode: 0, answers: found });
    const lying = join(message.subarray(0, 6), u16(9), message.subarray(8));
    const told = await tell(
      story()
        .frame(ask(a))
        .frame(datagram(server, client, [53, 40001], lying)),
    );
    expect(told.roles).toEqual(['dns-query', 'dns-response']);
    expect(told.frame(2).facts).toMatchObject({ query: 1, stopped: { layer: 'DNS' } });
    expect(told.frame(2).facts.answers).toHaveLength(1);
  });
});

it.skipIf(!tsharkIsHere)('agrees with tshark on every story above', async () => {
  expect(await tsharkDifferences()).toEqual([]);
});
