/** What stands in the parentheses of a call that strace recorded. */
import { plainAddress } from './endpoint.js';
import type { LogEndpoint } from './event.js';
import { joinBytes, readQuoted } from './literal.js';

/** A descriptor, and what `-y` tells of it: `socket:[123]`, `TCP:[a:p->b:q]`, `/path`. */
export interface Descriptor {
  readonly fd: number;
  readonly target: string | null;
}

/** The descriptor that arguments begin with; null where they don't. */
export function descriptorOf(args: string): Descriptor | null {
  const match = /^(\d{1,9})(?:<((?:[^<>]|->|<[^<>]*>){0,4096}?)>)?(?=,|$)/.exec(args);
  return match === null ? null : { fd: Number(match[1]), target: match[2] ?? null };
}

/** Whether `-y` says that a descriptor is no socket of TCP; undefined where it says nothing certain. */
export function isNoTcp(target: string | null): boolean | undefined {
  if (target === null || /^socket:\[/.test(target)) return undefined;
  return !/^TCP/.test(target);
}

/** Both endpoints that `-yy` tells: `TCP:[172.18.0.2:10000->172.18.0.3:37692]`, `TCPv6:[[::1]:80->[::1]:1234]`. */
export function endpointsOf(target: string | null): { own: LogEndpoint; peer: LogEndpoint } | null {
  const match = /^TCP(?:v6)?:\[(.+?):(\d{1,5})->(.+):(\d{1,5})\]$/.exec(target ?? '');
  if (match === null) return null;
  return { own: endpoint(match[1]!, match[2]!), peer: endpoint(match[3]!, match[4]!) };
}

function endpoint(address: string, port: string): LogEndpoint {
  return { address: plainAddress(address.replace(/^\[|\]$/g, '')), port: Number(port) };
}

/** The address in a `struct sockaddr` of IPv4 or IPv6; null where there is none. */
export function sockaddrOf(args: string): LogEndpoint | null {
  const port = /\bsin6?_port=htons\((\d{1,5})\)/.exec(args);
  const address =
    /\bsin_addr=inet_addr\("([\d.]{7,15})"\)/.exec(args) ??
    /\binet_pton\(AF_INET6, "([0-9a-f:.]{2,45})"/i.exec(args);
  return port === null || address === null ? null : endpoint(address[1]!, port[1]!);
}

/** What a call shows of the bytes that it moved. */
export interface ShownBytes {
  /** The bytes, or the first of them. */
  readonly bytes: Uint8Array;
  /** Room that the call offered; null where it doesn't show. */
  readonly room: number | null;
}

/** The buffer of `read`, `recvfrom`, `sendto` …: its string, and the number behind it. */
export function bufferOf(args: string): ShownBytes | null {
  const at = args.indexOf(', ');
  if (at < 0 || args[at + 2] !== '"') return null;
  const shown = readQuoted(args, at + 2);
  if (shown === null) return null;
  const room = /^(?:\.\.\.)?, (\d{1,15})/.exec(args.slice(shown.end));
  return { bytes: shown.bytes, room: room === null ? null : Number(room[1]) };
}

/**
 * The buffers of `readv`, `sendmsg` …: their strings up to the first that is cut, and the sum of their lengths.
 *
 * @param most bytes that were moved: what lies behind them in a buffer is not part of it
 */
export function vectorsOf(args: string, most: number): ShownBytes | null {
  const pieces: Uint8Array[] = [];
  let room = 0;
  let whole = true;
  let at = 0;
  for (;;) {
    const base = args.indexOf('iov_base="', at);
    if (base < 0) break;
    const shown = readQuoted(args, base + 'iov_base='.length);
    if (shown === null) break;
    const [behind, cut, length] =
      /^(\.\.\.)?, iov_len=(\d{1,15})/.exec(args.slice(shown.end, shown.end + 40)) ?? [];
    if (behind === undefined) break;
    if (whole) pieces.push(shown.bytes);
    if (cut !== undefined || shown.bytes.length < Number(length)) whole = false;
    room += Number(length);
    at = shown.end;
  }
  if (pieces.length === 0) return null;
  return { bytes: joinBytes(pieces).subarray(0, most), room };
}
