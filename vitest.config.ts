import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'web/src/**/*.test.ts'],
    exclude: ['test/long/**', 'node_modules/**'],
    globalSetup: ['test/start-test-server.ts'],
    pool: 'forks',
    // One file at a time where nobody waits for it: browsers, servers and kills beside each other make two cores slow
    // enough for a deadline to mean nothing.
    maxWorkers: process.env['CI'] ? 1 : 2,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // A second, the default, is not long for a page on a busy machine.
    expect: { poll: { timeout: 30_000 } },
  },
});
