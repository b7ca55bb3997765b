/** Prints what a tally holds, and checks it against the minimum. */
import type { Agreement, Tally } from './tally.js';

/** The least share of frames that must agree in each field, in percent. */
export type Minimum = Readonly<Record<string, number>>;

/** Agreement per field, per frame and per file. */
export function agreementTable(agreements: readonly Agreement[]): string {
  const rows = agreements.map(({ field, frames, agree, files, filesEqual }) => [
    field,
    String(frames),
    String(frames - agree),
    percent(agree, frames),
    String(files),
    String(files - filesEqual),
    percent(filesEqual, files),
  ]);
  return columns([['field', 'frames', 'differ', 'agree %', 'files', 'differ', 'equal %'], ...rows]);
}

/** Causes, the most frequent of each field first. @param limit causes shown of each field */
export function causeTable(tally: Tally, limit: number): string {
  const lines: string[] = [];
  const shown = new Map<string, number>();
  for (const { field, cause, count, files, examples } of tally.causes()) {
    const before = shown.get(field) ?? 0;
    shown.set(field, before + 1);
    if (before === limit) lines.push(`  ${field}: more causes; --limit shows them`);
    if (before >= limit) continue;
    lines.push(
      `${String(count).padStart(6)} in ${files} ${files === 1 ? 'file' : 'files'}  ${field}: ${cause}`,
    );
    for (const example of examples) lines.push(`         ${example}`);
  }
  return lines.join('\n');
}

/** Fields that fell below their minimum, each with both numbers; a field that is no longer compared fell too. */
export function fallen(agreements: readonly Agreement[], minimum: Minimum): string[] {
  return Object.entries(minimum).flatMap(([field, least]) => {
    const found = agreements.find((each) => each.field === field);
    const share = found === undefined ? 0 : (100 * found.agree) / found.frames;
    return share < least ? [`${field}: ${share.toFixed(4)} % of frames agree, at least ${least} % did`] : [];
  });
}

/** Rounded down, so that 100 means all. */
function percent(part: number, whole: number): string {
  return (Math.floor((part / whole) * 100_000) / 1000).toFixed(3);
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return rows.map(line).join('\n');
}
