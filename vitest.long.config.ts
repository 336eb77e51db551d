import { defineConfig } from 'vitest/config';

/** Tests that run for minutes: `npm run test:long`, before a release rather than at every change. */
export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts'],
    globalSetup: ['test/start-test-server.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30 * 60_000,
    hookTimeout: 120_000,
  },
});
