/**
 * Indonesian.
 *
 * @module framewise/locales/id
 */
import type { Locale } from '../locale.js';
import { closing } from './id/closing.js';
import { data } from './id/data.js';
import { dns } from './id/dns.js';
import { findings } from './id/findings.js';
import { frame } from './id/frame.js';
import { joint } from './id/joint.js';
import { network } from './id/network.js';
import { opening } from './id/opening.js';
import { programs } from './id/programs.js';
import { reasons } from './id/reasons.js';
import { services } from './id/services.js';
import { story } from './id/story.js';
import { words } from './id/words.js';

/** Indonesian: what `explain` and the writers take to speak it. */
export const id: Locale = {
  tag: 'id',
  values: {
    group: '.',
    decimal: ',',
    bytes: ['{count} byte', '{count} byte'],
    microseconds: 'µs',
    milliseconds: 'ms',
    seconds: 'detik',
    minutes: 'menit',
    hours: 'jam',
    byteRange: ['byte ke-{first}', 'byte ke-{first} s.d. {last}'],
    client: 'client',
    server: 'server',
    probablyClient: 'kemungkinan client',
    probablyServer: 'kemungkinan server',
    noAddressYet: 'belum beralamat',
    multicast: 'multicast',
    broadcast: 'broadcast',
    andMore: 'dan {count} lainnya',
    rootName: 'akar DNS (.)',
    opaque: 'data mentah {bytes}',
    noFlags: 'tidak ada',
    unknownAddress: 'alamat tak dikenal',
  },
  sentences: { ...opening, ...data, ...closing, ...findings, ...dns, ...network, ...frame },
  reasons,
  ...words,
  phrases: { ...words.phrases, ...joint, ...programs, ...services, ...story },
};
