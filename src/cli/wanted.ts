import type { AnalyzeOptions } from '../engine/analysis.js';
import type { CommandName } from './commands.js';
import type { Format } from './settings.js';

/** What a command asks of captures whose frames are not kept. */
export function wantedBy(
  command: CommandName,
): Pick<AnalyzeOptions, 'onlyConnections' | 'onlyLookups' | 'withoutLookups'> {
  return {
    onlyConnections: command === 'connections',
    onlyLookups: command === 'lookups',
    withoutLookups: command !== 'lookups',
  };
}

/** Whether machines are called by names: in lists, only where text has no room for a table. */
export function namesMachines(command: CommandName, format: Format): boolean {
  const isList = command === 'connections' || command === 'lookups';
  return !isList || format === 'text';
}
