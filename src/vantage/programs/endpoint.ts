import type { LogEndpoint } from './event.js';

/**
 * Reads an endpoint as programs print it: Python's tuple `('172.18.0.3', 37692)`, for IPv6 with flow and scope
 * `('fe80::1', 37692, 0, 2)`; `172.18.0.3:37692`, `[::1]:37692`, `localhost port 10000`.
 *
 * @returns null where the text begins with none
 */
export function endpointOf(text: string): LogEndpoint | null {
  const [, quoted, quotedPort] =
    /^\s*\(\s*['"]([^'"\s]{0,255})['"]\s*,\s*(\d{1,5})\s*(?:,\s*\d+\s*){0,2}\)/.exec(text) ?? [];
  const [, bracketed, bracketedPort] = /^\s*\[([0-9a-f:.%\w]{2,64})\]:(\d{1,5})\b/i.exec(text) ?? [];
  const [, bare, barePort] =
    /^\s*['"]?([\w.:-]{1,255}?)['"]?(?::|,?\s+(?:on\s+)?port\s+)(\d{1,5})\b/i.exec(text) ?? [];
  const address = quoted ?? bracketed ?? bare;
  const port = Number(quotedPort ?? bracketedPort ?? barePort);
  return address === undefined || !(port <= 0xffff) ? null : { address: plainAddress(address), port };
}

/**
 * An address as rows write it: IPv6 in the form of RFC 5952, without its zone; an IPv4 address inside IPv6 (`::ffff:…`), as a
 * socket of both families shows it, as IPv4.
 */
export function plainAddress(address: string): string {
  if (!address.includes(':')) return address.toLowerCase();
  const bare = address.toLowerCase().replace(/%.*$/, '');
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/.exec(bare);
  if (mapped) return mapped[1]!;
  try {
    // The URL standard's serializer is RFC 5952's, in every runtime.
    return new URL(`http://[${bare}]/`).hostname.slice(1, -1);
  } catch {
    return bare;
  }
}

/** Whether a program that names this address means any of the machine's own. */
export function isUnspecified(address: string): boolean {
  return address === '0.0.0.0' || address === '::' || address === '';
}

/** Whether it is an IP address, and not a name. */
export function isAddress(address: string): boolean {
  return address.includes(':') || /^\d{1,3}(\.\d{1,3}){3}$/.test(address);
}
