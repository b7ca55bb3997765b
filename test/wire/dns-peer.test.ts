import dnsPacket from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWholeDnsMessage } from '../../src/wire/dns.js';
import { parseDnsMessage } from '../../src/wire/dns-message.js';

const label = fc.stringMatching(/^[a-zA-Z0-9_-]{1,20}$/);
const name = fc.array(label, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'));
const u16 = fc.nat(0xffff);
const u32 = fc.nat(0xffffffff);
const ipv4 = fc.ipV4();

/** A record as dns-packet wants it, and the value that it must have. */
type Data = readonly [type: string, data: unknown, value: string];
const data: fc.Arbitrary<Data> = fc.oneof(
  ipv4.map((address): Data => ['A', address, address]),
  fc
    .array(fc.integer({ min: 1, max: 0xffff }), { minLength: 8, maxLength: 8 })
    .map((groups) => groups.map((group) => group.toString(16)).join(':'))
    .map((address): Data => ['AAAA', address, address]),
  fc.tuple(fc.constantFrom('NS', 'CNAME', 'PTR'), name).map(([type, to]): Data => [type, to, to]),
  fc
    .tuple(u16, name)
    .map(([preference, exchange]): Data => ['MX', { preference, exchange }, `${preference} ${exchange}`]),
  fc
    .tuple(u16, u16, u16, name)
    .map(
      ([priority, weight, port, target]): Data => [
        'SRV',
        { priority, weight, port, target },
        `${priority} ${weight} ${port} ${target}`,
      ],
    ),
  fc
    .array(fc.stringMatching(/^[a-z =;]{0,30}$/), { minLength: 1, maxLength: 3 })
    .map((texts): Data => ['TXT', texts, texts.map((text) => `"${text}"`).join(' ')]),
  fc
    .tuple(name, name, u32, u32, u32, u32, u32)
    .map(
      ([mname, rname, serial, refresh, retry, expire, minimum]): Data => [
        'SOA',
        { mname, rname, serial, refresh, retry, expire, minimum },
        `${mname} ${rname} ${serial} ${refresh} ${retry} ${expire} ${minimum}`,
      ],
    ),
);
const records = fc.array(fc.tuple(name, u32, data), { maxLength: 4 });

type Records = readonly (readonly [string, number, Data])[];
const sent = (list: Records): dnsPacket.Answer[] =>
  list.map(([owner, ttl, [type, value]]) => ({ type, name: owner, ttl, data: value }) as dnsPacket.Answer);
const expected = (list: Records): unknown[] =>
  list.map(([owner, ttl, [type, , value]]) => ({
    name: owner,
    type,
    class: 'IN',
    ttl,
    value,
    cacheFlush: false,
  }));

describe('what dns-packet encodes', () => {
  it('is read back', () => {
    fc.assert(
      fc.property(u16, name, records, records, records, (id, asked, answers, authority, additional) => {
        const bytes = dnsPacket.encode({
          type: 'response',
          id,
          flags: dnsPacket.RECURSION_DESIRED | dnsPacket.AUTHORITATIVE_ANSWER,
          questions: [{ type: 'A', name: asked }],
          answers: sent(answers),
          authorities: sent(authority),
          additionals: sent(additional),
        });
        const message = parseDnsMessage(bytes, 0, bytes.length);
        expect(message.stopped).toBeUndefined();
        expect(message).toMatchObject({ id, response: true, authoritative: true, recursionDesired: true });
        expect(message.questions[0]).toMatchObject({ name: asked, type: 'A', class: 'IN' });
        expect(message.answers).toEqual(expected(answers));
        expect(message.authority).toEqual(expected(authority));
        expect(message.additional).toEqual(expected(additional));
        expect(isWholeDnsMessage(bytes, 0, bytes.length)).toBe(true);
      }),
    );
  });

  it('DNSSEC records too', () => {
    const bytes = dnsPacket.encode({
      type: 'response',
      answers: [
        {
          type: 'DS',
          name: 'a.b',
          data: { keyTag: 12345, algorithm: 8, digestType: 2, digest: Buffer.from('00ff', 'hex') },
        },
        {
          type: 'DNSKEY',
          name: 'a.b',
          data: { flags: 257, algorithm: 13, key: Buffer.from('c2VjcmV0', 'base64') },
        },
        {
          type: 'RRSIG',
          name: 'a.b',
          data: {
            typeCovered: 'A',
            algorithm: 13,
            labels: 2,
            originalTTL: 300,
            expiration: Date.UTC(2024, 0, 2, 3, 4, 5) / 1000,
            inception: Date.UTC(2023, 11, 31, 23, 59, 59) / 1000,
            keyTag: 54321,
            signersName: 'b',
            signature: Buffer.from('c2VjcmV0', 'base64'),
          },
        },
        { type: 'NSEC', name: 'a.b', data: { nextDomain: 'c.b', rrtypes: ['A', 'DNSKEY', 'CAA', 'DLV'] } },
        {
          type: 'NSEC3',
          name: 'a.b',
          data: {
            algorithm: 1,
            flags: 0,
            iterations: 257,
            salt: Buffer.alloc(0),
            nextDomain: Buffer.from('0123456789abcdef0123456789abcdef01234567', 'hex'),
            rrtypes: ['A', 'RRSIG'],
          },
        },
      ],
    });
    expect(parseDnsMessage(bytes, 0, bytes.length).answers.map(({ value }) => value)).toEqual([
      '12345 8 2 00ff',
      '257 3 13 c2VjcmV0',
      'A 13 2 300 20240102030405 20231231235959 54321 b c2VjcmV0',
      'c.b A DNSKEY TYPE257 TYPE32769',
      '1 0 257 - 04hkaps9lf6uu0938ljojaudts0i6hb7 A RRSIG',
    ]);
  });
});
