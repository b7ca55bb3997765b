/** What is run on a capture, as whole processes: framewise's commands, and other programs that read captures. */
import { execFileSync } from 'node:child_process';

/** A program and its arguments; the captures follow them. */
export type Command = readonly [program: string, ...args: string[]];

/** As tables and targets call them. */
export type OurName = 'ndjson' | 'csv' | 'connections' | 'lookups' | 'analysis' | 'kept';
export type PeerName =
  | 'tshark'
  | 'tshark fields'
  | 'tshark conv'
  | 'tcptrace'
  | 'tcpdump'
  | 'capinfos'
  | 'pcap-parser';
export type ProgramName = OurName | PeerName;

const FRAMEWISE = [process.execPath, 'dist/cli/main.js'] as const;
const script = (text: string): Command => [process.execPath, '--input-type=module', '-e', text, '--'];

/** Every frame analysed, and no row made of it. */
const ANALYSIS = `
  import { stream } from 'framewise';
  import { openCapture } from 'framewise/node';
  for await (const _ of stream(openCapture(process.argv[1])).batches());`;
/** Every frame analysed and kept. */
const KEPT = `
  import { analyze } from 'framewise';
  import { openCapture } from 'framewise/node';
  globalThis.kept = await analyze([openCapture(process.argv[1])]);`;
const PCAP_PARSER = `
  import pcapParser from 'pcap-parser';
  let frames = 0;
  pcapParser.parse(process.argv[1]).on('packet', () => frames++);`;

export const OURS: Readonly<Record<OurName, Command>> = {
  ndjson: [...FRAMEWISE, 'explain', '--format', 'ndjson'],
  csv: [...FRAMEWISE, 'explain', '--format', 'csv', '--fields', 'frame,explanation'],
  connections: [...FRAMEWISE, 'connections', '--format', 'json'],
  lookups: [...FRAMEWISE, 'lookups', '--format', 'ndjson'],
  analysis: script(ANALYSIS),
  kept: script(KEPT),
};

/** The same columns as a row of ours. */
const FIELDS =
  `frame.number frame.time_epoch frame.time_relative ip.src ip.dst ipv6.src ipv6.dst tcp.srcport tcp.dstport udp.srcport
  udp.dstport _ws.col.Protocol frame.len tcp.stream tcp.seq tcp.ack tcp.seq_raw tcp.ack_raw tcp.len tcp.flags.str
  tcp.window_size tcp.payload tcp.analysis.flags tcp.analysis.acks_frame tcp.analysis.ack_rtt
  tcp.analysis.duplicate_ack_frame tcp.analysis.duplicate_ack_num dns.id dns.qry.name dns.qry.type dns.flags.rcode
  dns.resp.name dns.resp.type dns.resp.ttl dns.a dns.aaaa dns.response_to dns.time _ws.col.Info`.split(/\s+/);

const PEERS: Readonly<Record<PeerName, Command>> = {
  tshark: ['tshark', '-n', '-r'],
  'tshark fields': ['tshark', '-n', '-T', 'fields', ...FIELDS.flatMap((name) => ['-e', name]), '-r'],
  'tshark conv': ['tshark', '-n', '-q', '-z', 'conv,tcp', '-r'],
  tcptrace: ['tcptrace', '-n'],
  tcpdump: ['tcpdump', '-nr'],
  capinfos: ['capinfos', '-c'],
  'pcap-parser': script(PCAP_PARSER),
};

/** Those peers that this machine has. */
export function peersFound(): ReadonlyMap<PeerName, Command> {
  return new Map(
    Object.entries(PEERS).filter(([, [program]]) => isInstalled(program)) as [PeerName, Command][],
  );
}

function isInstalled(program: string): boolean {
  try {
    execFileSync('bash', ['-c', 'command -v "$0"', program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
