/** Bytes as the text that zone files use for them. Nothing but printable ASCII comes out. */

/** A byte as `\DDD`, three decimal digits (RFC 1035, 5.1). */
export function escapeByte(byte: number): string {
  return `\\${byte.toString().padStart(3, '0')}`;
}

/** A `<character-string>` in quotes: quote and backslash escaped, bytes that are not printable ASCII `\DDD`. */
export function quotedText(bytes: Uint8Array): string {
  let text = '"';
  for (const byte of bytes) {
    if (byte === 0x22 || byte === 0x5c) text += `\\${String.fromCharCode(byte)}`;
    else text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : escapeByte(byte);
  }
  return `${text}"`;
}

/** Bytes as lower-case hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** Base 64 (RFC 4648, 4). */
export function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** "Base 32 with extended hex alphabet" (RFC 4648, 7), lower case, without padding, as RFC 5155, 3.3 asks. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += ((value >> (bits - 5)) & 31).toString(32);
  }
  return bits > 0 ? text + ((value << (5 - bits)) & 31).toString(32) : text;
}
