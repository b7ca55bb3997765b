import { safeText } from '../bytes/safe-text.js';
import { MAX_CAPTURES } from '../vantage/match/match.js';
import type { Asked } from './arguments.js';
import { COMMANDS, type CommandName } from './commands.js';
import { inputsOf, isInput } from './inputs.js';
import { ClosedPipe, type Io, openOutput, StreamOutput, tell, widthOf } from './io.js';
import { isLanguage, languageAsked, languageOf, localeOf } from './language.js';
import { readLogs } from './logs.js';
import { type CommandRun, Session } from './session.js';
import { settingsOf } from './settings.js';
import { fill, UsageError } from './usage-error.js';
import { type CliWords, type Language, WORDS } from './words.js';

/** Done; wrong usage or something asked for that does not exist; some capture not read to its end. */
const STATUS = { done: 0, usage: 1, unread: 2 } as const;

/** Finds what a command does for a form of output (as asked: `text`, unless something else is); undefined where it is not at hand. */
export type FindRun = (command: CommandName, format: string) => CommandRun | undefined;

/**
 * Runs the command line.
 *
 * @param args arguments without the program's name
 * @returns exit status 0, 1 or 2; undefined where nothing was done, as what is asked is not at hand; never rejects
 */
export async function run(args: readonly string[], io: Io, find: FindRun): Promise<number | undefined> {
  const asked = languageAsked(args);
  const language: Language = isLanguage(asked) ? asked : languageOf(io.env);
  const words = WORDS[language];
  try {
    return await runIn(language, args, io, find);
  } catch (error) {
    if (error instanceof ClosedPipe) return STATUS.done;
    tell(io, messageOf(error, words));
    return error instanceof UsageError ? STATUS.usage : STATUS.unread;
  }
}

async function runIn(
  language: Language,
  args: readonly string[],
  io: Io,
  find: FindRun,
): Promise<number | undefined> {
  const words = WORDS[language];
  const asked = askedPlainly(args) ?? (await askedAtLength(args, words, io));
  if ('text' in asked) {
    const output = new StreamOutput(io.stdout);
    await output.write(new TextEncoder().encode(asked.text));
    return args.length === 0 ? STATUS.usage : STATUS.done;
  }
  const runCommand = find(asked.command.name, String(asked.options['format'] ?? 'text'));
  if (runCommand === undefined) return undefined;
  const settings = await settingsOf(asked.command, asked.options);
  const inputs = inputsOf(asked.captures, settings.limits);
  if (asked.command.several === true && inputs.length < 2) throw new UsageError('too-few-captures');
  if (asked.command.several === true && inputs.length > MAX_CAPTURES)
    throw new UsageError('too-many-captures', { what: String(MAX_CAPTURES) });
  const { output: path } = settings;
  if (path !== undefined && isInput(path, inputs)) throw new UsageError('output-is-input', { what: path });
  const logs = await readLogs(settings.logs, inputs, words);
  const locale = await localeOf(language);
  const session = new Session(asked, settings, inputs, logs, locale, words, io);
  const output = await openOutput(path, io);
  try {
    await runCommand(session, output);
    await output.finish();
  } finally {
    session.tellFaults();
  }
  return session.failed ? STATUS.unread : STATUS.done;
}

/** What is asked by a command and captures alone: there is nothing to parse, and what parses takes long to load. */
function askedPlainly([name, ...captures]: readonly string[]): Asked | undefined {
  const command = COMMANDS.find((each) => each.name === name);
  const isPlain = captures.length > 0 && !captures.some((capture) => capture.startsWith('-'));
  return command === undefined || !isPlain || (command.single === true && captures.length > 1)
    ? undefined
    : { command, captures, options: {} };
}

async function askedAtLength(args: readonly string[], words: CliWords, io: Io): Promise<Asked> {
  const { readArguments } = await import('./arguments.js');
  const asked = readArguments(args, words, widthOf(io.stdout, io.env) ?? 100);
  if ('problem' in asked) throw new UsageError(asked.problem, asked.values);
  return asked;
}

function messageOf(error: unknown, words: CliWords): string {
  if (error instanceof UsageError) {
    const text = safeText(error.tell(words), 4000);
    if (error.problem.startsWith('no-such') || error.problem.startsWith('output')) return text;
    return `${text}${/[.?]$/.test(text) ? '' : '.'} ${words.problems['see-help']}`;
  }
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'write' && code !== undefined)
    return fill(words.problems['output-failed'], { what: 'output', reason: message });
  const what = safeText(`${code === undefined ? '' : `${code}: `}${message ?? String(error)}`, 300);
  return words.problems.unexpected.replace('{what}', () => what);
}
