/** What loggers put in front of a message: times, levels, names. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours themselves
const COLOURS = /\u001b\[[\d;]{0,20}m/g;
const TIME =
  /^\[?((?:\d{4}[-/]\d\d[-/]\d\d[ T])?\d\d?:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)\]?(?=[\s|:,-]|$)/;
/** Python's default, `INFO:root:`; the name may be empty, and the message of an error begins with the same word. */
const LEVEL_NAME = /^(?:DEBUG|INFO|WARNING|ERROR|CRITICAL):[\w.]*:/;
const LEVEL = /^[[<(]?(?:DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL|FATAL)[\]>)]?(?=[\s:|-])/i;
/** Names of loggers, processes and threads between separators. */
const NAME =
  /^(?:\[?(?:MainThread|MainProcess|Thread-\d+(?: \([\w.<>]{1,64}\))?|ThreadPoolExecutor-\d+_\d+|root|__main__|pid[ =]?\d+)\]?|[\w.]{1,64}(?= - |\s*\|))(?=[\s:|-])/;
const SEPARATOR = /^(?:\s*[|:,]\s*|\s*-\s+|\s+)/;

/** A line without what a logger put in front of it. */
export interface LogMessage {
  readonly text: string;
  /** Time as written; null where the line has none. */
  readonly time: string | null;
}

/** Takes off what a logger put in front of a message. */
export function messageOf(line: string): LogMessage {
  let text = (line.includes('\u001b') ? line.replace(COLOURS, '') : line).trimStart();
  let time: string | null = null;
  for (let parts = 0; parts < 8; parts++) {
    const match: RegExpExecArray | null =
      (time === null ? TIME.exec(text) : null) ??
      LEVEL_NAME.exec(text) ??
      LEVEL.exec(text) ??
      NAME.exec(text);
    if (match === null) break;
    if (match[1] !== undefined) time = match[1];
    text = text.slice(match[0].length).replace(SEPARATOR, '');
  }
  return { text: text.trimEnd(), time };
}
