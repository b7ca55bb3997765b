import { describe, expect, it } from 'vitest';
import { readProgramLog } from '../../../src/vantage/programs/read-log.js';
import { eventsOf } from './support.js';

const read = (text: string): ReturnType<typeof readProgramLog> => readProgramLog(text.replace(/^\n/, ''));

// As strace 6.1 wrote it of the samples' programs, but for the addresses.
const SERVER = `
21948 18:51:14.700897 read(3, "\\n    listener.close()\\n", 4096) = 22
21948 18:51:14.728291 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3
21948 18:51:14.728338 setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
21948 18:51:14.728457 write(2, "INFO:root:starting up on ('127.0"..., 46) = 46
21948 18:51:14.728540 bind(3, {sa_family=AF_INET, sin_port=htons(10077), sin_addr=inet_addr("127.0.0.1")}, 16) = 0
21948 18:51:14.728841 listen(3, 5)      = 0
21948 18:51:14.728956 accept4(3, {sa_family=AF_INET, sin_port=htons(47336), sin_addr=inet_addr("127.0.0.1")}, [16], SOCK_CLOEXEC) = 4
21948 18:51:17.435047 getsockname(4, {sa_family=AF_INET, sin_port=htons(10077), sin_addr=inet_addr("127.0.0.1")}, [128 => 16]) = 0
21948 18:51:17.436422 recvfrom(4, "INI ADALAH DATA YANG DIKIRIM ABC", 32, 0, NULL, NULL) = 32
21948 18:51:17.436696 sendto(4, "INI ADALAH DATA YANG DIKIRIM ABC"..., 46, 0, NULL, 0) = 46
21948 18:51:17.437119 recvfrom(4, "", 32, 0, NULL, NULL) = 0
21948 18:51:17.442437 accept4(3,  <unfinished ...>
21947 18:51:18.668405 --- SIGALRM {si_signo=SIGALRM, si_code=SI_TIMER, si_timerid=0} ---
21948 18:51:18.670201 <... accept4 resumed>0x7fffa0937c90, [16], SOCK_CLOEXEC) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)
21948 18:51:18.673006 +++ killed by SIGTERM +++
`;

