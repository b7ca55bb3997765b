/** Names of the errors that a socket's calls fail with (errno.h of Linux, as Python prints them). */
const BY_TEXT: readonly (readonly [RegExp, string])[] = [
  [/connection reset|forcibly closed|ConnectionResetError/i, 'ECONNRESET'],
  [/connection refused|actively refused|ConnectionRefusedError/i, 'ECONNREFUSED'],
  [/broken pipe|BrokenPipeError/i, 'EPIPE'],
  [/connection aborted|software caused connection abort|ConnectionAbortedError/i, 'ECONNABORTED'],
  [/timed out|TimeoutError/i, 'ETIMEDOUT'],
  [/address already in use/i, 'EADDRINUSE'],
  [/no route to host/i, 'EHOSTUNREACH'],
  [/network is unreachable/i, 'ENETUNREACH'],
];
const BY_NUMBER: Readonly<Record<number, string>> = {
  32: 'EPIPE',
  98: 'EADDRINUSE',
  101: 'ENETUNREACH',
  103: 'ECONNABORTED',
  104: 'ECONNRESET',
  110: 'ETIMEDOUT',
  111: 'ECONNREFUSED',
  113: 'EHOSTUNREACH',
  10053: 'ECONNABORTED',
  10054: 'ECONNRESET',
  10060: 'ETIMEDOUT',
  10061: 'ECONNREFUSED',
};

/** A line that tells an error: `[Errno 104] …`, `[WinError 10054] …`, `ConnectionResetError: …`, `timed out`. */
const ERROR =
  /\[(?:Errno|WinError) (\d{1,6})\]|^(?:[\w.]*Error|ERROR)\b\s*:|^(?:socket\.)?timeout: timed out/;

/** The error that a line tells, by its name or in its own words; null where it tells none. */
export function errorOf(message: string): string | null {
  const match = ERROR.exec(message);
  if (match === null) return null;
  // The words say more than the number, which differs between systems.
  for (const [words, name] of BY_TEXT) if (words.test(message)) return name;
  return BY_NUMBER[Number(match[1])] ?? message;
}
