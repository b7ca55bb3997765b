/** Stories of how connections open, or fail to. */
import { describe, expect, it } from 'vitest';
import { ethernet, IP, icmpError, ipv4, synOptions } from '../support/packets.js';
import { story } from '../support/story.js';
import { tell, tellAsTshark, tsharkDifferences, tsharkIsHere } from '../support/told.js';

describe('handshake', () => {
  /** RFC 9293, 3.5, figure 6: SYN, SYN-ACK, ACK, one millisecond apart. */
  it('has three steps, each in answer to the one before', async () => {
    const told = await tellAsTshark(story().handshake());
    expect(told.roles).toEqual(['syn', 'syn-ack', 'handshake-ack']);
    expect(told.stages).toEqual(['open-1', 'open-2', 'open-3']);
    expect(told.facts('inReplyTo')).toEqual({ 2: 1, 3: 2 });
    expect(told.facts('acknowledges')).toEqual({ 2: 1, 3: 2 });
    expect(told.facts('rtt')).toEqual({ 2: 0.001, 3: 0.001 });
    expect(told.facts('seq')).toEqual({ 1: 0, 2: 0, 3: 1 });
    expect(told.facts('ack')).toEqual({ 1: null, 2: 1, 3: 1 });
    expect(told.facts('rawSeq')).toEqual({ 1: 1000, 2: 5000, 3: 1001 });
    expect(told.findings).toEqual({});
    expect(told.connection).toMatchObject({
      connection: 0,
      server: '172.18.0.2:10000',
      clientInferred: false,
      state: 'S1',
      history: 'ShA',
      outcome: 'open',
      completeness: 7,
      handshakeRtt: 0.002,
      frames: { client: 2, server: 1 },
    });
  });

  /** RFC 9293, 3.5: any segment that acknowledges the SYN-ACK completes the handshake, with data or late. */
  it('is completed by data where the bare ACK is not in the capture', async () => {
    const said = story().client('SYN').server('SYN,ACK').client('ACK', 0, { unseen: true });
    const told = await tellAsTshark(said.client('PSH,ACK', 'hello').client('PSH,ACK', 'again'));
    expect(told.roles).toEqual(['syn', 'syn-ack', 'handshake-ack', 'data']);
    expect(told.stages).toEqual(['open-1', 'open-2', 'open-3', 'none']);
    expect(told.frame(3).facts).toMatchObject({ bytes: 5, streamStart: 0, streamEnd: 5, preview: 'hello' });
    // Wireshark's bit 4 is an *empty* ACK.
    expect(told.connection).toMatchObject({ completeness: 11, outcome: 'open', history: 'ShD' });
  });

  /** A second ACK with the same numbers is no part of the handshake any more. */
  it('happens once', async () => {
    const told = await tellAsTshark(story().handshake().client('ACK'));
    expect(told.roles.at(-1)).toBe('ack');
    expect(told.stages.at(-1)).toBe('none');
  });
});

describe('handshake-reordered', () => {
  /** The capture has the SYN-ACK before the SYN it answers, as two queues of one card may deliver them. */
  it('does not call unseen what is in the capture', async () => {
    const said = story().client('SYN', 0, { unseen: true }).server('SYN,ACK');
    // What the oracle works out of one pass counts the late SYN; `tshark -2` itself prints 6.
    const told = await tellAsTshark(said.client('SYN', 0, { seq: 0 }).client('ACK'), 'completeness');
    expect(told.roles).toEqual(['syn-ack', 'syn', 'handshake-ack']);
    // The numbers tell the order: what answers what is certain once all three are there.
    expect(told.stages).toEqual(['open-2-unseen', 'open-1', 'open-3']);
    expect(told.frame(3).facts.inReplyTo).toBe(1);
    expect(told.connection).toMatchObject({
      clientInferred: false,
      server: '172.18.0.2:10000',
      completeness: 6,
    });
  });
});

