/**
 * Which question each DNS response over UDP port 53 answers, worked out from tshark's answers alone by the rule that rows
 * follow: same addresses, ports, id, name and type, the first unanswered question first. `dns.response_to` is another
 * rule: it goes by the id alone, takes a question that is asked again within five seconds for none, and a second answer too.
 */
import type { Answer } from './answers.js';
import { plain } from './compare-dns.js';
import type { Expectation } from './expected-roles.js';

/** The question's frame of each judged response, 0 for none; responses whose question can't be read are absent. */
export function expectPairs(
  answers: readonly Answer[],
  expectations: ReadonlyMap<number, Expectation>,
  isCopy: (frame: number) => boolean,
): Map<number, number> {
  const waiting = new Map<string, number[]>();
  const pairs = new Map<number, number>();
  for (const answer of answers) {
    const { frame } = answer;
    const name = expectations.get(frame)?.name;
    if (name === undefined || name.startsWith('<') || isCopy(frame)) continue;
    const isResponse = ['1', 'True'].includes(answer.first('dns.flags.response'));
    const key = keyOf(answer, plain(name), isResponse);
    const questions = waiting.get(key) ?? [];
    waiting.set(key, questions);
    if (isResponse) pairs.set(frame, questions.shift() ?? 0);
    else questions.push(frame);
  }
  return pairs;
}

/** Who asks, who is asked, and what. */
function keyOf(answer: Answer, name: string, isResponse: boolean): string {
  const network = answer.last('ip.src') === '' ? 'ipv6' : 'ip';
  const source = `${answer.last(`${network}.src`)} ${answer.last('udp.srcport')}`;
  const destination = `${answer.last(`${network}.dst`)} ${answer.last('udp.dstport')}`;
  const ends = isResponse ? [destination, source] : [source, destination];
  return [...ends, answer.first('dns.id'), name.toLowerCase(), answer.first('dns.qry.type')].join(' ');
}
