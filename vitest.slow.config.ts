import { defineConfig, type ViteUserConfig } from "vitest/config";

/** Suites that take minutes or need more than Node: a browser, other programs, large corpora. */
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/slow/**/*.test.ts"],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
    // What is polled for is slow where other programs run, too.
    expect: { poll: { timeout: 30_000 } },
  },
});

export default config;
