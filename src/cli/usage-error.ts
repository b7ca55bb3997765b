import type { CliWords, ProblemKey } from './words.js';

/** Wrong usage, or a connection or frame asked for that does not exist: exit status 1. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
  readonly problem: ProblemKey;
  readonly values: Readonly<Record<string, string>>;

  constructor(problem: ProblemKey, values: Readonly<Record<string, string>> = {}) {
    super(problem);
    this.problem = problem;
    this.values = values;
  }

  /** The message in a language. */
  tell(words: CliWords): string {
    return fill(words.problems[this.problem], this.values);
  }
}

/** A template with its slots filled. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (slot, name: string) => String(values[name] ?? slot));
}
