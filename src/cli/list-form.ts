import { CONNECTIONS, type ListKind, LOOKUPS } from '../report/lists.js';
import { type ListForm, type ListWriterOptions, listForm } from '../report/write-list.js';
import type { Session } from './session.js';

/** A command that lists what there is in captures. */
export type ListCommand = 'connections' | 'lookups';

/** What the lists of a command look like. */
export function listFormOf(
  command: ListCommand,
  asked: Pick<Session, 'settings' | 'locale' | 'width'>,
): ListForm {
  if (command === 'lookups') return formOf(LOOKUPS, asked);
  const { connection: wanted } = asked.settings;
  const kind: typeof CONNECTIONS = {
    ...CONNECTIONS,
    of: (capture) =>
      wanted === undefined
        ? capture.connections()
        : [capture.connection(wanted)].filter((each) => each !== undefined),
  };
  return formOf(kind, asked);
}

function formOf<T>(
  kind: ListKind<T>,
  { settings: { fields, format }, locale, width }: Pick<Session, 'settings' | 'locale' | 'width'>,
): ListForm {
  return listForm(kind, {
    format: format as ListWriterOptions['format'],
    locale,
    ...(fields === undefined ? {} : { fields }),
    ...width,
  });
}
