import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/**
 * Tests of the floor, the rooms and the portal's own code. What they test keeps no state but caches (tsconfig.pure.json, and
 * test/tidy.test.ts holds the tests to it), so that their files share a process and nothing is loaded twice.
 */
const { include: rooms } = JSON.parse(readFileSync(new URL('tsconfig.pure.json', import.meta.url), 'utf8')) as {
  include: string[];
};
const pure = [...rooms.map((folder) => folder.replace(/\*\.ts$/, '*.test.ts')), 'web/src/**/*.test.ts'];

/**
 * Browsers, kills and signals have deadlines that mean nothing on a busy machine: one file at a time, after all others. Of
 * these folders the files named here kill nothing, keep no time and leave the server's roles and its template alone.
 */
const alone = [
  'test/browser/**/*.test.ts',
  'test/cli/!(commands|excerpt|import-agency|judge|trace).test.ts',
  'test/faults/!(corrected-dealers|damaged-collection|identity-bad-input|import-again|import-wrong-feed|signed-destruction-days|trace-bad-input).test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['test/start-test-server.ts'],
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: pure, isolate: false, maxWorkers: 2, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: 'beside',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/long/**', 'node_modules/**', ...pure, ...alone],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // A second, the default, is not long for a page on a busy machine.
    expect: { poll: { timeout: 30_000 } },
  },
});
