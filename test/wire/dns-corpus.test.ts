import { beforeAll, describe, expect, it } from 'vitest';
import { isWholeDnsMessage, newDnsScan, scanDns } from '../../src/wire/dns.js';
import { dnsInfo } from '../../src/wire/dns-info.js';
import { type DnsMessage, parseDnsMessage } from '../../src/wire/dns-message.js';
import { dnsNameText } from '../../src/wire/dns-name.js';
import { DnsOutline } from '../../src/wire/dns-outline.js';
import { type CorpusDatagram, corpusDatagrams, hasCorpus } from './dns-corpus.js';

const DNS = new Set(['DNS', 'MDNS', 'LLMNR']);
const USUAL_PORTS = new Set([53, 5353, 5355]);
const usualPort = (each: CorpusDatagram): boolean =>
  USUAL_PORTS.has(each.sourcePort) || USUAL_PORTS.has(each.destinationPort);

/** tshark writes the root in words, and characters that we escape as they are. */
const plainNames = (names: string): string => names.replaceAll('<Root>', '.');
const unusual = /[^\x21-\x7e]|\\|<(?!Root>)/;

describe.skipIf(!hasCorpus)('the public captures, as tshark reads them', () => {
  const datagrams: CorpusDatagram[] = [];
  /** Those that tshark takes for DNS on its usual ports and neither it nor we find anything wrong with. */
  const sound: (readonly [CorpusDatagram, DnsMessage])[] = [];
  const stopped: typeof sound = [];

  beforeAll(() => {
    for (const each of corpusDatagrams()) {
      datagrams.push(each);
      const protocol = each.tshark('_ws.col.Protocol');
      if (!DNS.has(protocol) || !usualPort(each) || each.tshark('_ws.malformed') !== '') continue;
      const message = parseDnsMessage(each.bytes, 0, each.bytes.length, protocol === 'MDNS');
      (message.stopped ? stopped : sound).push([each, message]);
    }
  });

  /** What differs between ours and theirs; null leaves a frame out. */
  function differences(
    ours: (message: DnsMessage, each: CorpusDatagram) => string,
    theirs: (each: CorpusDatagram) => string | null,
    among = sound,
  ): string[] {
    return among.flatMap(([each, message]) => {
      const [mine, expected] = [ours(message, each), theirs(each)];
      return expected === null || mine === expected ? [] : [`${each.where}: ${mine} | ${expected}`];
    });
  }

  it('nearly all can be read to their end', () => {
    expect(sound.length).toBeGreaterThan(3000);
    // tshark follows pointers forwards and reads labels of unknown kinds without calling the message malformed.
    expect(stopped.length / sound.length).toBeLessThan(0.01);
  });

  it.each<[field: string, ours: (message: DnsMessage) => string]>([
    ['dns.id', ({ id }) => `0x${id.toString(16).padStart(4, '0')}`],
    ['dns.flags.response', ({ response }) => (response ? '1' : '0')],
    ['dns.flags.rcode', ({ response, rcode }) => (response ? `${rcode}` : '')],
    // An update counts prerequisites there (RFC 2136, 2.2).
    ['dns.count.answers', ({ opcode, counts }) => (opcode === 5 ? '' : `${counts.answers}`)],
  ])('%s', (field, ours) => {
    expect(differences(ours, (each) => each.tshark(field), [...sound, ...stopped])).toEqual([]);
  });

  it('dns.qry.name', () => {
    const wrong = differences(
      ({ questions }) => questions.map(({ name }) => name).join(','),
      (each) => {
        const names = each.tshark('dns.qry.name');
        return unusual.test(names) ? null : plainNames(names);
      },
    );
    expect(wrong).toEqual([]);
  });

  it('the first question, as it is scanned', () => {
    const scan = newDnsScan();
    const wrong = sound.filter(([each, { questions }]) => {
      const read = scanDns(each.bytes, 0, each.bytes.length, scan);
      const name = scan.nameLength === 0 ? undefined : dnsNameText(scan.nameBytes, scan.nameLength);
      const type = scan.questions === 0 ? '' : `${scan.type}`;
      const [expected] = each.tshark('dns.qry.type').split(',');
      return !read || type !== expected || name !== questions[0]?.name.toLowerCase();
    });
    expect(wrong.map(([{ where }]) => where)).toEqual([]);
  });

  const values =
    (type: string) =>
    ({ answers, authority, additional }: DnsMessage): string =>
      [...answers, ...authority, ...additional]
        .filter((each) => each.type === type && !each.value.startsWith('\\#'))
        .map(({ value }) => value)
        .join(',');

  it.each([
    ['dns.a', 'A'],
    ['dns.aaaa', 'AAAA'],
    ['dns.cname', 'CNAME'],
  ])('%s', (field, type) => {
    expect(differences(values(type), (each) => each.tshark(field))).toEqual([]);
  });

  it('the Info column', () => {
    // Not shown as tshark does: names that are not ASCII, and the data of these types.
    const different = /[^\x20-\x7e]|\\|\b(HINFO|NAPTR|NSEC3PARAM|MB)\b|\.\.\./;
    const outline = new DnsOutline();
    const ours = ({ multicast }: DnsMessage, { bytes }: CorpusDatagram): string => {
      outline.read(bytes, 0, bytes.length, multicast);
      return dnsInfo(outline);
    };
    const wrong = differences(ours, (each) => {
      const info = each.tshark('_ws.col.Info');
      return different.test(info) ? null : info;
    });
    expect(wrong).toEqual([]);
  });

  it('no other traffic is taken for DNS, and no sound DNS missed', () => {
    // Port 137 is NetBIOS, whose name service speaks the same format.
    const elsewhere = datagrams.filter(
      (each) => !usualPort(each) && each.sourcePort !== 137 && each.destinationPort !== 137,
    );
    const wrong = elsewhere.filter((each) => {
      const info = each.tshark('_ws.col.Info');
      const sound = each.tshark('_ws.malformed') === '' && !info.includes('<Unknown extended label>');
      const isDns = DNS.has(each.tshark('_ws.col.Protocol')) && sound;
      return isWholeDnsMessage(each.bytes, 0, each.bytes.length) !== isDns;
    });
    expect(elsewhere.length).toBeGreaterThan(6000);
    expect(wrong.map(({ where }) => where)).toEqual([]);
  });
});