describe('syn-retransmitted', () => {
  /** RFC 6298, 2: the first timeout is one second; Wireshark calls a SYN sent again a retransmission. */
  it('is the same step said again', async () => {
    const said = story().client('SYN').at(1000).client('SYN', 0, { seq: 0 }).server('SYN,ACK').client('ACK');
    const told = await tellAsTshark(said);
    expect(told.roles).toEqual(['syn', 'syn', 'syn-ack', 'handshake-ack']);
    expect(told.stages).toEqual(['open-1', 'open-again', 'open-2', 'open-3']);
    expect(told.findings).toEqual({ 2: 'retransmission' });
    expect(told.facts('retransmissionOf')).toEqual({ 2: 1 });
    expect(told.facts('rto')).toEqual({ 2: 1 });
    expect(told.connection).toMatchObject({ completeness: 7, history: 'ShA', outcome: 'open' });
  });

  it('ends without an answer where none came', async () => {
    const said = story()
      .client('SYN')
      .at(1000)
      .client('SYN', 0, { seq: 0 })
      .at(3000)
      .client('SYN', 0, { seq: 0 });
    const told = await tellAsTshark(said);
    expect(told.connection).toMatchObject({
      state: 'S0',
      history: 'S',
      outcome: 'no-answer',
      completeness: 1,
    });
  });
});

describe('syn-data-tfo', () => {
  const cookie = '0102030405060708';

  /** RFC 7413, 3: with a cookie, the SYN carries data and the SYN-ACK acknowledges it. */
  it('carries data in the SYN', async () => {
    const said = story().client('SYN', 'GET /', { options: synOptions({ mss: 1460, cookie }) });
    const told = await tellAsTshark(said.server('SYN,ACK').client('ACK').server('PSH,ACK', 'ok'));
    expect(told.roles.slice(0, 2)).toEqual(['syn', 'syn-ack']);
    expect(told.frame(1).facts).toMatchObject({ bytes: 5, streamStart: 0, streamEnd: 5, preview: 'GET /' });
    expect(told.frame(2).facts).toMatchObject({ ack: 6, acknowledges: 1, inReplyTo: 1, stage: 'open-2' });
    expect(told.findings).toEqual({});
    expect(told.connection).toMatchObject({ outcome: 'open', history: 'ShAd', completeness: 15 });
  });

  /** RFC 7413, 4.2: a server that does not take the data acknowledges the SYN alone, and the data is sent again. */
  it('sends the data again where only the SYN was acknowledged', async () => {
    const said = story().client('SYN', 'GET /').server('SYN,ACK', 0, { ack: 1 });
    const told = await tellAsTshark(said.client('PSH,ACK', 'GET /', { seq: 1 }));
    expect(told.roles).toEqual(['syn', 'syn-ack', 'handshake-ack']);
    expect(told.stages).toEqual(['open-1', 'open-2', 'open-3']);
    expect(told.frame(3).facts).toMatchObject({ streamStart: 0, streamEnd: 5 });
  });
});

