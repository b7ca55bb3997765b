import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { batchSource } from '../../src/capture/source.js';
import { openCapture } from '../../src/node/open.js';
import { type Outcome, readSource } from './rows.js';

const CORPUS = process.env['FRAMEWISE_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');
const ORACLE = process.env['FRAMEWISE_ORACLE'] ?? join(CORPUS, '../oracle');
const ENDING = '.tsv.gz';

const SAMPLES = 'ajbanjara+Wireshark/uploads/__moin_import__/attachments/SampleCaptures';
const FUZZERS = 'seladb+PcapPlusPlus/Tests/Fuzzers/RegressionTests';
const REGRESSIONS = `${FUZZERS}/regression_samples`;

/** The captures that we read otherwise than tshark 4.0.17, and why. */
const DIFFERENCES: readonly { kind: Kind; why: string; files: readonly string[] }[] = [
  {
    kind: 'refused',
    why: "another program's format, or none: refused, where tshark reads some of them",
    files: [
      'ajbanjara+Wireshark/uploads/__moin_import__/attachments/Development/PcapNg/icmp.ntar',
      `${SAMPLES}/Bluetooth1.cap`,
      `${SAMPLES}/Ethernet_Pause_Frame.cap`,
      `${SAMPLES}/ascend.trace.gz`,
    ],
  },
  {
    kind: 'more',
    why: 'a link type that tshark 4.0 does not know and refuses: read, its frames are for the decoder to judge',
    files: [
      'ajbanjara+Wireshark/uploads/35812d74f0d49a361a36491d69697052/ch11-25-slt.pcap',
      'ajbanjara+Wireshark/uploads/414badce315db0652fc323b7c0f18bf7/sidx.pcap',
      'ajbanjara+Wireshark/uploads/486520825a0a8fb0372a77f70f0afbfc/alp-sample2.pcap',
      'ajbanjara+Wireshark/uploads/a0884e575b7edb2034948fd1bb13e5fa/lls-tables-alp.pcap',
      'the-tcpdump-group+libpcap/tests/filter/brcm-tag-stp.pcap',
      'the-tcpdump-group+tcpdump/tests/brcm-tag-prepend.pcap',
      'the-tcpdump-group+tcpdump/tests/brcm-tag.pcap',
      'the-tcpdump-group+tcpdump/tests/dsa-high-vid.pcap',
      'the-tcpdump-group+tcpdump/tests/dsa.pcap',
      'the-tcpdump-group+tcpdump/tests/edsa-high-vid.pcap',
      'the-tcpdump-group+tcpdump/tests/frf16_magic_ie-oobr.pcap',
      'the-tcpdump-group+tcpdump/tests/juniper_es_oobr.pcap',
      'the-tcpdump-group+tcpdump/tests/juniper_monitor_invalid_cookie_length.pcap',
    ],
  },
  {
    kind: 'fraction',
    why: 'a fraction of a second beyond a second: carried into the seconds, where tshark prints it as it is',
    files: [
      'OISF+suricata-verify/tests/transform-base64-7296/input.pcap',
      'appneta+tcpreplay/test/test2.replay_exclude',
      'appneta+tcpreplay/test/test2.replay_include',
      'ntop+nDPI/tests/cfgs/default/pcap/fuzz-2021-06-07-c6c72a0a56.pcap',
      'ntop+nDPI/tests/cfgs/default/pcap/fuzz-2021-10-13.pcap',
      `${REGRESSIONS}/clusterfuzz-testcase-FuzzTarget-5188876846235648`,
      `${REGRESSIONS}/clusterfuzz-testcase-minimized-FuzzTarget-4672344017862656`,
      `${REGRESSIONS}/clusterfuzz-testcase-minimized-FuzzTarget-5114733584449536`,
      `${REGRESSIONS}/clusterfuzz-testcase-minimized-FuzzTarget-5165927376355328`,
      `${REGRESSIONS}/clusterfuzz-testcase-minimized-FuzzTarget-5204104585674752`,
      `${REGRESSIONS}/clusterfuzz-testcase-minimized-FuzzTarget-5421416466481152`,
      `${REGRESSIONS}/clusterfuzz-testcase-minimized-FuzzTarget-5700358767902720`,
      `${REGRESSIONS}/clusterfuzz-testcase-minimized-FuzzTarget-5723611632762880`,
      `${REGRESSIONS}/clusterfuzz-testcase-minimized-FuzzTarget-5766939894087680`,
      `${REGRESSIONS}/clusterfuzz-testcase-minimized-FuzzTarget-5814090897948672`,
      `${REGRESSIONS}/clusterfuzz-testcase-minimized-FuzzTarget-6303070823907328`,
      'simsong+tcpflow/tests/bug8.pcap',
    ],
  },
  {
    kind: 'wire',
    why: 'a wire length beyond 2^31: kept, where tshark prints 2^31 - 1',
    files: [
      `${FUZZERS}/clusterfuzz-testcase-minimized-FuzzTarget-4683685084594176`,
      `${REGRESSIONS}/clusterfuzz-testcase-minimized-FuzzTarget-5755755617189888`,
    ],
  },
  {
    kind: 'interface',
    why: 'interfaces are numbered through the capture, where tshark numbers them anew in each section',
    files: [
      'brimdata+brimcap/cmd/brimcap/ztests/extra.pcapng',
      'brimdata+brimcap/cmd/brimcap/ztests/non-overlap.pcapng',
      'hadrielk+pcapng-test-generator/output_be/advanced/test102.pcapng',
      'hadrielk+pcapng-test-generator/output_be/difficult/test201.pcapng',
      'hadrielk+pcapng-test-generator/output_le/advanced/test102.pcapng',
      'hadrielk+pcapng-test-generator/output_le/difficult/test201.pcapng',
    ],
  },
  {
    kind: 'last',
    why: 'tshark takes the damage in these files for a variant of the format with longer record headers, and reads the last frame so',
    files: ['OISF+suricata-verify/tests/bug-6875-01/fuzz.pcap', `${REGRESSIONS}/igmplayer`],
  },
  {
    kind: 'more',
    why: 'version 2.3 with lengths that must be the other way round: read so, where tshark tries the other first and gives up',
    files: [`${REGRESSIONS}/clusterfuzz-testcase-minimized-FuzzTarget-5766899836387328`],
  },
  {
    kind: 'pseudo',
    why: 'tshark counts the 4 bytes of a SunATM pseudo-header as no part of the frame',
    files: ['the-tcpdump-group+tcpdump/tests/atm-oam-heapoverflow.pcap'],
  },
];

