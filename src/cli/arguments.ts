import { Command, CommanderError, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { COMMANDS, type CommandSpec, optionOf } from './commands.js';
import type { CliWords, ProblemKey } from './words.js';

/** What the arguments ask for: a command with its captures and raw options, or only text (help, version). */
export type Asked = { readonly text: string } | AskedCommand;

/** A command with its captures, as named, and its options, as they were read: their values are not checked yet. */
export interface AskedCommand {
  readonly command: CommandSpec;
  readonly captures: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** What is wrong with the form of arguments. It is not thrown: this is a script of its own, and its errors, too. */
export interface Misused {
  readonly problem: ProblemKey;
  readonly values?: Readonly<Record<string, string>>;
}

/** Reads the arguments. */
export function readArguments(args: readonly string[], words: CliWords, width: number): Asked | Misused {
  let text = '';
  let asked: Asked | undefined;
  const configure = (command: Command): Command =>
    command
      .exitOverride()
      .showSuggestionAfterError(false)
      .configureOutput({ writeOut: (part) => (text += part), writeErr: () => undefined })
      .configureHelp({ helpWidth: width, styleTitle: (title) => titleIn(words, title) })
      .helpOption('-h, --help', words.helpOption);
  const program = configure(new Command('framewise'))
    .description(words.tagline)
    .version(manifest.version, '-V, --version', words.versionOption)
    .usage('<command> [options] CAPTURE...')
    .helpCommand('help [command]', words.helpCommand);
  // One that is named is all that is needed.
  const named = COMMANDS.filter(({ name }) => name === args[0]);
  for (const spec of named.length > 0 ? named : COMMANDS)
    program.addCommand(configure(commandOf(spec, words, (found) => (asked = found))));
  if (args.length === 0) return { text: program.helpInformation() };
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { text };
    return problemOf(error);
  }
  return asked ?? { text };
}

function commandOf(spec: CommandSpec, words: CliWords, found: (asked: Asked) => void): Command {
  const command = new Command(spec.name)
    .summary(words.summaries[spec.name])
    .description(words.summaries[spec.name])
    .usage(spec.single ? '[options] CAPTURE' : '[options] CAPTURE...')
    .argument(spec.single ? '<capture>' : '<capture...>', words.captureArgument)
    .allowExcessArguments(false)
    .addHelpText(
      'after',
      `\n${words.examples}\n${spec.examples.map((example) => `  ${example}`).join('\n')}\n`,
    );
  for (const name of spec.options) {
    const { flags, choices, default: value, repeated } = optionOf(spec, name);
    const told = [
      ...(choices === undefined ? [] : [`${words.choicesAre}: ${choices.join(', ')}`]),
      ...(value === undefined ? [] : [`${words.defaultIs}: ${value}`]),
    ];
    const description = words.optionTexts[name] + (told.length > 0 ? ` (${told.join('; ')})` : '');
    const option = new Option(flags, description);
    if (repeated) option.argParser((text: string, before: string[] = []) => [...before, text]);
    command.addOption(option);
  }
  command.action((captures: string | string[], options: Record<string, unknown>) =>
    found({ command: spec, captures: typeof captures === 'string' ? [captures] : captures, options }),
  );
  return command;
}

function titleIn(words: CliWords, title: string): string {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': words.usage,
    'Options:': words.options,
    'Commands:': words.commands,
    'Arguments:': words.arguments,
  };
  return titles[title] ?? title;
}

function problemOf({ code, message }: CommanderError): Misused {
  const what = /'([^']*)'/.exec(message)?.[1] ?? '';
  switch (code) {
    case 'commander.unknownOption':
      return { problem: 'unknown-option', values: { what } };
    case 'commander.unknownCommand':
      return { problem: 'unknown-command', values: { what } };
    case 'commander.missingArgument':
      return { problem: 'missing-argument' };
    case 'commander.optionMissingArgument':
      return { problem: 'missing-value', values: { what } };
    case 'commander.excessArguments':
      return { problem: 'too-many-arguments' };
    default:
      return { problem: 'missing-command' };
  }
}
