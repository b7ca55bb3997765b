import { safeText } from '../bytes/safe-text.js';
import { jsonText } from './json-text.js';

/** What a spreadsheet would take for a formula, also in full-width form. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const MUST_QUOTE = /[",\r\n]|^\s|\s$/;

/** A list of texts stands in one cell, with spaces between; anything else that is not plain, as JSON. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return guarded(value);
  if (Array.isArray(value) && value.every((each) => typeof each === 'string'))
    return guarded(value.join(' '));
  return jsonText(value);
}

/** Text that no spreadsheet computes: an apostrophe goes before what looks like a formula. */
function guarded(text: string): string {
  const safe = safeText(text, Number.MAX_SAFE_INTEGER);
  return FORMULA.test(text) || FORMULA.test(safe) ? `'${safe}` : safe;
}

/** Values as one CSV record with its line's end (RFC 4180). */
export function csvRecord(values: readonly unknown[]): string {
  return `${values
    .map((value) => {
      const text = cellText(value);
      return MUST_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',')}\r\n`;
}
