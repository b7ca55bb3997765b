import { describe, expect, it } from 'vitest';
import { rdataText, unknownRdataText } from '../../src/wire/dns-rdata.js';
import { labels, wire } from './dns-build.js';

const text = (type: number, ...pieces: readonly (string | Uint8Array)[]): string | null => {
  const bytes = wire(...pieces);
  return rdataText(bytes, 0, 0, bytes.length, type);
};

const foo = labels('foo', 'example', 'com');
const fooOrg = labels('foo', 'example', 'org');

describe('record data in presentation form', () => {
  it.each([
    ['A', 1, wire('675ebd05'), '103.94.189.5'],
    ['AAAA', 28, wire('20010db8 00000000 00000000 00000001'), '2001:db8::1'],
    ['NS', 2, foo, 'foo.example.com'],
    ['CNAME', 5, foo, 'foo.example.com'],
    ['PTR to the root', 12, labels(), '.'],
    ['MX', 15, wire('000a', foo), '10 foo.example.com'],
    ['MX, none (RFC 7505)', 15, wire('0000', labels()), '0 .'],
    [
      'TXT',
      16,
      wire('03', Buffer.from('a b'), '02', Buffer.from('"\\'), '03 00c3a9'),
      '"a b" "\\"\\\\" "\\000\\195\\169"',
    ],
    ['TXT, empty string', 16, wire('00'), '""'],
    ['SRV (RFC 2782)', 33, wire('0000 0001 0009', foo), '0 1 9 foo.example.com'],
    [
      'SOA',
      6,
      wire(labels('ns'), labels('host.master', 'x'), 'ffffffff 00001c20 00000e10 00127500 00000e10'),
      'ns host\\.master.x 4294967295 7200 3600 1209600 3600',
    ],
    // RFC 4034, 5.4
    [
      'DS',
      43,
      wire('ec45 05 01 2BB183AF5F22588179A53B0A98631FAD1A292118'),
      '60485 5 1 2bb183af5f22588179a53b0a98631fad1a292118',
    ],
    // RFC 4034, 2.2
    ['DNSKEY', 48, wire('0100 03 05', Buffer.from('AQPSKmynfzW4', 'base64')), '256 3 5 AQPSKmynfzW4'],
    // RFC 4034, 3.3
    [
      'RRSIG',
      46,
      wire(
        '0001 05 03 00015180 3e7c9dd7 3e5510d7 0a52',
        labels('example', 'com'),
        Buffer.from('oJB1W6WNGv+ldvQ3', 'base64'),
      ),
      'A 5 3 86400 20030322173103 20030220173103 2642 example.com oJB1W6WNGv+ldvQ3',
    ],
    // RFC 4034, 4.3
    [
      'NSEC',
      47,
      wire(labels('host', 'example', 'com'), '00 06 400100000003 04 1b', '00'.repeat(26), '20'),
      'host.example.com A MX RRSIG NSEC TYPE1234',
    ],
    // RFC 5155, appendix A: the record of 0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example.
    [
      'NSEC3',
      50,
      wire('01 01 000c 04 aabbccdd 14 174eb2409fe28bcb4887a1836f957f0a8425e27b 00 07 220100000002 90'),
      '1 1 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr NS SOA MX RRSIG DNSKEY NSEC3PARAM',
    ],
    ['NSEC3PARAM', 51, wire('01 00 000c 04 aabbccdd'), '1 0 12 aabbccdd'],
    ['NSEC3PARAM without salt', 51, wire('01 00 0000 00'), '1 0 0 -'],
    // RFC 3597, 5
    ['a type not known', 731, wire('abcdef0102 03'), '\\# 6 abcdef010203'],
    ['a type not known, empty', 62347, wire(''), '\\# 0'],
  ] as const)('%s', (_, type, bytes, expected) => {
    expect(text(type, bytes)).toBe(expected);
  });

  it('compressed names lead into the message', () => {
    const bytes = wire('ffff', foo, '000a 04', Buffer.from('mail'), 'c004');
    expect(rdataText(bytes, 2, 2 + foo.length, bytes.length, 15)).toBe('10 mail.example.com');
  });
});

