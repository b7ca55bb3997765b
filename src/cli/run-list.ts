import { type PartWriter, writeInTurn } from '../report/in-turn.js';
import type { StreamOutput } from './io.js';
import { type ListCommand, listFormOf } from './list-form.js';
import type { Session } from './session.js';
import { OwnTeller, type Teller } from './teller.js';
import type { Threads } from './threads/thread.js';
import { ThreadTeller } from './threads/thread-teller.js';

/** One row a connection, or one a DNS question: each capture's by itself, and so several at a time where that pays. */
export async function runList(session: Session, output: StreamOutput): Promise<void> {
  const { asked, inputs, locale, width } = session;
  const command = asked.command.name as ListCommand;
  const options = await session.streamOptions();
  const form = listFormOf(command, session);
  const captures = inputs.map(({ input }) => input);
  const own = new OwnTeller(form, captures, options);
  const threads = await threadsFor(session);
  const named = inputs.map(({ path, input: { label } }) => ({ path, label }));
  const job = { command, raw: asked.options, language: locale.tag, width, options, captures: named };
  const teller = threads === undefined ? own : new ThreadTeller(threads, own, job);
  try {
    await session.streaming(() => writeInTurn(form, partsOf(session, teller), output), teller);
  } finally {
    threads?.stop();
  }
}

async function threadsFor({ inputs, io }: Session): Promise<Threads | undefined> {
  // Standard input can be read only here; and of what is no file it is not known how much there is.
  const sizes = inputs.map(({ input }) => input.size ?? Number.NaN);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const others = all - Math.max(...sizes);
  return others > 0 ? io.threads?.(others) : undefined;
}

function* partsOf({ inputs, captures }: Session, teller: Teller): Generator<PartWriter> {
  for (const index of inputs.keys())
    yield async (output) => {
      const { summary, row } = await teller.tell(index, output);
      captures.add(index, summary);
      return row;
    };
}
