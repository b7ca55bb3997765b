/** Zeek's own baseline answers for connections of some captures. */
import { existsSync, readFileSync } from 'node:fs';

/** What Zeek says of one connection. */
export interface ZeekConnection {
  /** Both endpoints, {@link pairOf}. */
  readonly pair: string;
  readonly state: string;
  readonly history: string;
}

/** Tests that show Zeek other bytes than the capture has, and how. */
const OTHER_INPUT: ReadonlySet<string> = new Set([
  // The script under test drops packets itself, after the first few.
  'scripts.base.frameworks.netcontrol.packetfilter',
  // Ethernet's padding behind an empty ACK counts as data there; the lengths of PPPoE and IP say that it is none.
  'core.pppoe-over-qinq',
  // A TCP header whose options the snaplen cut is not looked at; its flags stand before them.
  'core.vntag-in-vlan',
]);

/** Zeek's connections by capture, but for tests with {@link OTHER_INPUT}; empty where the table is missing. */
export function readZeek(path: string): Map<string, ZeekConnection[]> {
  if (!existsSync(path)) return new Map();
  const byTest = new Map<string, Map<string, ZeekConnection[]>>();
  for (const line of readFileSync(path, 'utf8').trimEnd().split('\n').slice(1)) {
    const [
      capture = '',
      test = '',
      client = '',
      clientPort,
      server = '',
      serverPort,
      state = '',
      history = '',
    ] = line.split('\t');
    if (OTHER_INPUT.has(test)) continue;
    const tests = byTest.get(capture) ?? new Map<string, ZeekConnection[]>();
    byTest.set(capture, tests);
    const connections = tests.get(test) ?? [];
    tests.set(test, connections);
    const pair = pairOf(endpoint(client, clientPort), endpoint(server, serverPort));
    connections.push({ pair, state, history: history === '-' ? '' : history });
  }
  return new Map([...byTest].map(([capture, tests]) => [capture, largest([...tests.values()])]));
}

/** A key for two endpoints, whichever of them is named first. */
export function pairOf(one: string, other: string): string {
  return [one, other].sort().join(' ');
}

/** Those of these connections that are the only one between their endpoints: others can't be told apart by name. */
export function single<T>(connections: readonly T[], pair: (connection: T) => string): Map<string, T> {
  const found = new Map<string, T>();
  const several = new Set<string>();
  for (const connection of connections) {
    const key = pair(connection);
    if (found.has(key)) several.add(key);
    found.set(key, connection);
  }
  for (const key of several) found.delete(key);
  return found;
}

/** Of several of Zeek's tests on a capture, the one that filtered least. */
function largest(tests: readonly ZeekConnection[][]): ZeekConnection[] {
  return [...tests].sort((a, b) => b.length - a.length)[0] ?? [];
}

function endpoint(address: string, port: string | undefined): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
