/** Ports below this one are well known (RFC 6335, 6). */
export const WELL_KNOWN_PORTS = 1024;

/** Ports by which what is carried is known. */
export const PORT = {
  /** Name servers (RFC 1035, 4.2). */
  dns: 53,
  /** SOCKS proxies (RFC 1928, 3). */
  socks: 1080,
  /** Names of the neighbourhood: multicast DNS (RFC 6762, 3) and LLMNR (RFC 4795, 2). */
  multicastDns: 5353,
  llmnr: 5355,
  /** NetBIOS names (RFC 1002, 4.2), which look like DNS without being it. */
  netbiosNames: 137,
} as const;