/** RFC 9460, appendix D. */
describe('SVCB and HTTPS', () => {
  it.each([
    ['figure 2: alias', '0000', foo, '', '0 foo.example.com'],
    ['figure 3: the owner itself', '0001', labels(), '', '1 .'],
    ['figure 4: port', '0010', foo, '0003 0002 0035', '16 foo.example.com port=53'],
    ['figure 5: unknown key', '0001', foo, '029b 0005 68656c6c6f', '1 foo.example.com key667="hello"'],
    [
      'figure 6: unknown key, octets',
      '0001',
      foo,
      '029b 0009 68656c6c6fd2716f6f',
      '1 foo.example.com key667="hello\\210qoo"',
    ],
    [
      'figure 7: IPv6 hints',
      '0001',
      foo,
      '0006 0020 20010db8000000000000000000000001 20010db8000000000000000000530001',
      '1 foo.example.com ipv6hint=2001:db8::1,2001:db8::53:1',
    ],
    [
      'figure 9: mandatory keys',
      '0010',
      fooOrg,
      '0000 0004 0001 0004 0001 0009 026832 0568332d3139 0004 0004 c0000201',
      '16 foo.example.org mandatory=alpn,ipv4hint alpn="h2,h3-19" ipv4hint=192.0.2.1',
    ],
    [
      'figure 10: comma and backslash in an id',
      '0010',
      fooOrg,
      '0001 000c 08 665c6f6f2c626172 02 6832',
      '16 foo.example.org alpn="f\\\\\\\\oo\\\\,bar,h2"',
    ],
    ['ech', '0001', labels(), '0005 0004 deadbeef', '1 . ech=3q2+7w=='],
    ['no-default-alpn', '0001', labels(), '0001 0003 026832 0002 0000', '1 . alpn="h2" no-default-alpn'],
    [
      'dohpath (RFC 9461)',
      '0001',
      labels(),
      '0007 0010 2f646e732d71756572797b3f646e737d',
      '1 . dohpath="/dns-query{?dns}"',
    ],
  ])('%s', (_, priority, target, parameters, expected) => {
    expect(text(64, priority, target, parameters)).toBe(expected);
    expect(text(65, priority, target, parameters)).toBe(expected);
  });

  it.each([
    ['keys that do not rise', '0003 0002 0035 0003 0002 0035'],
    ['a value beyond the end', '0003 0004 0035'],
    ['half a parameter', '0003 00'],
    ['a port of three bytes', '0003 0003 000035'],
    ['an empty list of addresses', '0004 0000'],
    ['half an address', '0004 0006 c0000201 c000'],
    ['an id beyond its list', '0001 0003 036832'],
    ['an empty id', '0001 0001 00'],
    ['a value where none may be', '0001 0003 026832 0002 0001 00'],
  ])('refuses %s', (_, parameters) => {
    expect(text(65, '0001', labels(), parameters)).toBeNull();
  });
});

describe('data that is not of its type', () => {
  it.each([
    ['A of 3 bytes', 1, '010203'],
    ['A of 5 bytes', 1, '0102030405'],
    ['A of none', 1, ''],
    ['AAAA of 4 bytes', 28, '01020304'],
    ['MX without a name', 15, '000a'],
    ['MX of one byte', 15, '00'],
    ['a name without end', 5, '0161'],
    ['bytes after the name', 5, '0161 00 00'],
    ['a string beyond its record', 16, '0261'],
    ['TXT without a string', 16, ''],
    ['SOA without its numbers', 6, '00 00 00000001'],
    ['NSEC, empty window', 47, '00 0000'],
    ['NSEC, window of 33 bytes', 47, `00 0021 ${'00'.repeat(33)}`],
    ['NSEC, windows that do not rise', 47, '00 000140 000140'],
    ['RRSIG cut', 46, '0001 05 03 00015180'],
    ['NSEC3 cut', 50, '01 01 000c 04 aabb'],
  ] as const)('%s', (_, type, hex) => {
    expect(text(type, hex)).toBeNull();
  });

  it('still has the generic form', () => {
    expect(unknownRdataText(wire('ff 010203'), 1, 4)).toBe('\\# 3 010203');
  });
});
