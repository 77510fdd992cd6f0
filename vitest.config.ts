import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/slow/**"],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    // The suite runs on two cores; more workers only make the timing tests unsteady.
    maxWorkers: 2,
  },
});

export default config;
