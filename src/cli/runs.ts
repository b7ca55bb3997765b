import type { CommandName } from './commands.js';
import type { FindRun } from './run.js';
import { runExplain } from './run-explain.js';
import { runFollow } from './run-follow.js';
import { runInTurn } from './run-in-turn.js';
import { runMatch } from './run-match.js';
import type { CommandRun } from './session.js';

const RUNS: Readonly<Record<CommandName, CommandRun>> = {
  explain: runExplain,
  connections: runInTurn,
  lookups: runInTurn,
  follow: runFollow,
  match: runMatch,
};

/** Every command, in every form. */
export const runOf: FindRun = (command) => RUNS[command];
