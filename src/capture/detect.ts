import { CaptureError } from './capture-error.js';
import { looksLikeErf } from './erf.js';
import { PCAP_HEADER, type PcapSignature } from './pcap-layout.js';
import { damagedSectionHeader, mixedMessages } from './text-mode.js';

/** What a capture's first bytes say it is. */
export type CaptureFormat =
  | { readonly kind: 'pcap'; readonly signature: PcapSignature }
  | { readonly kind: 'pcapng' | 'snoop' | 'netmon' | 'netxray' | 'erf' }
  | { readonly kind: 'more' };

/** What a source's first bytes say it is compressed with. */
export type Compression = 'gzip' | 'zstd';

/** Bytes that {@link detectFormat} wants to see, if there are so many. */
const ENOUGH = PCAP_HEADER;

const PCAP_SIGNATURES: ReadonlyMap<string, PcapSignature> = new Map([
  ['a1b2c3d4', { bigEndian: true, nanoseconds: false, modified: false }],
  ['d4c3b2a1', { bigEndian: false, nanoseconds: false, modified: false }],
  ['a1b23c4d', { bigEndian: true, nanoseconds: true, modified: false }],
  ['4d3cb2a1', { bigEndian: false, nanoseconds: true, modified: false }],
  ['a1b2cd34', { bigEndian: true, nanoseconds: false, modified: true }],
  ['34cdb2a1', { bigEndian: false, nanoseconds: false, modified: true }],
]);

const SIGNATURES: readonly (readonly [start: string, kind: 'pcapng' | 'snoop' | 'netmon' | 'netxray'])[] = [
  ['0a0d0d0a', 'pcapng'],
  ['736e6f6f70000000', 'snoop'],
  ['474d4255', 'netmon'], // GMBU
  ['52545353', 'netmon'], // RTSS, version 1
  ['58435000', 'netxray'], // XCP
  ['564c0000', 'netxray'], // VL, before version 1
];

/** Other programs' captures that we don't read, by how they begin, so that the message can name them. */
const RELATIVES: readonly (readonly [start: string, name: string])[] = [
  ['5452534e49464620', 'a DOS Sniffer capture'],
  ['1c0001ac', 'an Ixia capture'],
  ['ac01001c', 'an Ixia capture'],
  ['1c0001ab', 'an Ixia capture'],
  ['ab01001c', 'an Ixia capture'],
];

/** Compression whose signature these bytes begin with, or null; wants 4 bytes. */
export function detectCompression(bytes: Uint8Array): Compression | null {
  const start = hex(bytes, 4);
  if (start.startsWith('1f8b')) return 'gzip';
  return start === '28b52ffd' ? 'zstd' : null;
}

/**
 * Tells a capture's format from its first bytes; `more` where they are too few to tell and more may come.
 * @throws CaptureError where they are no capture that we read.
 */
export function detectFormat(bytes: Uint8Array, ended: boolean): CaptureFormat {
  if (bytes.length < ENOUGH && !ended) return { kind: 'more' };
  if (bytes.length === 0) throw new CaptureError('empty', 'The capture has no bytes at all.', 0, 1);
  const whole = hex(bytes, 8);
  const known = SIGNATURES.find(([signed]) => whole.startsWith(signed));
  if (known !== undefined) return { kind: known[1] };
  const signature = PCAP_SIGNATURES.get(whole.slice(0, 8));
  if (signature !== undefined) {
    if (bytes.length >= PCAP_HEADER) return { kind: 'pcap', signature };
    const message = `The capture ends inside its file header: ${bytes.length} of ${PCAP_HEADER} bytes are there.`;
    throw new CaptureError('cut', message, 0, 1);
  }
  const damage = damagedSectionHeader(bytes) ?? mixedMessages(bytes);
  if (damage !== null) throw new CaptureError('text-mode-damage', damage, 0, 1);
  const relative = RELATIVES.find(([signed]) => whole.startsWith(signed));
  if (relative !== undefined) {
    const message = `This is ${relative[1]}; convert it with Wireshark's editcap -F pcapng IN OUT.`;
    throw new CaptureError('unsupported', message, 0, 1);
  }
  const erf = looksLikeErf(bytes, ended);
  if (erf !== 'no') return { kind: erf === 'yes' ? 'erf' : 'more' };
  throw new CaptureError(
    'not-a-capture',
    'This is no pcap or pcapng capture, nor another that is read: it begins with no known signature.',
    0,
    1,
  );
}

function hex(bytes: Uint8Array, count: number): string {
  return Array.from(bytes.subarray(0, count), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
