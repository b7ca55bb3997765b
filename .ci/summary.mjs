// Says how a run ended: `node summary.mjs RESULTS STATUS`, where RESULTS is vitest's JSON report (absent if the run
// stopped before the tests) and STATUS is 0 if every step succeeded. A failed step that is no test counts as one failure.
import { existsSync, readFileSync } from 'node:fs';

const [results, status] = process.argv.slice(2);
const report = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : undefined;
const { passed, failed, skipped } = count(report);

if (report === undefined) console.log('the tests did not run: an earlier step failed');
if (skipped > 0) console.log(`${skipped} skipped`);
if (status !== '0' && failed === 0) console.log('a step other than a test failed');
const failures = status === '0' ? failed : Math.max(failed, 1);
console.log(`${passed} passed, ${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;

/** A file that could not be loaded has no tests to count, and is a failure of its own. */
function count(report) {
  if (report === undefined) return { passed: 0, failed: 0, skipped: 0 };
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
