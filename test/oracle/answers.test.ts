import { describe, expect, it } from 'vitest';
import { answersOf } from './answers-of.js';

describe('layers that carry one another', () => {
  const nested = (protocols: string) =>
    answersOf([{ 'frame.protocols': protocols }])[0]!.nestedProtocols.join(':');

  it('are all of a tunnel', () => {
    expect(nested('eth:ethertype:ip:udp:vxlan:eth:ethertype:ip:tcp')).toBe(
      'eth:ethertype:ip:udp:vxlan:eth:ethertype:ip:tcp',
    );
  });

  it('end where a packet is only quoted', () => {
    expect(nested('eth:ethertype:ip:icmp:ip:udp:dns')).toBe('eth:ethertype:ip');
    expect(nested('eth:ethertype:ip:udp:sflow:eth:ethertype:ip:tcp')).toBe('eth:ethertype:ip:udp');
    expect(nested('eth:ethertype:ip:tcp:openflow:openflow_v4:eth:ethertype:ip')).toBe('eth:ethertype:ip:tcp');
  });

  it('end where another message stands beside the first', () => {
    expect(nested('netlink:netlink-netfilter:nflog:ip:udp:netlink-netfilter:nflog:ip:tcp')).toBe(
      'netlink:netlink-netfilter:nflog:ip:udp',
    );
  });
});

describe('a layer that tshark could not read to its end', () => {
  it('is named by what it says of it', () => {
    const [malformed, short, fragment, whole] = answersOf([
      { '_ws.malformed': '[Malformed Packet: DNS],_ws.malformed' },
      { '_ws.short': '[Packet size limited during capture: DNS truncated]' },
      { '_ws.col.Info': 'Standard query response[BoundErrorUnreassembled Packet]' },
      {},
    ]);
    expect([malformed, short, fragment, whole].map((each) => each!.isCutOrDamaged('DNS'))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(malformed!.isCutOrDamaged('TCP')).toBe(false);
    expect(malformed!.isCutOrDamaged()).toBe(true);
  });
});
