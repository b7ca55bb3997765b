/** Names of DNS types and classes. */

const TYPES: Readonly<Record<number, string>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  12: 'PTR',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
  41: 'OPT',
  43: 'DS',
  46: 'RRSIG',
  47: 'NSEC',
  48: 'DNSKEY',
  50: 'NSEC3',
  51: 'NSEC3PARAM',
  64: 'SVCB',
  65: 'HTTPS',
};

const CLASSES: Readonly<Record<number, string>> = { 1: 'IN', 3: 'CH', 4: 'HS', 254: 'NONE', 255: 'ANY' };

/** Mnemonic of a type whose data we understand, else `TYPE` and its number (RFC 3597, 5). */
export function dnsTypeText(type: number): string {
  return TYPES[type] ?? `TYPE${type}`;
}

/** Mnemonic of a class, else `CLASS` and its number (RFC 3597, 5). */
export function dnsClassText(value: number): string {
  return CLASSES[value] ?? `CLASS${value}`;
}
