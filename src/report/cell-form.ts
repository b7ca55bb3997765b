import { type Ink, type Piece, pieceOf } from '../bytes/ink.js';
import type { ByteSink } from '../bytes/sink.js';
import type { TextForm } from '../explain/text-form.js';
import { csvCell, endQuoted, QUOTED } from './csv.js';
import type { FieldPath } from './fields.js';
import { JSON_STRING, jsonText } from './json-text.js';

/** How the values of fields stand in a format. */
export interface CellForm {
  /** What stands where there is no value. */
  readonly none: Piece;
  readonly list: { readonly begin: Piece; readonly between: Piece; readonly end: Piece };
  /** Any value, as it stands. */
  readonly text: (value: unknown) => string;
  /** The inside of a text's value. */
  readonly inside: TextForm;
  /** Ends a text's value: its inside was written since `from`, behind a quotation mark. @param isSure it has a comma */
  readonly end: (sink: ByteSink, from: number, isSure: boolean) => void;
  /** What goes before each field of a record, and after the last. */
  readonly around: (fields: readonly FieldPath[]) => string[];
  /** JSON is a value of its own, not the text of one. */
  readonly isJson: boolean;
}

const QUOTE = 0x22;

/** Values of JSON. */
export const JSON_VALUE: CellForm = {
  none: pieceOf('null'),
  list: { begin: pieceOf('["'), between: pieceOf('","'), end: pieceOf('"]') },
  text: (value) => jsonText(value ?? null),
  inside: JSON_STRING,
  end: (sink) => sink.byte(QUOTE),
  around: (fields) => [...fields.map(({ name }, i) => `${i === 0 ? '{' : ','}${JSON.stringify(name)}:`), '}'],
  isJson: true,
};

/** Cells of CSV. */
export const CSV_CELL: CellForm = {
  none: pieceOf(''),
  list: { begin: pieceOf(''), between: pieceOf(' '), end: pieceOf('') },
  text: csvCell,
  inside: QUOTED,
  end: endQuoted,
  around: (fields) => [...fields.map((_, i) => (i === 0 ? '' : ',')), '\r\n'],
  isJson: false,
};

/** Writes a text's value. @param write writes the text as it is, harmless */
export function writeText(sink: ByteSink, form: CellForm, write: () => void): void {
  sink.byte(QUOTE);
  const from = sink.length;
  write();
  form.inside.escape(sink, from);
  form.end(sink, from, false);
}

/** What stands around the values of a record whose fields are written one after another. */
export interface RecordEdges {
  /** By field: what goes before its value. */
  readonly before: readonly Piece[];
  /** What goes after the last. */
  readonly after: Piece;
}

/**
 * The texts around a record's values.
 *
 * @param texts fields whose values are always texts, with nothing to escape in any form: their marks stand here, too
 */
export function recordEdges(
  form: CellForm,
  fields: readonly FieldPath[],
  texts: ReadonlySet<string>,
  ink: Ink,
): RecordEdges {
  const around = form.around(fields);
  const [open = '', close = ''] = form.text('x').split('x');
  let marks = '';
  const before = fields.map(({ path }, i) => {
    const isText = texts.has(path[0]!);
    const piece = ink.add(marks + around[i]! + (isText ? open : ''));
    marks = isText ? close : '';
    return piece;
  });
  return { before, after: ink.add(marks + around[fields.length]!) };
}
