import type { StreamingAnalysis } from '../engine/analysis.js';
import type { Locale } from '../explain/locale.js';
import type { InTurn } from '../report/in-turn.js';
import { CONNECTIONS, type ListKind, LOOKUPS } from '../report/lists.js';
import { csvForm, ndjsonForm } from '../report/write-frames.js';
import { type ListWriterOptions, listForm } from '../report/write-list.js';
import type { CommandName } from './commands.js';
import type { Settings } from './settings.js';
import { frameOptions } from './tables.js';

/** How captures are told. */
export interface Telling {
  readonly settings: Settings;
  readonly locale: Locale;
  /** Columns of the text, where something says how many. */
  readonly width: { readonly width?: number };
}

/** What the commands write that tell each capture by itself: rows of frames, of connections, of lookups. */
export function toldInTurn(command: CommandName, telling: Telling): InTurn<StreamingAnalysis> {
  if (command === 'connections') return connections(telling);
  if (command === 'lookups') return list(LOOKUPS, telling);
  const { fields, format } = telling.settings;
  const options = { ...frameOptions(telling), ...(fields === undefined ? {} : { fields }) };
  return format === 'csv' ? csvForm(options) : ndjsonForm(options);
}

function connections(telling: Telling): InTurn<StreamingAnalysis> {
  const { connection: wanted } = telling.settings;
  const kind: typeof CONNECTIONS = {
    ...CONNECTIONS,
    of: (capture) =>
      wanted === undefined
        ? capture.connections()
        : [capture.connection(wanted)].filter((each) => each !== undefined),
  };
  return list(kind, telling);
}

function list<T>(kind: ListKind<T>, { settings, locale, width }: Telling): InTurn<StreamingAnalysis> {
  const { fields, format } = settings;
  const form = listForm(kind, {
    format: format as ListWriterOptions['format'],
    locale,
    ...(fields === undefined ? {} : { fields }),
    ...width,
  });
  return {
    ...form,
    write: async (capture, buffer) => {
      await capture.readAll();
      await form.write(capture, buffer);
    },
  };
}
