/** What was measured, as text. */
import type { Measurement } from './compare.js';
import type { Check } from './targets.js';

export function measurementTable(measured: readonly Measurement[]): string {
  return grid(
    ['capture', 'program', 'CPU s', 'wall s', 'k frames/s', 'ns/frame', 'peak MiB'],
    measured.map(({ capture, program, frames, cpu, wall, peak }) => [
      capture,
      program,
      cpu.toFixed(2),
      wall.toFixed(2),
      (frames / cpu / 1000).toFixed(0),
      ((cpu / frames) * 1e9).toFixed(0),
      peak === 0 ? '–' : peak.toFixed(0),
    ]),
  );
}

export function checkTable(checks: readonly Check[]): string {
  return grid(
    ['what', 'value', 'beyond start-up', 'target', ''],
    checks.map(({ what, value, beyondStart, target, kind, unit, reached }) => [
      what,
      `${short(value)} ${unit}`,
      beyondStart === undefined ? '' : `${short(beyondStart)} ${unit}`,
      `${kind === 'at least' ? '≥' : '≤'} ${target} ${unit}`,
      reached ? 'reached' : 'not reached',
    ]),
  );
}

/** Columns of numbers to the right; the first two, names, to the left. */
export function grid(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const left = rows.every((row) => /^[a-z]/.test(row[1] ?? '')) ? 2 : 1;
  return all
    .map((row) => row.map((cell, i) => (i < left ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))))
    .map((row) => row.join('  ').trimEnd())
    .join('\n');
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
