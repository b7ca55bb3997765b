/** The parameters of SVCB and HTTPS records (RFC 9460). */

import { formatIpv4, formatIpv6 } from '../bytes/addresses.js';
import { base64, quotedText } from './dns-text.js';

/** RFC 9460, 14.3.2; `dohpath` RFC 9461; `ohttp` RFC 9540. */
const KEYS: readonly string[] = [
  'mandatory',
  'alpn',
  'no-default-alpn',
  'port',
  'ipv4hint',
  'ech',
  'ipv6hint',
  'dohpath',
  'ohttp',
];

/**
 * SvcParams in presentation form (RFC 9460, 2.1 and appendix A), each with a space before it: `alpn` and free text in
 * quotes, the others bare.
 * @returns null where a length is wrong, the keys don't rise (RFC 9460, 2.2), or a value is not of its key's form.
 */
export function serviceParameters(bytes: Uint8Array): string | null {
  let text = '';
  let lastKey = -1;
  for (let at = 0; at < bytes.length; ) {
    if (bytes.length - at < 4) return null;
    const key = u16(bytes, at);
    const valueAt = at + 4;
    at = valueAt + u16(bytes, at + 2);
    if (at > bytes.length || key <= lastKey) return null;
    lastKey = key;
    const value = parameterValue(key, bytes.subarray(valueAt, at));
    if (value === null) return null;
    text += value === '' ? ` ${keyText(key)}` : ` ${keyText(key)}=${value}`;
  }
  return text;
}

function parameterValue(key: number, value: Uint8Array): string | null {
  switch (KEYS[key]) {
    case 'mandatory':
      return list(value, 2, (at) => keyText(u16(value, at)));
    case 'alpn':
      return protocolIds(value);
    case 'no-default-alpn':
    case 'ohttp':
      return value.length === 0 ? '' : null;
    case 'port':
      return value.length === 2 ? `${u16(value, 0)}` : null;
    case 'ipv4hint':
      return list(value, 4, (at) => formatIpv4(value, at));
    case 'ech':
      return base64(value);
    case 'ipv6hint':
      return list(value, 16, (at) => formatIpv6(value, at));
    default:
      return value.length === 0 ? '' : quotedText(value);
  }
}

function keyText(key: number): string {
  return KEYS[key] ?? `key${key}`;
}

function list(value: Uint8Array, size: number, item: (at: number) => string): string | null {
  if (value.length === 0 || value.length % size !== 0) return null;
  const items: string[] = [];
  for (let at = 0; at < value.length; at += size) items.push(item(at));
  return items.join(',');
}

/** ALPN ids, commas and backslashes in them escaped before the whole list is quoted (RFC 9460, A.1). */
function protocolIds(value: Uint8Array): string | null {
  const joined: number[] = [];
  for (let at = 0; at < value.length; ) {
    const idEnd = at + 1 + value[at]!;
    if (idEnd > value.length || idEnd === at + 1) return null;
    if (at > 0) joined.push(0x2c);
    for (at++; at < idEnd; at++) {
      if (value[at] === 0x2c || value[at] === 0x5c) joined.push(0x5c);
      joined.push(value[at]!);
    }
  }
  return joined.length === 0 ? null : quotedText(Uint8Array.from(joined));
}

function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
