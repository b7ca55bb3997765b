/** Names of DNS types and classes. */

/** Type numbers (IANA, DNS parameters) that something is done with. */
export const DNS_TYPE = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  OPT: 41,
  HTTPS: 65,
  IXFR: 251,
  AXFR: 252,
  ANY: 255,
} as const;

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
