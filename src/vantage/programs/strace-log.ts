import type { LogEndpoint } from './event.js';
import type { LogBuilder } from './log-builder.js';
import {
  bufferOf,
  type Descriptor,
  descriptorOf,
  endpointsOf,
  isNoTcp,
  type ShownBytes,
  sockaddrOf,
  vectorsOf,
} from './strace-args.js';
import { type StraceCall, StraceLines } from './strace-line.js';

/** What a descriptor stands for. */
interface Socket {
  /** Its connection; -1 while it has none. */
  session: number;
  /** Process that has opened it. */
  readonly pid: number;
  /** Moved bytes with `recv`, `send`, so that a plain `read` after that may be of a file that took its number. */
  messaging: boolean;
  /** SO_LINGER with 0: `close` sends RST. */
  lingerless: boolean;
  /** Processes that have closed it. */
  readonly closedBy: Set<number>;
}

const READS: ReadonlySet<string> = new Set(['read', 'recv', 'recvfrom', 'readv', 'recvmsg']);
const WRITES: ReadonlySet<string> = new Set([
  'write',
  'send',
  'sendto',
  'writev',
  'sendmsg',
  'sendfile',
  'sendfile64',
]);
/** Nothing happened yet: the call is made again, or the connection comes about later. */
const NOT_YET: ReadonlySet<string> = new Set([
  'EAGAIN',
  'EWOULDBLOCK',
  'EINPROGRESS',
  'EINTR',
  'EALREADY',
  'EISCONN',
]);
const MAX_SOCKETS = 100_000;

/** Reads a record of strace, line by line: the calls on sockets of TCP. */
export class StraceLog {
  readonly #log: LogBuilder;
  readonly #lines = new StraceLines();
  /** By number; a number is one socket at a time, in all threads. */
  readonly #sockets = new Map<number, Socket>();
  /** Descriptors of UDP and others. */
  readonly #others = new Set<number>();
  /** What sockets were bound to. */
  readonly #addresses = new WeakMap<Socket, LogEndpoint | null>();
  #seesClose = false;

  constructor(log: LogBuilder) {
    this.#log = log;
  }

  /** Takes in a line. */
  line(line: string): void {
    const call = this.#lines.take(line);
    if (call === null) return;
    this.#log.time = call.time;
    if ('exit' in call) this.#exit(call.pid);
    else if (call.name === 'socket') this.#opened(call);
    else {
      const descriptor = descriptorOf(call.args);
      if (descriptor !== null) this.#onDescriptor(call, descriptor);
    }
  }

  #opened({ args, result, resultTarget, pid }: StraceCall): void {
    if (result === null || result < 0) return;
    this.#sockets.delete(result);
    this.#others.delete(result);
    if (/^(AF|PF)_INET6?, SOCK_STREAM\b/.test(args) && isNoTcp(resultTarget) !== true)
      this.#add(result, -1, pid);
    else if (this.#others.size < MAX_SOCKETS) this.#others.add(result);
  }

  #add(fd: number, session: number, pid: number): Socket {
    const socket = { session, pid, messaging: false, lingerless: false, closedBy: new Set<number>() };
    if (this.#sockets.size < MAX_SOCKETS) this.#sockets.set(fd, socket);
    else this.#log.cut = true;
    return socket;
  }

