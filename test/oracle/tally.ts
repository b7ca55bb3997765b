/** Counts what agrees, per field by frame and by file, and groups what differs by cause. */

/** Differences of one kind. */
export interface Cause {
  readonly field: string;
  readonly cause: string;
  count: number;
  files: number;
  /** The first few places, `file#frame`. */
  readonly examples: string[];
}

/** Agreement in one field. */
export interface Agreement {
  readonly field: string;
  frames: number;
  agree: number;
  files: number;
  filesEqual: number;
}

/** One place where the two sides differ. */
export interface Difference {
  readonly field: string;
  readonly where: string;
  readonly expected: string;
  readonly got: string;
}

interface FileState {
  readonly differing: Set<string>;
  readonly compared: Set<string>;
  readonly causes: Set<string>;
}

const EXAMPLES = 2;

/** See the file's comment. Call {@link Tally.endFile} after each file. */
export class Tally {
  readonly #agreements = new Map<string, Agreement>();
  readonly #causes = new Map<string, Cause>();
  readonly #core: readonly string[];
  readonly #listed: string | undefined;
  /** Every difference of the field that the caller asked to list. */
  readonly differences: Difference[] = [];
  readonly uncaught: string[] = [];
  #file: FileState = newFile();
  files = 0;
  /** Files without any difference at all. */
  filesEqual = 0;
  /** Files without a difference in the core fields. */
  filesCoreEqual = 0;

  /**
   * @param fields in the order of the report
   * @param core those of them that are also summed up by themselves
   * @param listed field of which every difference is kept
   */
  constructor(fields: readonly string[], core: readonly string[], listed?: string) {
    this.#core = core;
    for (const field of fields)
      this.#agreements.set(field, { field, frames: 0, agree: 0, files: 0, filesEqual: 0 });
    this.#listed = listed;
  }

  /**
   * Counts one comparison; `expected` and `got` agree when they are the same text.
   *
   * @param cause names the group where they don't
   */
  check(
    field: string,
    where: string,
    expected: string,
    got: string,
    cause = (): string => `expected ${expected}, got ${got}`,
  ): void {
    const agreement = this.#agreement(field);
    agreement.frames++;
    this.#file.compared.add(field);
    if (expected === got) {
      agreement.agree++;
      return;
    }
    this.#file.differing.add(field);
    this.#group(field, cause(), where);
    if (field === this.#listed) this.differences.push({ field, where, expected, got });
  }

  /** An error that the library let escape: a cause of its own, and never tolerated. */
  escaped(where: string, error: unknown): void {
    const at = error instanceof Error ? (error.stack?.split('\n')[1]?.trim() ?? '') : '';
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.#file.differing.add('uncaught');
    this.uncaught.push(`${where}: ${message} ${at}`);
    this.#group('uncaught', `${message} ${at}`, where);
  }

  /** Closes the books of a file. */
  endFile(): void {
    this.files++;
    if (this.#file.differing.size === 0) this.filesEqual++;
    if (!this.#core.some((field) => this.#file.differing.has(field))) this.filesCoreEqual++;
    for (const field of this.#file.compared) {
      const agreement = this.#agreement(field);
      agreement.files++;
      if (!this.#file.differing.has(field)) agreement.filesEqual++;
    }
    this.#file = newFile();
  }

  /** Agreement in each field that was compared at all, in the order of the report. */
  agreements(): Agreement[] {
    return [...this.#agreements.values()].filter((each) => each.frames > 0);
  }

  /** Causes by field in the order of the report, the most frequent first. */
  causes(): Cause[] {
    const rank = [...this.#agreements.keys()];
    return [...this.#causes.values()].sort(
      (a, b) => rank.indexOf(a.field) - rank.indexOf(b.field) || b.count - a.count,
    );
  }

  #agreement(field: string): Agreement {
    const agreement = this.#agreements.get(field);
    if (agreement === undefined) throw new Error(`the report has no field ${field}`);
    return agreement;
  }

  #group(field: string, cause: string, where: string): void {
    const key = `${field}: ${cause}`;
    let group = this.#causes.get(key);
    if (group === undefined) {
      group = { field, cause, count: 0, files: 0, examples: [] };
      this.#causes.set(key, group);
    }
    group.count++;
    if (this.#file.causes.has(key)) return;
    this.#file.causes.add(key);
    group.files++;
    // One example a file tells more than two of the same.
    if (group.examples.length < EXAMPLES) group.examples.push(where);
  }
}

function newFile(): FileState {
  return { differing: new Set(), compared: new Set(), causes: new Set() };
}
