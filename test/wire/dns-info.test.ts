import { describe, expect, it } from 'vitest';
import { dnsInfo } from '../../src/wire/dns-info.js';
import { DnsOutline } from '../../src/wire/dns-outline.js';
import { header, labels, question, record, toQuestion, wire } from './dns-build.js';

const its = labels('www', 'its', 'ac', 'id');
const outline = new DnsOutline();
const info = (multicast: boolean, ...pieces: readonly (string | Uint8Array)[]): string => {
  const bytes = wire(...pieces);
  outline.read(bytes, 0, bytes.length, multicast);
  return dnsInfo(outline);
};

/** Expectations are what TShark 4.0.17 prints for these bytes. */
describe('dnsInfo', () => {
  it('a query', () => {
    expect(info(false, header({ id: 0x1a2b, flags: 0x0100, questions: 1 }), question(its, 1))).toBe(
      'Standard query 0x1a2b A www.its.ac.id',
    );
  });

  it('an answer', () => {
    expect(
      info(
        false,
        header({ id: 0x1a2b, flags: 0x8180, questions: 1, answers: 2, additional: 1 }),
        question(its, 1),
        record(toQuestion, 5, labels('its', 'ac', 'id')),
        record(toQuestion, 1, '675ebd05'),
        '00 0029 04d0 00000000 0000',
      ),
    ).toBe('Standard query response 0x1a2b A www.its.ac.id CNAME its.ac.id A 103.94.189.5 OPT');
  });

  it('an error', () => {
    expect(
      info(
        false,
        header({ id: 0x1a2b, flags: 0x8183, questions: 1, authority: 1 }),
        question(labels('foo', 'example'), 1),
        record('c010', 6, wire(labels('ns', 'example'), labels(), '00'.repeat(20))),
      ),
    ).toBe('Standard query response 0x1a2b No such name A foo.example SOA ns.example');
  });

  it.each([
    ['MX', record(toQuestion, 15, wire('000a', its)), 'MX 10 www.its.ac.id'],
    ['SRV', record(toQuestion, 33, wire('0001 0002 0003', its)), 'SRV 1 2 3 www.its.ac.id'],
    ['NSEC', record(toQuestion, 47, wire(its, '00 01 40')), 'NSEC www.its.ac.id'],
    ['TXT', record(toQuestion, 16, wire('0161')), 'TXT'],
    ['DNSKEY', record(toQuestion, 48, '0100 03 05 00'), 'DNSKEY'],
    ['a type without a mnemonic here', record(toQuestion, 44, '0102'), 'SSHFP'],
    ['a type without any', record(toQuestion, 4711, '0102'), 'Unknown (4711)'],
    ['the root', record(toQuestion, 2, '00'), 'NS <Root>'],
  ])('%s', (_, bytes, text) => {
    expect(info(false, header({ flags: 0x8180, questions: 1, answers: 1 }), question(its, 255), bytes)).toBe(
      `Standard query response 0x0000 ANY www.its.ac.id ${text}`,
    );
  });

  it('mDNS: how the answer is wanted, what it replaces, names with spaces', () => {
    expect(
      info(
        true,
        header({ questions: 2, authority: 1 }),
        question(labels('_ipp', '_tcp', 'local'), 12),
        labels('LP (9)', 'local'),
        '00ff 8001',
        `${toQuestion} 0001 8001 00000078 0004 c0a80002`,
      ),
    ).toBe(
      'Standard query 0x0000 PTR _ipp._tcp.local, "QM" question ANY LP (9).local, "QU" question A, cache flush 192.168.0.2',
    );
  });

  it('operations and results by number', () => {
    expect(info(false, header({ flags: 0xa805 }))).toBe('Dynamic update response 0x0000 Refused');
    expect(info(false, header({ flags: 0xe80f }))).toBe(
      'Unknown operation (13) response 0x0000 Unknown error (15)',
    );
  });

  it('is never longer than Wireshark would show', () => {
    const records = Array.from({ length: 2000 }, () => record(toQuestion, 2, its));
    const line = info(
      false,
      header({ flags: 0x8180, questions: 1, answers: 2000 }),
      question(its, 2),
      ...records,
    );
    expect(line).toHaveLength(4095);
  });
});
