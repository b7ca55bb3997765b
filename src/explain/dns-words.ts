import { safeText } from '../bytes/safe-text.js';
import type { Values } from './locale.js';

/** Records named in one sentence at most, and characters of a name or value. */
export const MAX_RECORDS = 4;
export const MAX_NAME = 128;
export const MAX_VALUE = 96;

/** Types whose data is not read, by their names (IANA, DNS parameters). */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  TYPE13: 'HINFO',
  TYPE24: 'SIG',
  TYPE25: 'KEY',
  TYPE29: 'LOC',
  TYPE35: 'NAPTR',
  TYPE39: 'DNAME',
  TYPE44: 'SSHFP',
  TYPE52: 'TLSA',
  TYPE99: 'SPF',
  TYPE249: 'TKEY',
  TYPE250: 'TSIG',
  TYPE251: 'IXFR',
  TYPE252: 'AXFR',
  TYPE255: 'ANY',
  TYPE257: 'CAA',
};
/** Result codes (RFC 6895, 2.3). */
const RCODES: Readonly<Record<number, string>> = {
  1: 'FORMERR',
  2: 'SERVFAIL',
  3: 'NXDOMAIN',
  4: 'NOTIMP',
  5: 'REFUSED',
  6: 'YXDOMAIN',
  7: 'YXRRSET',
  8: 'NXRRSET',
  9: 'NOTAUTH',
  10: 'NOTZONE',
  16: 'BADVERS',
  23: 'BADCOOKIE',
};
/** Record data in the form for unknown types (RFC 3597, 5). */
const OPAQUE = /^\\# (\d+)/;

/** A name as a sentence says it. */
export function nameText(name: string, values: Values): string {
  return name === '.' ? values.rootName : safeText(name, MAX_NAME);
}

/** A record's data as a sentence says it. */
export function valueText(value: string, values: Values): string {
  const opaque = OPAQUE.exec(value);
  if (opaque === null) return safeText(value, MAX_VALUE);
  const length = values.bytes[opaque[1] === '1' ? 0 : 1].replace('{count}', opaque[1]!);
  return values.opaque.replace('{bytes}', length);
}

/** The type by its name, also where its data is not read. */
export function typeName(type: string): string {
  return TYPE_NAMES[type] ?? safeText(type, 16);
}

/** A result code with its name. */
export function rcodeText(rcode: number): string {
  const name = RCODES[rcode];
  return name === undefined ? String(rcode) : `${rcode}, ${name}`;
}
