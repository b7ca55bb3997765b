import { describe, expect, it } from 'vitest';
import { readProgramLog } from '../../../src/vantage/programs/read-log.js';
import { eventsOf } from './support.js';

const read = (...lines: string[]): string[] => eventsOf(readProgramLog(lines.join('\n')));

describe('what a program prints', () => {
  it('of the lab report is read line by line', () => {
    // lab-report.md, experiment 3, mesin 1, as printed.
    const log = readProgramLog(
      `INFO:root:starting up on ('0.0.0.0', 32444)
INFO:root:waiting for a connection
INFO:root:connection from ('172.18.0.3', 44204)
INFO:root:received b'INI ADALAH DATA YANG DIKIRIM ABC'
INFO:root:sending back data
INFO:root:received b'DEFGHIJKLMNOPQ'
INFO:root:sending back data
INFO:root:ERROR: [Errno 104] Connection reset by peer
INFO:root:closing
`,
    );
    expect(log.format).toBe('messages');
    expect(eventsOf(log)).toEqual([
      '1 listening 0.0.0.0 32444',
      '3 accepted',
      '4 read 32 "INI ADALAH DATA YANG DIKIRIM ABC"',
      '5 write 32 "INI ADALAH DATA YANG DIKIRIM ABC"',
      '6 read 14 "DEFGHIJKLMNOPQ"',
      '7 write 14 "DEFGHIJKLMNOPQ"',
      '8 error ECONNRESET',
      '9 close',
    ]);
    expect(log.sessions).toEqual([
      { kind: 'accepted', line: 3, own: null, peer: { address: '172.18.0.3', port: 44204 } },
    ]);
  });

  it('of its client, too', () => {
    expect(
      read(
        "INFO:root:connecting to ('172.18.0.2', 32444)",
        'INFO:root:sending INI ADALAH DATA',
        "INFO:root:b'INI ADALAH'",
        "INFO:root:File 'file_dikirim.txt' sent successfully.",
        "INFO:root:b''",
        'INFO:root:closing',
      ),
    ).toEqual([
      '1 connecting',
      '2 write 15 "INI ADALAH DATA"',
      '3 read 10 "INI ADALAH"',
      '4 write',
      '5 end-of-stream 0',
      '6 close',
    ]);
  });

  it('in the words of "Python Module of the Week"', () => {
    expect(
      read(
        'starting up on localhost port 10000',
        'waiting for a connection',
        "connection from ('127.0.0.1', 65141)",
        "received b'This is the mess'",
        'sending data back to the client',
        "received b''",
        "no data from ('127.0.0.1', 65141)",
        'connecting to localhost port 10000',
        "sending b'This is'",
        'received "This"',
        'closing socket',
      ),
    ).toEqual([
      '1 listening localhost 10000',
      '3 accepted',
      '4 read 16 "This is the mess"',
      '5 write 16 "This is the mess"',
      '6 end-of-stream 0',
      '8 connecting',
      '9 write 7 "This is"',
      '10 read 4 "This"',
      '11 close',
    ]);
  });

  it.each<[string, string | null]>([
    ["received b'ab'", null],
    ["INFO:root:received b'ab'", null],
    ["DEBUG:server.echo:received b'ab'", null],
    ["2026-05-01 12:00:00,123 - root - INFO - received b'ab'", '2026-05-01 12:00:00,123'],
    ["2026-05-01 12:00:00,123 INFO received b'ab'", '2026-05-01 12:00:00,123'],
    ["2026-05-01T12:00:00.123Z [INFO] received b'ab'", '2026-05-01T12:00:00.123Z'],
    ["[12:00:00] INFO: received b'ab'", '12:00:00'],
    ["12:00:00.5 | INFO | MainThread | received b'ab'", '12:00:00.5'],
    ["\u001b[32mINFO\u001b[0m received b'ab'", null],
    ["INFO:root:received 2 bytes: b'ab'", null],
    ["  received: b'ab'\r", null],
  ])('%j has its prefix taken off', (line, time) => {
    const [event] = readProgramLog(line).events;
    expect(event).toMatchObject({ kind: 'read', count: 2, bytes: Uint8Array.of(97, 98), single: true, time });
  });

  it('keeps the connections of what names its peer apart', () => {
    const log = readProgramLog(
      [
        "connection from ('10.0.0.1', 1000)",
        "connection from ('10.0.0.2', 1000)",
        "received b'a' from ('10.0.0.1', 1000)",
        "received b'b'",
      ].join('\n'),
    );
    expect(log.events.map(({ session }) => session)).toEqual([0, 1, 0, 1]);
  });

  it('tells a sum from a single read', () => {
    const [read] = readProgramLog('received 60200 bytes, sha256 5b91').events;
    expect(read).toMatchObject({ kind: 'read', count: 60200, bytes: null, single: false });
  });

  it.each([
    ['[Errno 111] Connection refused', 'ECONNREFUSED'],
    ['ConnectionResetError: [Errno 54] Connection reset by peer', 'ECONNRESET'],
    ['BrokenPipeError: [Errno 32] Broken pipe', 'EPIPE'],
    ['ERROR: [WinError 10054] An existing connection was forcibly closed by the remote host', 'ECONNRESET'],
    ['TimeoutError: timed out', 'ETIMEDOUT'],
    ['[Errno 9999] Something else', '[Errno 9999] Something else'],
  ])('%s is an error', (line, error) => {
    expect(readProgramLog(`INFO:root:${line}`).events).toMatchObject([{ kind: 'error', error }]);
  });

  it.each([
    ["('::ffff:172.18.0.3', 37692, 0, 0)", '172.18.0.3', 37692],
    ["('2001:DB8:0:0::3', 60854, 0, 0)", '2001:db8::3', 60854],
    ["('fe80::1%eth0', 1, 0, 2)", 'fe80::1', 1],
    ['172.18.0.3:37692', '172.18.0.3', 37692],
    ['[2001:db8::3]:60854', '2001:db8::3', 60854],
  ])('the endpoint %s', (endpoint, address, port) => {
    expect(readProgramLog(`connection from ${endpoint}`).sessions).toMatchObject([
      { peer: { address, port } },
    ]);
  });

  it.each([
    '',
    'timeout : 10.0',
    "[(<AddressFamily.AF_INET: 2>, <SocketKind.SOCK_STREAM: 1>, 6, '', ('103.94.189.4', 80))]",
    "connection from ('172.18.0.3', 99999)",
    "received b'never closed",
    'Traceback (most recent call last):',
    '(base) jovyan@2285cc6d77e6:~/work$ python3 server_2.py',
  ])('%j is passed over', (line) => {
    expect(readProgramLog(line).events.filter(({ kind }) => kind !== 'read')).toEqual([]);
  });
});
