/**
 * English.
 *
 * @module framewise/locales/en
 */
import type { Locale } from '../locale.js';
import { closing } from './en/closing.js';
import { data } from './en/data.js';
import { dns } from './en/dns.js';
import { findings } from './en/findings.js';
import { frame } from './en/frame.js';
import { joint } from './en/joint.js';
import { network } from './en/network.js';
import { opening } from './en/opening.js';
import { programs } from './en/programs.js';
import { reasons } from './en/reasons.js';
import { services } from './en/services.js';
import { story } from './en/story.js';
import { words } from './en/words.js';

/** English: what `explain` and the writers take to speak it. */
export const en: Locale = {
  tag: 'en',
  values: {
    group: ',',
    decimal: '.',
    bytes: ['{count} byte', '{count} bytes'],
    microseconds: 'µs',
    milliseconds: 'ms',
    seconds: 's',
    minutes: 'min',
    hours: 'h',
    byteRange: ['byte {first}', 'bytes {first} to {last}'],
    client: 'client',
    server: 'server',
    probablyClient: 'probably client',
    probablyServer: 'probably server',
    noAddressYet: 'no address yet',
    multicast: 'multicast',
    broadcast: 'broadcast',
    andMore: 'and {count} more',
    rootName: 'the DNS root (.)',
    opaque: '{bytes} of raw data',
    noFlags: 'none',
    unknownAddress: 'unknown address',
  },
  sentences: { ...opening, ...data, ...closing, ...findings, ...dns, ...network, ...frame },
  reasons,
  ...words,
  phrases: { ...words.phrases, ...joint, ...programs, ...services, ...story },
};
