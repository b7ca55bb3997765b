import { CONNECTIONS, type ListKind, LOOKUPS } from '../report/lists.js';
import { type ListWriterOptions, writeList } from '../report/write-list.js';
import type { StreamOutput } from './io.js';
import type { Session } from './session.js';

/** One row a connection. */
export async function runConnections(session: Session, output: StreamOutput): Promise<void> {
  const { connection: wanted } = session.settings;
  const kind: typeof CONNECTIONS = {
    ...CONNECTIONS,
    of: (capture) =>
      wanted === undefined
        ? capture.connections()
        : [capture.connection(wanted)].filter((each) => each !== undefined),
  };
  await list(kind, session, output);
}

/** One row a DNS question. */
export async function runLookups(session: Session, output: StreamOutput): Promise<void> {
  await list(LOOKUPS, session, output);
}

async function list<T>(kind: ListKind<T>, session: Session, output: StreamOutput): Promise<void> {
  const { fields, format } = session.settings;
  await session.streaming(() =>
    writeList(kind, session.read(), output, {
      format: format as ListWriterOptions['format'],
      locale: session.locale,
      ...(fields === undefined ? {} : { fields }),
      ...session.width,
    }),
  );
}