describe('a record of strace', () => {
  it('of a server tells the calls on its sockets, and none on files', () => {
    const log = read(SERVER);
    expect(log.format).toBe('strace');
    expect(eventsOf(log)).toEqual([
      '6 listening 127.0.0.1 10077',
      '7 accepted',
      '9 read 32 "INI ADALAH DATA YANG DIKIRIM ABC"',
      '10 write 46 "INI ADALAH DATA YANG DIKIRIM ABC"',
      '11 end-of-stream 0',
      '15 close',
    ]);
    expect(log.events.at(-1)!.closed).toBe('exit');
    expect(log.events[2]).toMatchObject({ time: '18:51:17.436422', requested: 32 });
    expect(log.sessions).toMatchObject([
      { own: { address: '127.0.0.1', port: 10077 }, peer: { address: '127.0.0.1', port: 47336 } },
    ]);
  });

  it('with -ttt and -yy tells the client port', () => {
    const log = read(`
21992 1795546277.390532 read(3</usr/lib/python3.11/idna.pyc>, "\\247\\r\\r\\n"..., 11568) = 11567
21992 1795546277.396480 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = 3<TCP:[54869]>
21992 1795546277.434340 connect(3<TCP:[54869]>, {sa_family=AF_INET, sin_port=htons(10077), sin_addr=inet_addr("127.0.0.1")}, 16) = 0
21992 1795546277.435281 sendto(3<TCP:[127.0.0.1:47336->127.0.0.1:10077]>, "ab\\0\\377\\n\\"\\\\", 7, 0, NULL, 0) = 7
21992 1795546277.440395 close(3<TCP:[127.0.0.1:47336->127.0.0.1:10077]>) = 0
21992 1795546277.440396 read(3</etc/hosts>, "x", 10) = 1
21992 1795546277.481387 +++ exited with 0 +++
`);
    expect(eventsOf(log)).toEqual(['3 connecting', '4 write 7 "ab\\u0000ÿ\\n\\"\\\\"', '5 close']);
    expect(log.sessions).toMatchObject([{ own: { port: 47336 }, peer: { port: 10077 } }]);
    expect(log.events[1]!.time).toBe('1795546277.435281');
  });

  it('puts calls together that others interrupted, by process', () => {
    const log = read(`
[pid    10] accept(3, {sa_family=AF_INET6, sin6_port=htons(60854), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::3", &sin6_addr), sin6_scope_id=0}, [28]) = 4
[pid    11] recvfrom(4,  <unfinished ...>
[pid    10] accept(3,  <unfinished ...>
[pid    11] <... recvfrom resumed>"abc", 32, 0, NULL, NULL) = 3
[pid    10] <... accept resumed>{sa_family=AF_INET, sin_port=htons(5), sin_addr=inet_addr("10.0.0.9")}, [16]) = 5
[pid    12] read(5, "de", 8)            = 2
[pid    11] sendto(4, "abc", 3, 0, NULL, 0) = 3
`);
    expect(
      log.events.map(({ kind, session, count, requested }) => [kind, session, count, requested]),
    ).toEqual([
      ['accepted', 0, null, null],
      ['read', 0, 3, 32],
      ['accepted', 1, null, null],
      ['read', 1, 2, 8],
      ['write', 0, 3, null],
    ]);
    expect(log.sessions[0]!.peer).toEqual({ address: '2001:db8::3', port: 60854 });
  });

  it('reads vectors and messages', () => {
    const log = read(`
1 connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("10.0.0.2")}, 16) = -1 EINPROGRESS (Operation now in progress)
1 connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("10.0.0.2")}, 16) = 0
1 writev(3, [{iov_base="GET ", iov_len=4}, {iov_base="/\\r\\n", iov_len=3}], 2) = 7
1 sendmsg(3, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="abcd"..., iov_len=40}, {iov_base="x", iov_len=1}], msg_iovlen=2, msg_controllen=0, msg_flags=0}, 0) = 41
1 recvmsg(3, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="hello", iov_len=1024}], msg_iovlen=1, msg_controllen=0, msg_flags=0}, 0) = 5
1 recvfrom(3, 0x7ffe, 32, MSG_DONTWAIT, NULL, NULL) = -1 EAGAIN (Resource temporarily unavailable)
1 recvfrom(3, "pe", 2, MSG_PEEK, NULL, NULL) = 2
1 shutdown(3, SHUT_WR) = 0
1 recvfrom(3, 0x7ffe, 32, 0, NULL, NULL) = -1 ECONNRESET (Connection reset by peer)
`);
    expect(eventsOf(log)).toEqual([
      '1 connecting',
      '3 write 7 "GET /\\r\\n"',
      '4 write 41 "abcd"',
      '5 read 5 "hello"',
      '8 close',
      '9 error ECONNRESET',
    ]);
    expect(log.events.at(-1)!.call).toBe('recvfrom');
    expect(log.events.map(({ closed }) => closed)).toContain('shutdown');
    expect(log.sessions).toHaveLength(1);
  });

  it('leaves sockets of UDP and others out', () => {
    const log = read(`
1 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3
1 connect(3, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file or directory)
1 socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 3
1 connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("172.18.0.53")}, 16) = 0
1 sendto(3, "\\1\\2", 2, MSG_NOSIGNAL, NULL, 0) = 2
`);
    expect(log.events).toEqual([]);
  });

  it('knows SO_LINGER 0, and a descriptor that is used again', () => {
    const log = read(`
1 accept4(3, {sa_family=AF_INET, sin_port=htons(1), sin_addr=inet_addr("10.0.0.1")}, [16], 0) = 4
1 setsockopt(4, SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=0}, 8) = 0
1 close(4) = 0
1 read(4, "a file", 100) = 6
1 accept4(3, {sa_family=AF_INET, sin_port=htons(2), sin_addr=inet_addr("10.0.0.1")}, [16], 0) = 4
1 read(4, "b", 100) = 1
`);
    expect(log.events.map(({ kind, session, closed }) => [kind, session, closed])).toEqual([
      ['accepted', 0, null],
      ['close', 0, 'linger'],
      ['accepted', 1, null],
      ['read', 1, null],
    ]);
  });
});
