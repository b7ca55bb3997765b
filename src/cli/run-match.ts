import { writeMatchJson, writeMatchNdjson } from '../report/write-match.js';
import type { StreamOutput } from './io.js';
import type { Session } from './session.js';

/** The same packet in several captures, their clocks, and what became of each packet on the way. */
export async function runMatch(session: Session, output: StreamOutput): Promise<void> {
  const { match, captures } = await session.matched();
  if (session.settings.format === 'ndjson') return writeMatchNdjson(match, output);
  return writeMatchJson(match, captures, output);
}
