import { describe, expect, it } from 'vitest';
import { add, fed, told } from './stream-feed.js';

describe('order', () => {
  it('gives what comes in order at once, with its frame', () => {
    const stream = fed();
    add(stream, 0, 'abc', 4);
    add(stream, 3, 'de', 6);
    expect(stream.segments.map(({ start }) => start)).toEqual([0, 3]);
    expect(stream.segments.map((segment) => segment.kind === 'bytes' && segment.frame)).toEqual([4, 6]);
    expect(told(stream.segments)).toBe('abcde');
  });

  it('holds back what comes too early', () => {
    const stream = fed();
    add(stream, 3, 'def', 1);
    expect(stream.segments).toEqual([]);
    add(stream, 0, 'abc', 2);
    expect(told(stream.segments)).toBe('abcdef');
  });

  it('copies the bytes, since their buffer is used again', () => {
    const stream = fed();
    const bytes = new Uint8Array([97, 98]);
    stream.assembler.add(0, bytes, 2, 1);
    stream.assembler.add(3, bytes, 2, 2);
    bytes.fill(0);
    add(stream, 2, 'c', 3);
    expect(told(stream.segments)).toBe('abcab');
  });

  it('takes the new part of a retransmission that carries more', () => {
    const stream = fed();
    add(stream, 0, 'abc', 1);
    add(stream, 0, 'abcdef', 2);
    expect(told(stream.segments)).toBe('abcdef');
    expect(stream.conflicts).toEqual([]);
  });

  it('goes on past position 2³²', () => {
    const stream = fed({}, 2 ** 32 - 2);
    add(stream, 2 ** 32, 'cd', 1);
    add(stream, 2 ** 32 - 2, 'ab', 2);
    expect(told(stream.segments)).toBe('abcd');
    expect(stream.assembler.next).toBe(2 ** 32 + 2);
  });
});

describe('overlap', () => {
  const overlapping = (overlap: 'older' | 'newer') => {
    const stream = fed({ overlap });
    add(stream, 2, 'cdef', 1);
    add(stream, 4, 'EFGH', 2);
    add(stream, 0, 'abCD', 3);
    return stream;
  };

  it('keeps the older bytes', () => {
    const stream = overlapping('older');
    expect(told(stream.segments)).toBe('abcdefGH');
    expect(stream.conflicts).toEqual([
      { start: 4, end: 6, frame: 2, originalFrame: 1 },
      { start: 2, end: 4, frame: 3, originalFrame: 1 },
    ]);
  });

  it('keeps the newer bytes where asked to', () => {
    const stream = overlapping('newer');
    expect(told(stream.segments)).toBe('abCDEFGH');
    expect(stream.conflicts).toHaveLength(2);
  });

  it('cuts what waits in two where newer bytes fall in its middle', () => {
    const stream = fed({ overlap: 'newer' });
    add(stream, 1, 'bcdef', 1);
    add(stream, 3, 'D', 2);
    add(stream, 0, 'a', 3);
    expect(told(stream.segments)).toBe('abcDef');
  });

  it('does not change what was delivered, and reports the range that differs', () => {
    const stream = fed({ overlap: 'newer' });
    add(stream, 0, 'abcdef', 7);
    add(stream, 0, 'abXdYf', 9);
    expect(told(stream.segments)).toBe('abcdef');
    expect(stream.conflicts).toEqual([{ start: 2, end: 5, frame: 9, originalFrame: 7 }]);
  });

  it('finds bytes resent with other content after much was delivered', () => {
    const stream = fed();
    for (let at = 0; at < 1000; at++) add(stream, at, 'x', at + 1);
    add(stream, 500, 'y', 2000);
    expect(stream.conflicts).toEqual([{ start: 500, end: 501, frame: 2000, originalFrame: 501 }]);
  });

  it('forgets what is older than its history', () => {
    const stream = fed({ maxHistoryBytes: 0 });
    add(stream, 0, 'abc', 1);
    add(stream, 0, 'xyz', 2);
    expect(stream.conflicts).toEqual([]);
  });
});

