import { writeText } from '../report/write-text.js';
import type { StreamOutput } from './io.js';
import type { Session } from './session.js';
import { tablesOf } from './tables.js';

/** The annotated tables, as text for terminals. */
export async function runText(session: Session, output: StreamOutput): Promise<void> {
  const { analysis, options } = await tablesOf(session);
  await writeText(analysis, output, { ...options, colour: session.colour, ...session.width });
}
