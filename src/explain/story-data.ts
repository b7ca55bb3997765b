import { previewOf } from '../bytes/preview.js';
import type { Connection } from '../engine/connection.js';
import type { Conversation, SaidSegment, Turn } from '../vantage/conversation.js';
import { counted, phrase } from './phrases.js';
import type { StoryNames } from './story-names.js';
import type { StoryProof } from './story-proof.js';
import type { CountedThing } from './words.js';

/** Turns told one by one; of a conversation with more of them, only so many and the totals. */
const MOST_TURNS = 6;
const FIRST_TURNS = 4;
/** Bytes of a text that is quoted in full. */
const MOST_TEXT = 64;

/** What was said in which pieces, as sentences; totals where that can't be told or would be a long list. */
export function* dataSentences(
  connection: Connection,
  conversation: Conversation,
  names: StoryNames,
  proof: StoryProof,
): Generator<string> {
  const { turns, dataFrames } = conversation;
  const { locale } = names;
  if (dataFrames.client + dataFrames.server === 0) {
    yield phrase(locale, 'story-no-data', {});
    return;
  }
  const isShort = turns.length <= MOST_TURNS && conversation.furtherTurns === 0;
  if (conversation.inPieces)
    yield* turnSentences(connection, isShort ? turns : turns.slice(0, FIRST_TURNS), names, proof);
  if (conversation.inPieces && !isShort) yield phrase(locale, 'story-further-turns', {});
  if (!conversation.inPieces || !isShort) yield* totalSentences(connection, conversation, names);
  const list = losses(conversation).map(([thing, count]) => counted(locale, thing, count));
  if (list.length > 0) yield phrase(locale, 'story-losses', { list: names.list(list) });
}

function* turnSentences(
  connection: Connection,
  turns: readonly Turn[],
  names: StoryNames,
  proof: StoryProof,
): Generator<string> {
  let toldReadSize = false;
  for (const [i, turn] of turns.entries()) {
    yield turnSentence(connection, turn, names);
    const size = toldReadSize ? 0 : readSize(turns[i - 1], turn);
    if (size === 0) continue;
    toldReadSize = true;
    const { client, server } = names.sides(connection);
    // How a program reads is guessed only where its log does not tell.
    const limit = proof.readLimit(turn.fromServer ? 'server' : 'client');
    if (limit !== undefined && limit !== size) continue;
    yield phrase(names.locale, limit === undefined ? 'story-read-size' : 'story-read-size-logged', {
      sender: turn.fromServer ? server : client,
      other: turn.fromServer ? client : server,
      size: counted(names.locale, 'byte', size),
    });
  }
}

function turnSentence(connection: Connection, turn: Turn, names: StoryNames): string {
  const { locale } = names;
  const { segments, count } = turn;
  const sender = names.sides(connection)[turn.fromServer ? 'server' : 'client'];
  const bytes = counted(locale, 'byte', turn.bytes);
  const first = segments[0]!;
  if (count === 1) {
    const where = names.where(first.frame);
    const text = wholeText(first);
    return text === null
      ? phrase(locale, 'story-said-one', { sender, bytes, where })
      : phrase(locale, 'story-said-text', { sender, bytes, where, text });
  }
  const said = { sender, bytes, segments: counted(locale, 'segment', count) };
  if (count > segments.length) {
    const [firstWhere, lastWhere] = [names.where(first.frame), names.where(turn.lastFrame)];
    return phrase(locale, 'story-said-many', { ...said, firstWhere, lastWhere });
  }
  const sizes = segments.map((each) => each.bytes);
  const last = counted(locale, 'byte', sizes.pop()!);
  const where = names.where(...segments.map(({ frame }) => frame));
  return phrase(locale, 'story-said-several', { ...said, sizes: names.list([...sizes, last]), where });
}

/** A segment's text where all of it is at hand and short enough to be quoted. */
function wholeText({ content, bytes }: SaidSegment): string | null {
  if (bytes > MOST_TEXT || content.length < bytes) return null;
  const text = previewOf(content, 0, content.length);
  return text === null || text.endsWith('…') ? null : text;
}

/**
 * How many bytes a program read at a time, as far as its echo lets guess: it sends back what came in one segment in several,
 * all of one size but for a smaller last. 0 where it is not like that.
 */
function readSize(asked: Turn | undefined, answer: Turn): number {
  if (asked === undefined || asked.count !== 1 || answer.count < 2) return 0;
  if (answer.bytes !== asked.bytes || answer.count > answer.segments.length) return 0;
  const size = answer.segments[0]!.bytes;
  const isCut = answer.segments.every(({ bytes }, i) =>
    i === answer.count - 1 ? bytes <= size : bytes === size,
  );
  const { content } = asked.segments[0]!;
  const pieces = answer.segments.flatMap((each) => [...each.content]);
  const isEcho =
    content.length === asked.bytes &&
    pieces.length === asked.bytes &&
    pieces.every((byte, i) => byte === content[i]);
  return isCut && isEcho ? size : 0;
}

function* totalSentences(
  connection: Connection,
  { dataFrames }: Conversation,
  names: StoryNames,
): Generator<string> {
  const { locale } = names;
  const { payload, streamBytes } = connection;
  const senders = names.sides(connection);
  for (const side of ['client', 'server'] as const) {
    if (dataFrames[side] === 0) continue;
    yield phrase(locale, 'story-total', {
      sender: senders[side],
      bytes: counted(locale, 'byte', Math.min(payload[side], streamBytes[side])),
      frames: counted(locale, 'frame', dataFrames[side]),
    });
  }
}

function losses(conversation: Conversation): readonly (readonly [CountedThing, number])[] {
  const { resent, disordered, gaps, offloaded, copies } = conversation;
  const all: readonly (readonly [CountedThing, number])[] = [
    ['resend', resent],
    ['disordered', disordered],
    ['gap', gaps],
    ['oversized', offloaded],
    ['copy', copies],
  ];
  return all.filter(([, count]) => count > 0);
}