describe('gaps', () => {
  it('gives up a gap that the receiver acknowledged past', () => {
    const stream = fed();
    add(stream, 0, 'abc', 1);
    add(stream, 6, 'ghi', 2);
    stream.assembler.acknowledge(5);
    expect(told(stream.segments)).toBe('abc');
    stream.assembler.acknowledge(9);
    expect(told(stream.segments)).toBe('abc[3-6 acknowledged]ghi');
  });

  it('does not wait for what was acknowledged before', () => {
    const stream = fed();
    stream.assembler.acknowledge(3);
    add(stream, 3, 'def', 1);
    expect(told(stream.segments)).toBe('[0-3 acknowledged]def');
  });

  it('says what is late', () => {
    const stream = fed();
    add(stream, 3, 'def', 1);
    stream.assembler.acknowledge(6);
    add(stream, 0, 'abc', 2);
    expect(stream.excess).toEqual([{ reason: 'late', start: 0, end: 3, frame: 2 }]);
  });

  it('tells at the end what is missing and why, and changes nothing by it', () => {
    const stream = fed();
    add(stream, 3, 'def', 1);
    expect(told(stream.assembler.rest())).toBe('[0-3 end]def');
    stream.assembler.fin(8);
    expect(told(stream.assembler.rest())).toBe('[0-3 fin]def[6-8 fin]');
    add(stream, 0, 'abc', 2);
    stream.assembler.acknowledge(8);
    expect(told(stream.segments)).toBe('abcdef');
    expect(told(stream.assembler.rest())).toBe('[6-8 acknowledged]');
  });

  it('takes one acknowledged number beyond the bytes for a FIN that was not captured', () => {
    const stream = fed();
    add(stream, 0, 'abc', 1);
    stream.assembler.acknowledge(4);
    expect(stream.assembler.rest()).toEqual([]);
    stream.assembler.acknowledge(9);
    expect(told(stream.assembler.rest())).toBe('[3-9 acknowledged]');
  });

  it('knows the length of a direction that was not captured by its acknowledgments', () => {
    const stream = fed({}, null);
    stream.assembler.acknowledge(500);
    expect(told(stream.assembler.rest())).toBe('[0-500 acknowledged]');
  });

  it('leaves a gap for what the snap length cut off, until it is captured', () => {
    const stream = fed();
    add(stream, 4, 'ef', 1, 4);
    add(stream, 0, 'ab', 2, 4);
    expect(told(stream.segments)).toBe('ab[2-4 cut-short]ef[6-8 cut-short]');
    add(stream, 10, 'k', 3, 3);
    add(stream, 11, 'lm', 4);
    add(stream, 8, 'ij', 5);
    expect(told(stream.segments.slice(4))).toBe('ijklm');
  });

  it('gives up a gap when too much waits behind it', () => {
    const stream = fed({ maxWaitingBytes: 1000 });
    add(stream, 1, 'b'.repeat(500), 1);
    expect(stream.segments).toEqual([]);
    add(stream, 600, 'c'.repeat(100), 2);
    expect(told(stream.segments)).toBe(`[0-1 limit]${'b'.repeat(500)}`);
  });
});

describe('ends', () => {
  it('ends with a FIN that carries data, and takes nothing after it', () => {
    const stream = fed();
    add(stream, 0, 'abc', 1);
    stream.assembler.fin(3);
    expect(stream.assembler.ended).toBe(true);
    add(stream, 1, 'bcd', 2);
    expect(told(stream.segments)).toBe('abc');
    expect(stream.excess).toEqual([{ reason: 'after-fin', start: 3, end: 4, frame: 2 }]);
  });

  it('has not ended while bytes before the FIN are missing', () => {
    const stream = fed();
    stream.assembler.fin(3);
    add(stream, 1, 'bc', 1);
    expect(stream.assembler.ended).toBe(false);
    add(stream, 0, 'a', 2);
    expect(stream.assembler.ended).toBe(true);
  });

  it('drops the byte of a keep-alive, which may be garbage', () => {
    const stream = fed();
    add(stream, -1, '\0', 1);
    add(stream, 0, 'abc', 2);
    add(stream, 2, '\0', 3);
    expect(told(stream.segments)).toBe('abc');
    expect([...stream.conflicts, ...stream.excess]).toEqual([]);
  });
});

describe('without a SYN', () => {
  it('begins with the first segment, as Wireshark does; earlier bytes are excess', () => {
    const stream = fed({}, null);
    add(stream, 100, 'abc', 1);
    add(stream, 90, 'x'.repeat(10), 2);
    expect(told(stream.segments)).toBe('abc');
    expect(stream.excess).toEqual([{ reason: 'before-start', start: 90, end: 100, frame: 2 }]);
  });

  it('begins where an empty segment stands, unless that was a keep-alive', () => {
    const lost = fed({}, null);
    lost.assembler.begin(100, false);
    add(lost, 110, 'abc', 1);
    expect(told(lost.assembler.rest())).toBe('[100-110 end]abc');
    const idle = fed({}, null);
    idle.assembler.begin(99, false);
    add(idle, 100, 'abc', 1);
    expect(told(idle.segments)).toBe('abc');
  });
});
