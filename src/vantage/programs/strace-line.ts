/** One line of what strace writes (strace(1), "Reading output"). */

/** A system call that has ended. */
export interface StraceCall {
  /** Process or thread; 0 where the record tells none. */
  readonly pid: number;
  /** As written: time of day, or seconds since 1970; null where there is none. */
  readonly time: string | null;
  readonly name: string;
  /** What stands in its parentheses. */
  readonly args: string;
  /** What it gave; null for `?`. */
  readonly result: number | null;
  /** What `-y` tells of the descriptor that it gave; null where nothing. */
  readonly resultTarget: string | null;
  /** Name of its error; null where it succeeded. */
  readonly error: string | null;
}

/** The end of a process or thread. */
export interface StraceExit {
  readonly pid: number;
  readonly time: string | null;
  readonly exit: true;
}

const PREFIX =
  /^(?:\[pid\s+(\d{1,10})\]\s+|(\d{1,10})\s+)?(?:(\d\d:\d\d:\d\d(?:\.\d{1,9})?|\d{9,12}(?:\.\d{1,9})?)\s+)?/;
const CALL = /^([a-z_][a-z0-9_]{0,63})\(/;
const RESUMED = /^<\.\.\. ([a-z_][a-z0-9_]{0,63}) resumed>/;
const UNFINISHED = /\s*<unfinished \.\.\.>\s*$/;
const EXIT = /^\+\+\+ (?:exited with|killed by) /;
const SIGNAL = /^--- /;
const RESULT =
  /\)\s*= (\?|-?(?:0x[0-9a-f]{1,16}|\d{1,19}))(?:<((?:[^<>]|->|<[^<>]*>)*)>)?(?: ([A-Z][A-Z0-9_]*))?(?: \([^()]*\))?[^"]{0,200}$/;

/** Whether a line is one of strace's. */
export function isStraceLine(line: string): boolean {
  const rest = line.slice(PREFIX.exec(line)![0].length);
  if (RESUMED.test(rest) || EXIT.test(rest) || SIGNAL.test(rest)) return true;
  return CALL.test(rest) && (UNFINISHED.test(rest) || / = (\?|-?\d|0x)/.test(rest));
}

/** Puts the lines of a record together to calls: what a call began in one line may end in a later one. */
export class StraceLines {
  /** Calls that have begun, by process. */
  readonly #begun = new Map<number, string>();

  /** @returns the call that ends in this line, or the end of a process; null for neither */
  take(line: string): StraceCall | StraceExit | null {
    const prefix = PREFIX.exec(line)!;
    const pid = Number(prefix[1] ?? prefix[2] ?? 0);
    const time = prefix[3] ?? null;
    let rest = line.slice(prefix[0].length);
    if (EXIT.test(rest)) {
      this.#begun.delete(pid);
      return { pid, time, exit: true };
    }
    if (UNFINISHED.test(rest)) {
      // A record of so many threads is none that we could tell anything about.
      if (this.#begun.size < 10_000) this.#begun.set(pid, rest.replace(UNFINISHED, ''));
      return null;
    }
    const resumed = RESUMED.exec(rest);
    if (resumed) {
      const begun = this.#begun.get(pid);
      if (begun === undefined || !begun.startsWith(`${resumed[1]}(`)) return null;
      this.#begun.delete(pid);
      rest = `${begun}${begun.endsWith(',') ? ' ' : ''}${rest.slice(resumed[0].length).trimStart()}`;
    }
    return callOf(rest, pid, time);
  }
}

function callOf(text: string, pid: number, time: string | null): StraceCall | null {
  const name = CALL.exec(text);
  // The result stands behind the last parenthesis; what is looked through for it is bounded.
  const tailAt = Math.max(name?.[0].length ?? 0, text.length - 700);
  const result = RESULT.exec(text.slice(tailAt));
  if (name === null || result === null) return null;
  return {
    pid,
    time,
    name: name[1]!,
    args: text.slice(name[0].length, tailAt + result.index),
    result: result[1] === '?' ? null : Number(result[1]),
    resultTarget: result[2] ?? null,
    error: result[3] ?? null,
  };
}
