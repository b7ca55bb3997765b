import type { KeptCapture } from '../engine/capture-analysis.js';
import type { Connection } from '../engine/connection.js';
import { BIT } from '../table/frame-batch.js';
import type { Conversation } from '../vantage/conversation.js';
import type { Stage } from '../vocabulary/stages.js';
import { explain } from './explain.js';
import { phrase } from './phrases.js';
import { dataSentences } from './story-data.js';
import type { StoryNames } from './story-names.js';
import type { StoryProof } from './story-proof.js';

/** The course of a connection as sentences: how it was opened, what was said, how it ended. */
export function* courseSentences(
  capture: KeptCapture,
  connection: Connection,
  conversation: Conversation,
  names: StoryNames,
  proof: StoryProof,
): Generator<string> {
  yield* openingSentences(connection, conversation, names);
  const { dataFrames } = conversation;
  const saidNothing = dataFrames.client + dataFrames.server === 0;
  // Where no connection came about, nobody expects data.
  if (!saidNothing || !UNOPENED.has(connection.outcome))
    yield* dataSentences(connection, conversation, names, proof);
  yield* endingSentences(capture, connection, conversation, names, proof);
}

const UNOPENED: ReadonlySet<string> = new Set(['refused', 'no-answer', 'abandoned', 'half-open']);

function* openingSentences(
  connection: Connection,
  conversation: Conversation,
  names: StoryNames,
): Generator<string> {
  const { locale } = names;
  const { stages, syns: count } = conversation;
  const who = {
    client: names.full(connection.clientAddress),
    server: names.full(connection.serverAddress),
    port: connection.server.slice(connection.server.lastIndexOf(':') + 1),
  };
  const [syn, synAck, ack] = framesOf(stages, 'open-1', 'open-2', 'open-3');
  const crossing = stages.get('simultaneous-open');
  if (syn && crossing)
    yield phrase(locale, 'story-simultaneous', { ...who, where: names.where(syn, crossing) });
  else if (syn && synAck && ack)
    yield phrase(locale, 'story-opened', { ...who, where: names.where(syn, synAck, ack) });
  else if (syn && synAck) {
    const key = connection.isEstablished ? 'story-opened-partly' : 'story-half-open';
    yield phrase(locale, key, { ...who, where: names.where(syn, synAck) });
  } else if (syn) {
    const where = names.where(syn);
    yield count > 1
      ? phrase(locale, 'story-syns', { ...who, where, count })
      : phrase(locale, 'story-syn', { ...who, where });
    return;
  } else
    yield phrase(locale, connection.clientInferred ? 'story-midstream-inferred' : 'story-midstream', who);
  if (count > 1) {
    const { client } = names.sides(connection);
    yield phrase(locale, 'story-syn-repeated', { client, count });
  }
}

function* endingSentences(
  capture: KeptCapture,
  connection: Connection,
  conversation: Conversation,
  names: StoryNames,
  proof: StoryProof,
): Generator<string> {
  const { locale } = names;
  const { finFrames: fins } = connection;
  const both = (): string => names.where(...[fins.client, fins.server].sort((a, b) => a - b));
  switch (connection.outcome) {
    case 'closed':
      yield closedSentence(capture, connection, conversation, names) ??
        phrase(locale, 'story-closed', { where: both() });
      break;
    case 'closing':
      yield phrase(locale, 'story-closing', { where: both() });
      break;
    case 'half-closed-by-client':
    case 'half-closed-by-server': {
      const side = connection.outcome === 'half-closed-by-client' ? 'client' : 'server';
      const { [side]: closer, [side === 'client' ? 'server' : 'client']: other } = names.sides(connection);
      yield phrase(locale, 'story-half-closed', { closer, other, where: names.where(fins[side]) });
      break;
    }
    case 'reset-by-client':
    case 'reset-by-server':
    case 'abandoned':
    case 'refused': {
      const frame = capture.frame(connection.resetFrame);
      if (frame === undefined) break;
      yield* proof.resetSentences(connection, names);
      if (proof.isProven(connection, names)) break;
      const where = names.where(frame.frame);
      const explanation = [explain(frame, locale), ...proof.resetRemarks(frame.frame)].join(' ');
      yield phrase(locale, 'story-reset', { where, explanation });
      break;
    }
    case 'no-answer':
      yield phrase(locale, 'story-no-answer', {});
      break;
    case 'open':
    case 'midstream':
      yield phrase(locale, 'story-open', {});
      break;
    case 'half-open':
      if (!conversation.stages.has('open-2')) yield phrase(locale, 'story-open', {});
      break;
  }
}

/** The close with its steps, where the frames prove them; null else. */
function closedSentence(
  capture: KeptCapture,
  connection: Connection,
  { stages }: Conversation,
  names: StoryNames,
): string | null {
  const { locale } = names;
  const [first, three2, three3] = framesOf(stages, 'close-1', 'three-2', 'three-3');
  const [four2, four3, four4] = framesOf(stages, 'four-2', 'four-3', 'four-4');
  const crossing = stages.get('crossing-fin');
  if (first && crossing)
    return phrase(locale, 'story-closed-crossing', { where: names.where(first, crossing) });
  if (!first) return null;
  const { batch, row } = capture.frame(first)!;
  const { client, server } = names.sides(connection);
  const [closer, other] = batch.bits[row]! & BIT.fromServer ? [server, client] : [client, server];
  const who = { closer, other, firstWhere: names.where(first) };
  if (three2 && three3)
    return phrase(locale, 'story-closed-three', {
      ...who,
      secondWhere: names.where(three2),
      thirdWhere: names.where(three3),
    });
  if (four2 && four3 && four4)
    return phrase(locale, 'story-closed-four', {
      ...who,
      secondWhere: names.where(four2),
      thirdWhere: names.where(four3),
      fourthWhere: names.where(four4),
    });
  return null;
}

function framesOf(
  stages: ReadonlyMap<Stage, number>,
  ...names: readonly [Stage, Stage, Stage]
): readonly (number | undefined)[] {
  return names.map((name) => stages.get(name));
}
