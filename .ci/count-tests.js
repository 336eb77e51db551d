// The counts of the test runner's own JSON reports, summed, alone on one line. A run that left no report, and a file that
// could not even be loaded, have no tests to count: each is a failure.
import { existsSync, readFileSync } from 'node:fs';

const paths = process.argv.slice(2);
const reports = paths.filter(existsSync).map((path) => JSON.parse(readFileSync(path, 'utf8')));
const sum = (count) => reports.reduce((total, report) => total + count(report), 0);
const unloaded = ({ testResults }) =>
  testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;

const passed = sum((report) => report.numPassedTests);
const failed = sum((report) => report.numFailedTests + unloaded(report)) + paths.length - reports.length;
const skipped = sum((report) => report.numPendingTests + report.numTodoTests);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
