/** The samples against what is expected of them, which was worked out from tshark's answers (samples/README.md). */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Analysis, analyze, type Connection, type Frame, type KeptCapture } from '../../src/index.js';
import { openCapture } from '../../src/node/index.js';
import { lookupOf } from '../support/told.js';

const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url));

interface ExpectedFrame {
  readonly frame: number;
  readonly time: string;
  readonly role: string;
  readonly connection: number | null;
  /** TCP only. */
  readonly bytes?: number;
  readonly acknowledges?: number | null;
  readonly findings?: readonly string[];
  /** DNS responses. */
  readonly query?: number;
}

interface ExpectedConnection {
  readonly connection: number;
  readonly client: string;
  readonly server: string;
  readonly completeness: number;
  /** None where the capture lacks some of the stream's bytes. */
  readonly streams: Readonly<
    Record<'client' | 'server', { readonly bytes: number; readonly sha256: string } | null>
  >;
}

interface Expected {
  readonly frames: readonly ExpectedFrame[];
  readonly connections: readonly ExpectedConnection[];
  /** None where a question was captured twice. */
  readonly lookups: readonly { readonly [field: string]: unknown; readonly responseTime: number }[] | null;
}

const stories = readdirSync(SAMPLES).filter((name) => existsSync(`${SAMPLES}${name}/expected.json`));
const captures = stories.flatMap((name) => {
  const { captures } = JSON.parse(readFileSync(`${SAMPLES}${name}/expected.json`, 'utf8')) as {
    captures: Readonly<Record<string, Expected>>;
  };
  return Object.entries(captures).map(([file, expected]) => ({ path: `${name}/${file}`, expected }));
});

/** Wireshark's verdicts: the first fifteen findings; the others are ours and are not in the files. */
const ours = new Set([
  'duplicate-frame',
  'cut-short',
  'offloaded',
  'overlap-conflict',
  'reset-out-of-window',
]);

function saidOf(frame: Frame, expected: ExpectedFrame, askedAgain: boolean): ExpectedFrame {
  const { facts } = frame;
  return {
    frame: frame.frame,
    time: frame.time ?? '',
    role: frame.role,
    connection: frame.connection,
    ...(expected.bytes === undefined
      ? {}
      : {
          bytes: facts.bytes ?? -1,
          acknowledges: facts.acknowledges ?? null,
          findings: frame.findings.filter((finding) => !ours.has(finding)),
        }),
    ...(facts.query === undefined || askedAgain ? {} : { query: facts.query }),
  };
}

function connectionOf(
  capture: KeptCapture,
  connection: Connection,
  expected?: ExpectedConnection,
): ExpectedConnection {
  const { connection: number, client, server, completeness } = connection;
  const streams = capture.stream(number);
  const summed = ({ bytes }: { readonly bytes: Uint8Array } = { bytes: new Uint8Array(0) }) => {
    return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  return {
    connection: number,
    client,
    server,
    completeness,
    streams: {
      client: expected?.streams.client === null ? null : summed(streams?.client),
      server: expected?.streams.server === null ? null : summed(streams?.server),
    },
  };
}

/** An endpoint without its port, which the file leaves out. */
function hostOf(endpoint: string): string {
  return endpoint.replace(/^\[?(.*?)\]?:\d+$/, '$1');
}

it('there are all stories', () => {
  expect(stories).toHaveLength(26);
  expect(captures.length).toBeGreaterThanOrEqual(60);
});

describe.each(captures)('$path', ({ path, expected }) => {
  const analyzed: Promise<Analysis> = analyze([openCapture(`${SAMPLES}${path}`)], { follow: 'all' });

  it('is read to its end', async () => {
    const [capture] = (await analyzed).captures;
    expect(capture?.error).toBeUndefined();
    expect(capture?.frameCount).toBe(expected.frames.length);
  });

  it('has these frames', async () => {
    const frames = [...(await analyzed).frames()];
    expect(
      frames.map((frame, index) => saidOf(frame, expected.frames[index]!, expected.lookups === null)),
    ).toEqual(expected.frames);
  });

  it('has these connections and streams', async () => {
    const [capture] = (await analyzed).captures;
    const connections = [...capture!.connections()].map((connection, index) =>
      connectionOf(capture!, connection, expected.connections[index]),
    );
    expect(connections).toEqual(expected.connections);
  });

  it.runIf(expected.lookups)('has these lookups', async () => {
    const lookups = [...(await analyzed).lookups()].map((lookup) => {
      const { time: _, rcode: __, transport: ___, ...rest } = lookupOf(lookup);
      return { ...rest, client: hostOf(rest.client), server: hostOf(rest.server) };
    });
    const rounded = expected.lookups!.map((each) => ({
      ...each,
      responseTime: expect.closeTo(each.responseTime, 7),
    }));
    expect(lookups).toEqual(rounded);
  });
});

/** samples/README.md, 08-any: each segment as it enters the bridge and as it leaves it; the SYN-ACK has no identification. */
it('switch.pcap has every segment twice', async () => {
  const analysis = await analyze([openCapture(`${SAMPLES}08-any/switch.pcap`)]);
  const segments = [...analysis.frames()].filter(({ connection }) => connection !== null);
  const firsts = segments.filter((_, index) => index % 2 === 0);
  const seconds = segments.filter((_, index) => index % 2 === 1);
  expect(firsts.filter(({ facts }) => facts.duplicateOf !== undefined)).toHaveLength(0);
  expect(seconds.map(({ facts }) => facts.duplicateOf ?? 0)).toEqual(
    firsts.map(({ frame, role }) => (role === 'syn-ack' ? 0 : frame)),
  );
});
