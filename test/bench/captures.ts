/** Captures to measure on: the same for the same number of frames. */
import { Random } from '../fuzz/random.js';
import { CaptureFile, dnsMessage, type Endpoint, FLAG } from './packets.js';

/** Size of what was written. */
export interface Written {
  readonly frames: number;
  readonly bytes: number;
}

const { fin, syn, psh, ack } = FLAG;
const CLIENTS = 500;
const SERVERS = 20;
/** Conversations that go on at a time. */
const CONCURRENT = 60;
const SEGMENT = 1448;

/** What a conversation writes next; done when it is used up. */
type Conversation = Iterator<unknown>;

function take(file: CaptureFile, frames: number, random: Random, begin: () => Conversation): void {
  const running: Conversation[] = [];
  while (file.frames < frames) {
    if (running.length < CONCURRENT) running.push(begin());
    const at = random.below(running.length);
    file.time += random.below(400);
    if (running[at]!.next().done === true) running.splice(at, 1);
  }
}

/** Short connections with the lookups before them: 500 clients, one in twenty over IPv6. */
export function chatty(path: string, frames: number): Written {
  const file = new CaptureFile(path);
  const random = new Random(1, 1);
  let port = 0;
  take(file, frames, random, () => {
    port = (port + 1) % 28_000;
    const client = { address: 1 + random.below(CLIENTS), port: 32_768 + port };
    const server = { address: 1000 + random.below(SERVERS), port: random.oneIn(3) ? 443 : 80 };
    return visit(file, random, client, server, random.oneIn(20));
  });
  file.close();
  return file;
}

function* visit(
  file: CaptureFile,
  random: Random,
  client: Endpoint,
  server: Endpoint,
  isV6: boolean,
): Generator {
  const name = `host${random.below(2000)}.example.net`;
  const resolver = { address: 2000, port: 53 };
  for (const type of random.oneIn(3) ? [1, 28] : []) {
    const id = random.below(65_536);
    yield file.udp(client, resolver, dnsMessage(id, name, type), isV6);
    const answer = type === 1 ? Buffer.from([10, 0, 0, 1]) : Buffer.alloc(16, 0xfd);
    yield file.udp(resolver, client, dnsMessage(id, name, type, answer), isV6);
  }
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
  yield up(fin | ack);
  c++;
  yield down(fin | ack);
  s++;
  yield up(ack);
}

/** Four long transfers, an acknowledgment for every second segment. @param loss one segment in so many is lost; 0: none */
export function bulk(path: string, frames: number, loss = 0): Written {
  const file = new CaptureFile(path);
  const random = new Random(1, 2);
  let count = 0;
  const running = Array.from({ length: 4 }, () => {
    count++;
    return transfer(
      file,
      random,
      { address: count, port: 40_000 + count },
      { address: 1000, port: 5201 },
      loss,
    );
  });
  while (file.frames < frames) {
    file.time += random.below(20);
    random.pick(running).next();
  }
  file.close();
  return file;
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
    for (let pair = 0; pair < 2; pair++) {
      yield file.tcp(from, to, pair === 1 ? psh | ack : ack, seq, 2, SEGMENT);
      seq += SEGMENT;
    }
    yield file.tcp(to, from, ack, 2, seq, 0);
  }
}
