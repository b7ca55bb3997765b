import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIpv4, formatIpv6, formatMac } from '../../src/bytes/addresses.js';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replace(/[ :]/g, ''), 'hex'));

describe('formatIpv6', () => {
  it.each([
    // RFC 5952, 4.1: no leading zeros.
    ['2001:0db8:0001:0000:0000:0001:0000:0001', '2001:db8:1::1:0:1'],
    // 4.2.1: as short as possible.
    ['2001:0db8:0000:0000:0000:0000:0002:0001', '2001:db8::2:1'],
    // 4.2.2: one zero group alone stays.
    ['2001:0db8:0000:0001:0001:0001:0001:0001', '2001:db8:0:1:1:1:1:1'],
    // 4.2.3: the longest run, of equals the first.
    ['2001:0000:0000:0001:0000:0000:0000:0001', '2001:0:0:1::1'],
    ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1'],
    // 4.3: lower case.
    ['2001:0DB8:AAAA:BBBB:CCCC:DDDD:EEEE:FFFF', '2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff'],
    // 5: embedded IPv4 addresses.
    ['0000:0000:0000:0000:0000:ffff:c000:0201', '::ffff:192.0.2.1'],
    ['0000:0000:0000:0000:0000:0000:c000:0201', '::192.0.2.1'],
    ['0000:0000:0000:0000:0000:0000:0000:0001', '::1'],
    ['0000:0000:0000:0000:0000:0000:0000:0000', '::'],
    ['fe80:0000:0000:0000:0000:0000:0000:0000', 'fe80::'],
    ['0000:0000:0001:0000:0000:0000:0000:0000', '0:0:1::'],
  ])('%s is %s', (full, text) => {
    expect(formatIpv6(bytes(full), 0)).toBe(text);
  });

  it('agrees with the WHATWG URL host serializer but for embedded IPv4', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 }),
        (groups) => {
          fc.pre(groups.slice(0, 5).some((group) => group !== 0));
          const full = groups.map((group) => group.toString(16).padStart(4, '0')).join(':');
          expect(`[${formatIpv6(bytes(full), 0)}]`).toBe(new URL(`http://[${full}]/`).hostname);
        },
      ),
    );
  });

  it('is always an address', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (address) => {
        expect(isIPv6(formatIpv6(address, 0))).toBe(true);
      }),
    );
  });
});

describe('other addresses', () => {
  it('reads at the offset', () => {
    expect(formatIpv4(bytes('ff ac120002 ff'), 1)).toBe('172.18.0.2');
    expect(formatMac(bytes('ff 0242ac120002 ff'), 1)).toBe('02:42:ac:12:00:02');
    expect(formatIpv6(bytes(`ff${'00'.repeat(15)}02`), 1)).toBe('::2');
  });
});
