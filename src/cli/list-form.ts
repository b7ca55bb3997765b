import type { Locale } from '../explain/locale.js';
import { CONNECTIONS, type ListKind, LOOKUPS } from '../report/lists.js';
import { type ListForm, type ListWriterOptions, listForm } from '../report/write-list.js';
import type { Settings } from './settings.js';

/** A command that lists what there is in captures. */
export type ListCommand = 'connections' | 'lookups';

/** How lists are asked for. */
interface Asked {
  readonly settings: Settings;
  readonly locale: Locale;
  /** Columns of the text, where something says how many. */
  readonly width: { readonly width?: number };
}

/** What the lists of a command look like. */
export function listFormOf(command: ListCommand, asked: Asked): ListForm {
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

function formOf<T>(kind: ListKind<T>, { settings, locale, width }: Asked): ListForm {
  const { fields, format } = settings;
  return listForm(kind, {
    format: format as ListWriterOptions['format'],
    locale,
    ...(fields === undefined ? {} : { fields }),
    ...width,
  });
}
