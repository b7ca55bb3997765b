/** Addresses as text. Each function reads at `at` and trusts the caller that the bytes are there. */

/** Four bytes as dotted decimal: `172.18.0.2`. */
export function formatIpv4(bytes: Uint8Array, at: number): string {
  return `${bytes[at]!}.${bytes[at + 1]!}.${bytes[at + 2]!}.${bytes[at + 3]!}`;
}

/**
 * Sixteen bytes as RFC 5952 wants an IPv6 address: lower case, no leading zeros, the longest run of two or more zero
 * groups (the first of equals) as `::`. IPv4-mapped and IPv4-compatible addresses (RFC 4291, 2.5.5) end in dotted
 * decimal (RFC 5952, 5), as `inet_ntop` and Wireshark write them.
 */
export function formatIpv6(bytes: Uint8Array, at: number): string {
  const groups: number[] = [];
  for (let i = 0; i < 16; i += 2) groups.push((bytes[at + i]! << 8) | bytes[at + i + 1]!);

  let zerosAt = -1;
  let zeros = 1;
  for (let i = 0; i < 8; i++) {
    let run = 0;
    while (i + run < 8 && groups[i + run] === 0) run++;
    if (run > zeros) {
      zerosAt = i;
      zeros = run;
    }
    i += run;
  }

  const carriesIpv4 = zerosAt === 0 && (zeros === 6 || (zeros === 5 && groups[5] === 0xffff));
  const words = groups.map((group) => group.toString(16));
  if (carriesIpv4) words.splice(6, 2, formatIpv4(bytes, at + 12));
  if (zerosAt < 0) return words.join(':');
  return `${words.slice(0, zerosAt).join(':')}::${words.slice(zerosAt + zeros).join(':')}`;
}

/** Six bytes as a MAC address: `02:42:ac:12:00:02`. */
export function formatMac(bytes: Uint8Array, at: number): string {
  let text = '';
  for (let i = 0; i < 6; i++) text += (i > 0 ? ':' : '') + bytes[at + i]!.toString(16).padStart(2, '0');
  return text;
}