  #onDescriptor(call: StraceCall, descriptor: Descriptor): void {
    const { name } = call;
    if (name === 'accept' || name === 'accept4') this.#accepted(call);
    else if (name === 'connect') this.#connect(call, descriptor);
    else if (name === 'close') this.#close(call, descriptor);
    else {
      const socket = this.#socketOf(descriptor, call.pid);
      if (socket !== undefined) this.#onSocket(call, socket, descriptor);
    }
  }

  #onSocket(call: StraceCall, socket: Socket, { target }: Descriptor): void {
    const { name, args } = call;
    const succeeded = call.result !== null && call.result >= 0;
    const session = this.#log.sessions[socket.session];
    if (session !== undefined && session.own === null) session.own = endpointsOf(target)?.own ?? null;
    if (READS.has(name) || WRITES.has(name)) this.#moved(call, socket, target);
    else if (!succeeded) return;
    else if (name === 'bind' || name === 'listen') this.#bound(name, socket, args);
    else if (name === 'getsockname' && session !== undefined) session.own = sockaddrOf(args) ?? session.own;
    else if (name === 'getpeername' && session !== undefined) session.peer ??= sockaddrOf(args);
    else if (name === 'setsockopt' && /SO_LINGER, \{l_onoff=1, l_linger=0\}/.test(args))
      socket.lingerless = true;
    else if (name === 'shutdown' && session !== undefined && /SHUT_(WR|RDWR)/.test(args))
      this.#log.add({ kind: 'close', session: socket.session, closed: 'shutdown' });
  }

  #bound(name: string, socket: Socket, args: string): void {
    if (name === 'bind') this.#addresses.set(socket, sockaddrOf(args));
    else this.#log.add({ kind: 'listening', session: -1, at: this.#addresses.get(socket) ?? null });
  }

  #accepted({ args, result, resultTarget, pid }: StraceCall): void {
    if (result === null || result < 0) return;
    const told = endpointsOf(resultTarget);
    const peer = told?.peer ?? sockaddrOf(args);
    this.#others.delete(result);
    this.#sockets.delete(result);
    if (peer === null && !/AF_INET|NULL/.test(args)) return;
    const session = this.#log.begin('accepted', told?.own ?? null, peer);
    if (session >= 0) this.#add(result, session, pid);
  }

  #connect({ args, error, pid }: StraceCall, { fd, target }: Descriptor): void {
    const peer = sockaddrOf(args);
    if (peer === null || this.#others.has(fd) || isNoTcp(target) === true) return;
    const known = this.#sockets.get(fd);
    // A second call on a socket that is not blocking asks how the first went.
    if (known !== undefined && known.session >= 0) return;
    const session = this.#log.begin('connecting', null, peer);
    if (session < 0) return;
    (known ?? this.#add(fd, session, pid)).session = session;
    if (error !== null && !NOT_YET.has(error))
      this.#log.add({ kind: 'error', session, error, call: 'connect' });
  }

  #close({ result, pid }: StraceCall, { fd }: Descriptor): void {
    this.#seesClose = true;
    const socket = this.#sockets.get(fd);
    if (result !== 0 || socket === undefined || socket.closedBy.has(pid)) return;
    socket.closedBy.add(pid);
    // A server that leaves the connection to a child closes only its own copy.
    if (socket.session >= 0)
      this.#log.add({
        kind: 'close',
        session: socket.session,
        closed: socket.lingerless ? 'linger' : 'close',
      });
  }

  /** What a process has open is closed with it, at the latest. */
  #exit(pid: number): void {
    for (const [fd, socket] of this.#sockets) {
      if (socket.pid !== pid) continue;
      if (socket.session >= 0 && socket.closedBy.size === 0)
        this.#log.add({
          kind: 'close',
          session: socket.session,
          closed: socket.lingerless ? 'linger' : 'exit',
        });
      this.#sockets.delete(fd);
    }
  }

  #socketOf({ fd, target }: Descriptor, pid: number): Socket | undefined {
    if (isNoTcp(target) === true) return undefined;
    const socket = this.#sockets.get(fd);
    return socket?.closedBy.has(pid) ? undefined : socket;
  }

  #moved(call: StraceCall, socket: Socket, target: string | null): void {
    const { name, args, result, error } = call;
    if (socket.session < 0) return;
    const plain = name === 'read' || name === 'write';
    // Where closing is not recorded, the number may have gone to a file.
    if (plain && socket.messaging && !this.#seesClose && target === null) return;
    if (!plain) socket.messaging = true;
    const { session } = socket;
    if (error !== null) {
      if (!NOT_YET.has(error)) this.#log.add({ kind: 'error', session, error, call: name });
    } else if (result !== null && result >= 0 && !/MSG_PEEK/.test(args))
      this.#tell(READS.has(name) ? 'read' : 'write', session, result, shownBytes(name, args, result));
  }

  #tell(kind: 'read' | 'write', session: number, count: number, shown: ShownBytes | null): void {
    const requested = kind === 'read' ? (shown?.room ?? null) : null;
    const bytes = shown === null ? null : shown.bytes.subarray(0, count);
    if (count > 0) this.#log.add({ kind, session, count, bytes, requested });
    // A read of no room gives nothing, and says nothing of the stream.
    else if (kind === 'read' && requested !== 0)
      this.#log.add({ kind: 'end-of-stream', session, count: 0, requested });
  }
}

function shownBytes(name: string, args: string, count: number): ShownBytes | null {
  return /v$|msg$/.test(name) && name !== 'recv' ? vectorsOf(args, count) : bufferOf(args);
}
