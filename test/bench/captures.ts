/** Captures to measure on: the same for the same number of frames. */
import { Random } from '../fuzz/random.js';
import { CaptureFile, dnsMessage, type Endpoint, FLAG } from './packets.js';

/** Size of what was written. */
export interface Written {
  readonly frames: number;
  readonly bytes: number;
}

const { fin, syn, rst, psh, ack } = FLAG;
const CLIENTS = 500;
const SERVERS = 20;
const RESOLVER = { address: 2000, port: 53 };
/** Conversations that go on at a time, in captures of any length. */
const CONCURRENT = 60;
const SEGMENT = 1448;

/** What a conversation writes next; done when it is used up. */
type Conversation = Iterator<unknown>;

/**
 * Short connections, a pair of questions (A and AAAA) before every third: 500 clients, one connection in twenty over IPv6,
 * one in twelve ended by a reset. Some 14 frames a connection.
 */
export function chatty(path: string, frames: number, seed = 1): Written {
  const file = new CaptureFile(path);
  const random = new Random(seed, 1);
  const running: Conversation[] = [];
  let port = 0;
  const begin = (): Conversation => {
    port = (port + 1) % 28_000;
    const client = { address: 1 + random.below(CLIENTS), port: 32_768 + port };
    const server = { address: 1000 + random.below(SERVERS), port: random.oneIn(3) ? 443 : 80 };
    return visit(file, random, client, server, random.oneIn(20));
  };
  while (file.frames < frames) {
    if (running.length < CONCURRENT) running.push(begin());
    const at = random.below(running.length);
    file.time += random.below(400);
    if (running[at]!.next().done === true) running.splice(at, 1);
  }
  return file.close();
}

function* visit(
  file: CaptureFile,
  random: Random,
  client: Endpoint,
  server: Endpoint,
  isV6: boolean,
): Generator {
  if (random.oneIn(3)) yield* lookup(file, random, client, isV6);
  let c = random.below(2 ** 32);
  let s = random.below(2 ** 32);
  const up = (flags: number, payload = 0): void => file.tcp(client, server, flags, c, s, payload, isV6);
  const down = (flags: number, payload = 0): void => file.tcp(server, client, flags, s, c, payload, isV6);
  yield up(syn);
  c++;
  yield down(syn | ack);
  s++;
  yield up(ack);
  for (let turns = random.between(1, 3); turns > 0; turns--) {
    const question = random.between(20, 300);
    yield up(psh | ack, question);
    c += question;
    yield down(ack);
    const answer = random.between(40, 700);
    yield down(psh | ack, answer);
    s += answer;
    yield up(ack);
  }
  if (random.oneIn(12)) {
    yield up(rst | ack);
    return;
  }
  yield up(fin | ack);
  c++;
  yield down(fin | ack);
  s++;
  yield up(ack);
}

/** Both questions, then both answers, as a resolver's client asks them. */
function* lookup(file: CaptureFile, random: Random, client: Endpoint, isV6: boolean): Generator {
  const name = `host${random.below(2000)}.example.net`;
  const pair = [
    { id: random.below(65_536), type: 1, answer: Buffer.from([10, 0, 0, 1]) },
    { id: random.below(65_536), type: 28, answer: Buffer.alloc(16, 0xfd) },
  ];
  for (const { id, type } of pair) yield file.udp(client, RESOLVER, dnsMessage(id, name, type), isV6);
  for (const { id, type, answer } of pair)
    yield file.udp(RESOLVER, client, dnsMessage(id, name, type, answer), isV6);
}

/**
 * Four long transfers, an acknowledgment for every second segment.
 *
 * @param loss once in so many turns a segment is lost, and once two change places; 0: never
 */
export function bulk(path: string, frames: number, loss = 0): Written {
  const file = new CaptureFile(path);
  const random = new Random(1, 2);
  const to = { address: 1000, port: 5201 };
  const running = [1, 2, 3, 4].map((address) =>
    transfer(file, random, { address, port: 40_000 + address }, to, loss),
  );
  while (file.frames < frames) {
    file.time += random.below(20);
    random.pick(running).next();
  }
  return file.close();
}

/** Captured at the receiver: what is lost is not there, is asked for by repeated ACKs, and comes again. */
function* transfer(file: CaptureFile, random: Random, from: Endpoint, to: Endpoint, loss: number): Generator {
  let seq = random.below(2 ** 32);
  yield file.tcp(from, to, syn, seq, 0, 0);
  yield file.tcp(to, from, syn | ack, 1, ++seq, 0);
  yield file.tcp(from, to, ack, seq, 2, 0);
  for (;;) {
    if (loss > 0 && random.oneIn(loss)) {
      const hole = seq;
      for (let later = random.between(3, 12); later > 0; later--) {
        seq += SEGMENT;
        yield file.tcp(from, to, ack, seq, 2, SEGMENT);
        yield file.tcp(to, from, ack, 2, hole, 0);
      }
      yield file.tcp(from, to, ack, hole, 2, SEGMENT);
      seq += SEGMENT;
      yield file.tcp(to, from, ack, 2, seq, 0);
    }
    const second = seq + SEGMENT;
    const pair = loss > 0 && random.oneIn(loss) ? [second, seq] : [seq, second];
    for (const at of pair) yield file.tcp(from, to, at === second ? psh | ack : ack, at, 2, SEGMENT);
    seq += 2 * SEGMENT;
    yield file.tcp(to, from, ack, 2, seq, 0);
  }
}

/** A SYN flood: every segment from an address of its own, a handful of ports, one target; one in 50 is answered. */
export function flood(path: string, frames: number): Written {
  const file = new CaptureFile(path);
  const random = new Random(1, 3);
  const target = { address: 0xffffff, port: 80 };
  for (let attacker = 0; file.frames < frames; attacker++) {
    // Odd factor: every address once, in no order.
    const from = { address: Math.imul(attacker, 0x9e3779) & 0xffffff, port: 1024 + random.below(60_000) };
    const seq = random.below(2 ** 32);
    file.time += random.below(10);
    file.tcp(from, target, syn, seq, 0, 0);
    if (random.oneIn(50)) file.tcp(target, from, syn | ack, 1, seq + 1, 0);
  }
  return file.close();
}

/** A wide scan: one machine asks 254 ports of each of many others, most of which refuse. */
export function scan(path: string, frames: number): Written {
  const file = new CaptureFile(path);
  const random = new Random(1, 4);
  for (let count = 0; file.frames < frames; count++) {
    const from = { address: 1, port: 40_000 + (count % 20_000) };
    const to = { address: 256 + Math.floor(count / 254), port: 1 + (count % 254) };
    const seq = random.below(2 ** 32);
    file.time += random.below(50);
    file.tcp(from, to, syn, seq, 0, 0);
    if (!random.oneIn(4)) file.tcp(to, from, rst | ack, 0, seq + 1, 0);
  }
  return file.close();
}
