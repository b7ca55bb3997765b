import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import type { CaptureLimits } from '../capture/limits.js';
import { type CaptureInput, captureLabel, openCapture, openStandardInput } from '../node/open.js';
import { UsageError } from './usage-error.js';

/** A capture as named on the command line. */
export interface NamedInput {
  readonly input: CaptureInput;
  /** How messages name it: the path as given, `-` for standard input. */
  readonly path: string;
  /** The user gave the label. */
  readonly labelled: boolean;
}

/** Opens what the arguments name. @throws UsageError where standard input is named twice */
export function inputsOf(args: readonly string[], limits: CaptureLimits): NamedInput[] {
  const named = args.map(split);
  if (named.filter(({ path }) => path === '-').length > 1) throw new UsageError('stdin-twice');
  const labels = distinct(named);
  return named.map(({ path, label }, i) => {
    const options = { ...limits, label: labels[i]! };
    return {
      input: path === '-' ? openStandardInput(options) : openCapture(path, options),
      path,
      labelled: label !== undefined,
    };
  });
}

interface Named {
  readonly path: string;
  readonly label: string | undefined;
}

/** `LABEL=FILE`, unless there is a file of that whole name. */
function split(argument: string): Named {
  const at = argument.indexOf('=');
  if (at < 1 || existsSync(argument)) return { path: argument, label: undefined };
  return { path: argument.slice(at + 1), label: argument.slice(0, at) };
}

/** Labels, where equal ones get their folders in front until they differ. */
function distinct(named: readonly Named[]): string[] {
  const depths = named.map(() => 0);
  for (let depth = 1; depth <= 32; depth++) {
    const labels = named.map((each, i) => labelOf(each, depths[i]!));
    const equal = labels.map((label) => labels.filter((other) => other === label).length > 1);
    if (!equal.includes(true)) return labels;
    for (const [i, isEqual] of equal.entries()) if (isEqual) depths[i] = depth;
  }
  // The same file twice: only its place tells the two apart.
  const labels = named.map((each) => labelOf(each, 1));
  return labels.map((label, i) => {
    const place = labels.slice(0, i).filter((other) => other === label).length;
    return place === 0 ? label : `${label} (${place + 1})`;
  });
}

function labelOf({ path, label }: Named, depth: number): string {
  const own = label ?? (path === '-' ? 'stdin' : captureLabel(path));
  if (depth === 0 || path === '-') return own;
  const folders = dirname(resolve(path)).split(sep).filter(Boolean).slice(-depth);
  return [...folders, own].join('/');
}

/** Whether a file that is to be written is one of the captures. */
export function isInput(output: string, inputs: readonly NamedInput[]): boolean {
  if (!existsSync(output) || !statSync(output).isFile()) return false;
  const real = realpathSync(output);
  return inputs.some(({ path }) => path !== '-' && existsSync(path) && realpathSync(path) === real);
}
