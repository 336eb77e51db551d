// Names every test that failed or was skipped in the runner's JSON reports. In continuous integration a skipped test is a
// failure: everything the tests need is there.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

let bad = 0;
for (const path of process.argv.slice(2)) {
  if (!existsSync(path)) {
    report('failed', path, 'the run left no report');
    continue;
  }
  const { testResults } = JSON.parse(readFileSync(path, 'utf8'));
  for (const file of testResults) {
    const name = relative(process.cwd(), file.name);
    if (file.status === 'failed' && file.assertionResults.length === 0) report('failed', name, 'could not be loaded');
    for (const test of file.assertionResults) if (test.status !== 'passed') report(test.status, name, test.fullName);
  }
}
process.exitCode = bad === 0 ? 0 : 1;

function report(status, file, test) {
  if (status === 'failed' || process.env.CI) bad += 1;
  console.log(`${status}: ${file}: ${test}`);
}
