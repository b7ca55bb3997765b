import type { StreamingAnalysis } from '../engine/analysis.js';
import { type InTurn, Parts } from '../report/in-turn.js';
import type { StreamOutput } from './io.js';
import type { Session } from './session.js';
import { OwnTeller, type Teller } from './teller.js';
import type { Threads } from './threads/thread.js';
import { ThreadTeller } from './threads/thread-teller.js';
import { toldInTurn } from './told-in-turn.js';

/** Rows of frames, of connections or of lookups: each capture is told by itself, and so several at a time. */
export async function runInTurn(session: Session, output: StreamOutput): Promise<void> {
  const form = toldInTurn(session.command.name, session);
  const threads = await threadsFor(session);
  try {
    await session.streaming(async () => {
      const teller = await tellerOf(session, form, threads);
      session.reading = teller;
      const parts = new Parts(form, output);
      const rows: string[] = [];
      await parts.begin();
      for (const index of session.inputs.keys()) {
        const { summary, row } = await teller.tell(index, parts.next());
        session.captures.add(summary);
        rows.push(row);
      }
      await parts.end(rows);
    });
  } finally {
    threads?.stop();
  }
}

async function threadsFor({ command, inputs, io }: Session): Promise<Threads | undefined> {
  // Rows of frames take more room than their capture: most would have to wait until it is their turn.
  if (command.name === 'explain') return undefined;
  // Standard input can be read only here; and of what is no file it is not known how much there is.
  const sizes = inputs.map(({ input }) => input.size ?? Number.NaN);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const others = all - Math.max(...sizes);
  return others > 0 ? io.threads?.(others) : undefined;
}

async function tellerOf(
  session: Session,
  form: InTurn<StreamingAnalysis>,
  threads: Threads | undefined,
): Promise<Teller> {
  const { asked, inputs, locale, width } = session;
  const options = await session.streamOptions();
  const captures = inputs.map(({ input }) => input);
  const own = new OwnTeller(form, captures, options);
  if (threads === undefined) return own;
  return new ThreadTeller(threads, own, {
    command: asked.command.name,
    raw: asked.options,
    language: locale.tag,
    width,
    options,
    captures: inputs.map(({ path, input: { label } }) => ({ path, label })),
  });
}
