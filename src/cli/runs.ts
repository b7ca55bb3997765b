import type { CommandName } from './commands.js';
import type { FindRun } from './run.js';
import { runExplain } from './run-explain.js';
import { runFollow } from './run-follow.js';
import { runList } from './run-list.js';
import { runMatch } from './run-match.js';
import type { CommandRun } from './session.js';

const RUNS: Readonly<Record<CommandName, CommandRun>> = {
  explain: runExplain,
  connections: runList,
  lookups: runList,
  follow: runFollow,
  match: runMatch,
};

/** Every command, in every form. */
export const runOf: FindRun = (command) => RUNS[command];
