import {
  analyze,
  CONNECTIONS,
  Connection,
  type ConnectionRow,
  connectionRow,
  dnsOutcomeWords,
  type ListWriterOptions,
  LOOKUPS,
  Lookup,
  type LookupRow,
  lookupRow,
  outcomeWords,
  type PerDirection,
  plainFields,
  writeList,
} from 'framewise';
import { en } from 'framewise/locales/en';
import { id } from 'framewise/locales/id';
import { openCapture } from 'framewise/node';
import { describe, expect, it } from 'vitest';
import { Gathered, sample } from './support.js';

const read = async (path: string) => analyze([openCapture(sample(path))]);

describe('a connection', () => {
  it('has its ends, its size, its times and how it ended', async () => {
    const [first] = (await read('04-two-clients/mesin1.pcap')).connections();
    expect(first).toBeInstanceOf(Connection);
    const connection = first!;
    const payload: PerDirection = connection.payload;
    expect(connection.server).toBe('172.18.0.2:32444');
    expect(connection.clientAddress).toBe('172.18.0.3');
    expect(connection.clientInferred).toBe(false);
    expect(payload).toEqual({ client: 46 + 35, server: 46 + 35 });
    expect([connection.firstFrame, connection.lastFrame]).toEqual([3, 26]);
    expect(connection.duration).toBeGreaterThan(0.6);
    expect([connection.state, connection.history, connection.completeness]).toEqual(['SF', 'ShADadFf', 31]);
    expect(connection.communityId).toMatch(/^1:[\w+/]{27}=$/);
    expect(outcomeWords(connection.outcome, en)).toBe('closed normally with a FIN from both sides');
  });

  it('as plain data', async () => {
    const [connection] = (await read('05-refused/mesin2.pcap')).connections();
    const row: ConnectionRow = connectionRow(connection!, id);
    expect(row).toMatchObject({
      capture: 'mesin2',
      connection: 0,
      server: '172.18.0.2:10000',
      state: 'REJ',
      handshakeRtt: null,
      outcome: id.outcomes.refused,
    });
  });
});

describe('a lookup', () => {
  it('has question, answer and the time between', async () => {
    const [a, aaaa] = (await read('01-name-lookup/mesin1.pcap')).lookups();
    expect(a).toBeInstanceOf(Lookup);
    expect([a?.name, a?.type, a?.query, a?.response]).toEqual(['www.its.ac.id', 'A', 3, 5]);
    expect(a?.answers).toEqual([{ name: 'www.its.ac.id', type: 'A', ttl: 300, value: '103.94.189.4' }]);
    expect(a?.responseTime).toBeCloseTo(0.017482, 6);
    expect(aaaa?.outcome).toBe('no-data');
    expect(dnsOutcomeWords('no-data', id)).toBe(id.dnsOutcomes['no-data']);
  });

  it('as plain data', async () => {
    const [lookup] = (await read('01-name-lookup/mesin1.pcap')).lookups();
    const row: LookupRow = lookupRow(lookup!);
    expect(row).toMatchObject({ transport: 'udp', server: '172.18.0.53:53', outcome: 'answer', rcode: 0 });
  });
});

describe('lists', () => {
  it('of connections, as a table', async () => {
    const { captures } = await read('04-two-clients/mesin1.pcap');
    const output = new Gathered();
    await writeList(CONNECTIONS, captures, output, { format: 'markdown', locale: en });
    expect(output.text).toContain('172.18.0.4');
  });

  it('of lookups, as CSV with chosen columns', async () => {
    const { captures } = await read('01-name-lookup/mesin1.pcap');
    const options: ListWriterOptions = {
      format: 'csv',
      locale: en,
      fields: plainFields(['name', 'type', 'outcome'], LOOKUPS.fields),
    };
    const output = new Gathered();
    await writeList(LOOKUPS, captures, output, options);
    expect(output.text.split('\r\n')).toEqual([
      'name,type,outcome',
      'www.its.ac.id,A,answer',
      'www.its.ac.id,AAAA,no-data',
      '',
    ]);
  });
});
