import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIpv4, formatIpv6, formatMac } from '../../src/bytes/addresses.js';
import { AddressTable } from '../../src/table/address-table.js';
import { address } from '../support/packets.js';

describe('AddressTable', () => {
  it('gives one number to one address, wherever it lies', () => {
    const table = new AddressTable();
    const bytes = new Uint8Array([9, ...address('172.18.0.2'), 9, 9, ...address('172.18.0.2')]);
    const id = table.ipv4(bytes, 1);
    expect(id).toBeGreaterThan(0);
    expect(table.ipv4(bytes, 7)).toBe(id);
    expect(table.ipv4(address('172.18.0.3'), 0)).not.toBe(id);
    expect(table.size).toBe(3);
  });

  it('knows what kind of address it is, and writes it as people do', () => {
    const table = new AddressTable();
    const v4 = table.ipv4(address('172.18.0.2'), 0);
    const v6 = table.ipv6(address('2001:db8::2'), 0);
    const mac = table.mac(address('02:42:ac:12:00:02'), 0);
    expect([v4, v6, mac].map((id) => table.kind(id))).toEqual([4, 16, 6]);
    expect([v4, v6, mac].map((id) => table.text(id))).toEqual([
      '172.18.0.2',
      '2001:db8::2',
      '02:42:ac:12:00:02',
    ]);
    expect(table.bytes(v6)).toEqual(address('2001:db8::2'));
    expect(table.bytes(mac)).toEqual(address('02:42:ac:12:00:02'));
    expect(table.text(v4)).toBe(table.text(v4));
  });

  it('has nothing under 0', () => {
    const table = new AddressTable();
    expect([table.kind(0), table.text(0), [...table.bytes(0)]]).toEqual([0, null, []]);
  });

  /** 0.0.0.0, :: and 00:00:00:00:00:00 begin with the same bytes. */
  it('tells kinds apart where the bytes are the same', () => {
    const table = new AddressTable();
    const zeros = new Uint8Array(16);
    expect(new Set([table.ipv4(zeros, 0), table.ipv6(zeros, 0), table.mac(zeros, 0)]).size).toBe(3);
  });

  /** As a map from text would: equal numbers where texts are equal, whatever was added in between. */
  it('is a map, also once it has grown', () => {
    const one = fc.tuple(
      fc.constantFrom(4 as const, 6 as const, 16 as const),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
    );
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), fc.nat(3000), (given, more) => {
        const table = new AddressTable();
        const expected = new Map<string, number>();
        const add = ([kind, bytes]: readonly [4 | 6 | 16, Uint8Array]): void => {
          const id =
            kind === 4 ? table.ipv4(bytes, 0) : kind === 6 ? table.mac(bytes, 0) : table.ipv6(bytes, 0);
          const format = kind === 4 ? formatIpv4 : kind === 6 ? formatMac : formatIpv6;
          const text = `${kind} ${format(bytes, 0)}`;
          expect(id).toBe(expected.get(text) ?? id);
          expected.set(text, id);
          expect(table.text(id)).toBe(format(bytes, 0));
        };
        given.forEach(add);
        for (let number = 0; number < more; number++) {
          const bytes = new Uint8Array(16);
          new DataView(bytes.buffer).setUint32(0, number * 0x01000193);
          add([4, bytes]);
        }
        given.forEach(add);
        expect(new Set(expected.values()).size).toBe(expected.size);
        expect(table.size).toBe(expected.size + 1);
      }),
      { numRuns: 25 },
    );
  });
});

it('every id given is listed once, and lies below the bound', () => {
  const table = new AddressTable();
  const given = new Set<number>();
  for (let i = 0; i < 3000; i++) {
    const bytes = Uint8Array.from({ length: 16 }, (_, at) => (i * 31 + at * i) & 255);
    given.add(i % 3 === 0 ? table.ipv4(bytes, 0) : i % 3 === 1 ? table.ipv6(bytes, 0) : table.mac(bytes, 0));
  }
  expect([...table.ids()].sort((a, b) => a - b)).toEqual([...given].sort((a, b) => a - b));
  expect(Math.max(...given)).toBeLessThan(table.bound);
});
