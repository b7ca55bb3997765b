/**
 * Compares the library with tshark, field by field, over captures that nobody here made.
 *
 *     npm run oracle -- [options]
 *       --live PLACE   a folder or file of other captures, for which the installed tshark is asked
 *       --file PART    only captures whose path contains this
 *       --field NAME   list every difference in this field
 *       --limit N      causes shown of each field (15)
 *       --json OUT     write all of it to a file
 *       --min FILE     the least agreement; by default expected.json, over all recorded captures
 *
 * Exit status 1: agreement fell below the minimum, or an error escaped the library.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Case, compareCapture } from './compare-capture.js';
import { COMPARED_FIELDS, CORE_FIELDS } from './fields.js';
import { agreementTable, causeTable, fallen, type Minimum } from './report.js';
import { findRecorded, hasTshark, liveCases, recordedCases } from './sources.js';
import { Tally } from './tally.js';

const { values: options } = parseArgs({
  options: {
    live: { type: 'string' },
    file: { type: 'string' },
    field: { type: 'string' },
    limit: { type: 'string', default: '15' },
    json: { type: 'string' },
    min: { type: 'string' },
  },
});

/** All that there is to compare; a sentence where there is nothing. */
function cases(): Iterable<Case> | string {
  if (options.live !== undefined) {
    return hasTshark() ? liveCases(options.live, options.file) : 'Oracle skipped: tshark is not installed.';
  }
  const recorded = findRecorded();
  if (recorded !== undefined) return recordedCases(recorded, options.file);
  return 'Oracle skipped: no captures with recorded answers (FRAMEWISE_CORPUS, FRAMEWISE_ORACLE).';
}

function minimum(): Minimum {
  const whole = options.live === undefined && options.file === undefined;
  const path = options.min ?? (whole ? new URL('expected.json', import.meta.url) : undefined);
  return path === undefined ? {} : (JSON.parse(readFileSync(path, 'utf8')) as Minimum);
}

async function run(all: Iterable<Case>): Promise<void> {
  const tally = new Tally(COMPARED_FIELDS, CORE_FIELDS, options.field);
  for (const each of all) await compareCapture(each, tally);
  const agreements = tally.agreements();

  for (const { field, where, expected, got } of tally.differences)
    console.log(`${where}  ${field}: expected ${expected}, got ${got}`);
  console.log(causeTable(tally, Number(options.limit)));
  console.log(`\n${agreementTable(agreements)}`);
  console.log(`\n${tally.files} files, ${tally.filesEqual} without any difference in all fields above,`);
  console.log(`${tally.filesCoreEqual} in ${CORE_FIELDS.join(', ')}.`);
  if (options.json !== undefined) {
    const { differences, uncaught } = tally;
    const report = { agreements, causes: tally.causes(), differences, uncaught };
    writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  }

  const below = fallen(agreements, minimum());
  for (const line of below) console.log(`FELL ${line}`);
  for (const line of tally.uncaught) console.log(`UNCAUGHT ${line}`);
  if (below.length > 0 || tally.uncaught.length > 0) process.exitCode = 1;
}

// A closed pipe (`| head`) ends the program quietly.
process.stdout.on('error', () => process.exit());
const all = cases();
if (typeof all === 'string') console.log(all);
else await run(all);