describe('refused', () => {
  /** RFC 9293, 3.10.7.1: where nothing is open, a SYN is answered with seq 0, ack = its number + 1, RST and ACK. */
  it('says which SYN, and that it was seen', async () => {
    const told = await tellAsTshark(story().client('SYN').server('RST,ACK', 0, { seq: -5000, ack: 1 }));
    expect(told.roles).toEqual(['syn', 'reset']);
    expect(told.frame(2).facts).toMatchObject({
      cause: 'refused',
      causeCertainty: 'seen',
      inReplyTo: 1,
      rawSeq: 0,
    });
    expect(told.findings).toEqual({});
    expect(told.connection).toMatchObject({ outcome: 'refused', state: 'REJ', history: 'Sr' });
  });

  /** Linux answers ECONNREFUSED only to the SYN that it is about: a second attempt has a connection of its own. */
  it('is told of each attempt', async () => {
    const first = story().client('SYN').server('RST,ACK', 0, { seq: -5000, ack: 1 });
    const second = story({ clientPort: first.clientPort, clientIsn: 90000 }).at(500).client('SYN');
    second.server('RST,ACK', 0, { seq: -5000, ack: 1 });
    const told = await tellAsTshark({ frames: [...first.frames, ...second.frames] });
    expect(told.facts('cause')).toEqual({ 2: 'refused', 4: 'refused' });
    expect(told.facts('inReplyTo')).toEqual({ 2: 1, 4: 3 });
    expect(told.connections.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
  });
});

describe('refused-by-icmp', () => {
  /** RFC 1122, 4.2.3.9: a router's "administratively prohibited" (RFC 1812, 5.2.7.1) quotes the SYN that it dropped. */
  it('names the frame complained about, and leaves the connection without an answer', async () => {
    const router = { protocol: IP.icmp, source: '172.18.0.1', destination: '172.18.0.3' };
    const said = story()
      .client('SYN')
      .from((packet) => ethernet(ipv4(icmpError(3, 13, packet), router)));
    const told = await tell(said);
    expect(told.roles).toEqual(['syn', 'icmp-error']);
    expect(told.frame(2).facts).toMatchObject({
      type: 3,
      code: 13,
      about: {
        frame: 1,
        connection: 0,
        protocol: 'TCP',
        source: '172.18.0.3',
        destination: '172.18.0.2',
        sourcePort: said.clientPort,
        destinationPort: 10000,
      },
    });
    expect(told.connection).toMatchObject({ outcome: 'no-answer', state: 'S0' });
  });
});

describe('abandoned', () => {
  /** Zeek's RSTOS0: "originator sent a SYN followed by a RST, never saw a SYN-ACK from the responder". */
  it('is the client giving up its own SYN', async () => {
    const told = await tellAsTshark(story().client('SYN').at(2000).client('RST'));
    expect(told.roles).toEqual(['syn', 'reset']);
    expect(told.connection).toMatchObject({ outcome: 'abandoned', state: 'RSTOS0', history: 'SR' });
  });

  /** Zeek asks for the history `^?S[^HAFGIQhafgiq]*R`: data on the SYN (RFC 7413) makes no difference. */
  it('is the same where the SYN carried data', async () => {
    const told = await tellAsTshark(story().client('SYN', 5).at(2000).client('RST'));
    expect(told.connection).toMatchObject({ outcome: 'abandoned', state: 'RSTOS0', payload: { client: 5 } });
  });
});

describe('half-open', () => {
  /** The SYN-ACK is answered by nothing, and sent again after a second (RFC 6298, 2). */
  it('has two steps of three', async () => {
    const said = story().client('SYN').server('SYN,ACK').at(1000).server('SYN,ACK', 0, { seq: 0 });
    const told = await tellAsTshark(said);
    expect(told.stages).toEqual(['open-1', 'open-2', 'open-again']);
    expect(told.findings).toEqual({ 3: 'retransmission' });
    expect(told.connection).toMatchObject({ outcome: 'half-open', completeness: 3, handshakeRtt: null });
  });
});

describe('simultaneous-open', () => {
  /** RFC 9293, 3.5, figure 7: both SYNs cross, and each side answers the other's with SYN and ACK. */
  it('has no steps of a three-way handshake once the second SYN shows it', async () => {
    const said = story().client('SYN').server('SYN').client('SYN,ACK', 0, { seq: 0 });
    const told = await tellAsTshark(said.server('SYN,ACK', 0, { seq: 0 }).client('PSH,ACK', 'hello'));
    expect(told.roles).toEqual(['syn', 'syn', 'syn-ack', 'syn-ack', 'handshake-ack']);
    expect(told.stages.slice(1)).toEqual([
      'simultaneous-open',
      'simultaneous-open-ack',
      'simultaneous-open-ack',
      'simultaneous-open-ack',
    ]);
    expect(told.connection).toMatchObject({ outcome: 'open', clientInferred: false });
  });
});

describe('split-handshake', () => {
  /** The server answers the SYN with a SYN of its own and no ACK (Beardsley and Qian, 2010; RFC 9293, 3.5 permits it). */
  it('is told as both sides opening', async () => {
    const said = story().client('SYN').server('SYN').client('SYN,ACK', 0, { seq: 0 });
    const told = await tellAsTshark(said.server('ACK').client('PSH,ACK', 'hi'));
    expect(told.roles).toEqual(['syn', 'syn', 'syn-ack', 'ack', 'data']);
    expect(told.stages.slice(1)).toEqual(['simultaneous-open', 'simultaneous-open-ack', 'none', 'none']);
  });

  /** With its ACK sent apart and first, Wireshark takes the server's SYN for a new conversation on used ports. */
  it('is two connections, as in Wireshark, where an ACK comes before the SYN', async () => {
    const said = story().client('SYN').server('ACK', 0, { seq: 0, ack: 1 }).server('SYN');
    const told = await tellAsTshark(said.client('SYN,ACK', 0, { seq: 0 }).server('ACK'));
    expect(told.rows.map(({ connection }) => connection)).toEqual([0, 0, 1, 1, 1]);
    expect(told.findings).toEqual({ 3: 'port-reuse' });
  });
});

describe('syn-again', () => {
  /** The same SYN twice: its answer acknowledges both, so neither is named. */
  it('leaves open which one is answered', async () => {
    const said = story().client('SYN').at(1000).client('SYN', 0, { seq: 0 }).server('SYN,ACK').client('ACK');
    const told = await tellAsTshark(said);
    expect(told.stages).toEqual(['open-1', 'open-again', 'open-2', 'open-3']);
    expect(told.facts('inReplyTo')).toEqual({ 4: 3 });
  });
});

describe('midstream', () => {
  /** A capture begun in the middle of a connection: Wireshark counts from one less than the first number seen. */
  it('infers the client from the ports, and says so', async () => {
    const setting = { serverPort: 443, clientPort: 51000 };
    const said = story(setting).server('PSH,ACK', 'news', { seq: 700, ack: 300 });
    const told = await tellAsTshark(said.client('ACK', 0, { seq: 300 }).client('PSH,ACK', 100, { seq: 300 }));
    expect(told.roles).toEqual(['data', 'ack', 'data']);
    expect(told.stages).toEqual(['none', 'none', 'none']);
    expect(told.facts('seq')).toEqual({ 1: 1, 2: 1, 3: 1 });
    expect(told.facts('ack')).toEqual({ 1: 1, 2: 5, 3: 5 });
    expect(told.facts('streamStart')).toEqual({ 1: 0, 3: 0 });
    expect(told.findings).toEqual({});
    expect(told.connection).toMatchObject({
      client: '172.18.0.3:51000',
      server: '172.18.0.2:443',
      clientInferred: true,
      outcome: 'midstream',
      state: 'OTH',
      history: '^dAD',
      handshakeRtt: null,
    });
  });

  /** The SYN-ACK alone tells who the client is. */
  it('knows the client from a SYN-ACK', async () => {
    const said = story().client('SYN', 0, { unseen: true }).server('SYN,ACK').client('ACK');
    const told = await tellAsTshark(said);
    expect(told.roles).toEqual(['syn-ack', 'handshake-ack']);
    expect(told.stages).toEqual(['open-2-unseen', 'open-3-unseen']);
    expect(told.connection).toMatchObject({ client: `172.18.0.3:${said.clientPort}`, clientInferred: false });
    expect(told.connection.handshakeRtt).toBeNull();
  });
});

describe('reused-ports', () => {
  const closed = () => {
    const said = story().handshake().client('PSH,ACK', 'one').server('ACK');
    return said.client('FIN,ACK').server('FIN,ACK').client('ACK');
  };

  /** Wireshark: a SYN with another ISN on known ports begins a new conversation and is marked (RFC 9293, 3.6.1). */
  it('begins a new connection at a new ISN', async () => {
    const first = closed();
    const second = story({ clientPort: first.clientPort, clientIsn: 777000, serverIsn: 888000 })
      .at(60000)
      .handshake();
    const told = await tellAsTshark({ frames: [...first.frames, ...second.frames] });
    expect(told.findings).toEqual({ 9: 'port-reuse' });
    expect(told.rows.map(({ connection }) => connection)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]);
    expect(told.stages.slice(8)).toEqual(['open-1', 'open-2', 'open-3']);
    expect(told.facts('seq')).toMatchObject({ 9: 0, 10: 0, 11: 1 });
    expect(told.connections.map(({ outcome }) => outcome)).toEqual(['closed', 'open']);
  });

  /** A SYN with the same ISN is the old one, arriving again. */
  it('stays with the connection at the same ISN', async () => {
    const said = story().client('SYN').server('SYN,ACK').client('ACK').at(500).client('SYN', 0, { seq: 0 });
    const told = await tellAsTshark(said);
    expect(told.rows.map(({ connection }) => connection)).toEqual([0, 0, 0, 0]);
    expect(told.findings[4]).toContain('retransmission');
    // Not for want of a reply: the handshake was complete.
    expect(told.stages[3]).toBe('none');
  });

  /** A late segment of the old connection finds the ports taken by the new one, as in Wireshark. */
  it('gives later segments to the newer connection', async () => {
    const first = closed();
    const second = story({ clientPort: first.clientPort, clientIsn: 777000 }).at(60000).client('SYN');
    const late = first.at(60010).server('ACK');
    const told = await tellAsTshark({
      frames: [...first.frames.slice(0, 8), ...second.frames, ...late.frames.slice(8)],
    });
    expect(told.frame(10).connection).toBe(1);
  });
});

it.skipIf(!tsharkIsHere)('agrees with tshark on every story above', async () => {
  expect(await tsharkDifferences()).toEqual([]);
});
