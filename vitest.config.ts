import { defineConfig } from 'vitest/config';

// Browsers, kills and signals have deadlines that mean nothing on a busy machine: one file at a time, after all others.
const alone = ['test/browser/**/*.test.ts', 'test/faults/**/*.test.ts', 'test/cli/**/*.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/start-test-server.ts'],
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'beside',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'web/src/**/*.test.ts'],
          exclude: ['test/long/**', 'node_modules/**', ...alone],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // A second, the default, is not long for a page on a busy machine.
    expect: { poll: { timeout: 30_000 } },
  },
});