/** Captures without frames that nothing is wrong with. */
const EMPTY = /test002\.pcapng$|test015\.pcapng$|test008\.ntar$/;

type Kind = 'refused' | 'more' | 'fraction' | 'wire' | 'interface' | 'last' | 'pseudo';

/** One frame as tshark and we both say it. */
interface Answer {
  time: string;
  wireLength: number;
  capturedLength: number;
  interfaceId: string;
}

function answersOf(name: string): Answer[] {
  const table = gunzipSync(readFileSync(join(ORACLE, name + ENDING))).toString('latin1');
  const lines = table.split('\n').filter((line) => line !== '');
  return lines.slice(1).map((line) => {
    const [, time, length, captured, , interfaceId] = line.split('\t');
    return {
      time: time!,
      wireLength: Number(length),
      capturedLength: Number(captured),
      interfaceId: interfaceId!,
    };
  });
}

/** Our rows in tshark's terms; where it names no interface (classic files), neither do we. */
function answersFrom({ rows }: Outcome, expected: readonly Answer[]): Answer[] {
  return rows.map((row, at) => ({
    time: row.time ?? '',
    wireLength: row.wireLength,
    capturedLength: row.capturedLength,
    interfaceId: expected[at]?.interfaceId === '' ? '' : String(row.interfaceId),
  }));
}

/** Both sides without what is known to differ in this way. */
function reconciled(kind: Kind, answers: readonly Answer[]): Partial<Answer>[] {
  switch (kind) {
    case 'fraction':
      return answers.map((answer) => ({
        ...answer,
        time: '',
        wireLength: Math.min(answer.wireLength, 2 ** 31 - 1),
      }));
    case 'wire':
      return answers.map((answer) => ({ ...answer, wireLength: Math.min(answer.wireLength, 2 ** 31 - 1) }));
    case 'interface':
      return answers.map((answer) => ({ ...answer, interfaceId: '' }));
    case 'last':
      return answers.slice(0, 1);
    case 'pseudo':
      return answers.map(({ time }) => ({ time }));
    default:
      return [];
  }
}

const kindOf = new Map(DIFFERENCES.flatMap(({ kind, files }) => files.map((file) => [file, kind] as const)));
const present = existsSync(CORPUS) && existsSync(ORACLE);
const names = present
  ? (readdirSync(ORACLE, { recursive: true }) as string[])
      .filter((name) => name.endsWith(ENDING))
      .map((name) => name.slice(0, -ENDING.length))
      .filter((name) => existsSync(join(CORPUS, name)))
      .sort()
  : [];

describe.skipIf(!present)('public captures, against tshark', () => {
  test('count, times, lengths and interfaces are the same, but for the differences told', async () => {
    const differing: string[] = [];
    for (const name of names) {
      const expected = answersOf(name);
      const outcome = await readSource(openCapture(join(CORPUS, name)).open(), 512);
      const ours = answersFrom(outcome, expected);
      if (JSON.stringify(ours) === JSON.stringify(expected)) continue;
      differing.push(name);
      const kind = kindOf.get(name);
      expect(kind, `${name} differs`).toBeDefined();
      expect(reconciled(kind!, ours), name).toEqual(reconciled(kind!, expected));
      if (kind === 'refused') expect(['not-a-capture', 'unsupported'], name).toContain(outcome.error?.code);
      if (kind === 'more') expect([expected.length, outcome.error], name).toEqual([0, null]);
    }
    expect(differing.sort()).toEqual([...kindOf.keys()].filter((name) => names.includes(name)).sort());
  }, 120_000);

  test('what tshark refuses outright gives a CaptureError, or more than tshark gives', async () => {
    for (const name of names) {
      if (answersOf(name).length > 0) continue;
      const { rows, error } = await readSource(openCapture(join(CORPUS, name)).open());
      expect(rows.length > 0 || error !== null || EMPTY.test(name), name).toBe(true);
    }
  }, 60_000);

  test('the rows are the same from a file, from memory and from small pieces', async () => {
    for (const name of names.filter((_, at) => at % 8 === 0)) {
      const bytes = readFileSync(join(CORPUS, name));
      const file = await readSource(openCapture(join(CORPUS, name)).open());
      const memory = await readSource(batchSource(new Uint8Array(bytes)));
      const pieces = await readSource(batchSource(cut(bytes, 997)));
      expect(comparable(memory), name).toEqual(comparable(file));
      expect(comparable(pieces), name).toEqual(comparable(file));
    }
  }, 120_000);
});

function comparable({ rows, error }: Outcome) {
  return { rows, code: error?.code, offset: error?.offset, frame: error?.frame };
}

function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
