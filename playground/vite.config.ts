import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin, type UserConfig } from "vite";
import { findStandIn } from "../scripts/bundle-plugins.mjs";

const DATE_READERS = fileURLToPath(new URL("src/engine/date-readers.ts", import.meta.url));
const MARK = "\0stand-in:";

/** What the bundles of the command line leave out of packages, the page leaves out, too. */
const leaveOut = (): Plugin => ({
  name: "leave-out",
  enforce: "pre",
  async resolveId(source, importer = "") {
    // Its locales are evaluated when they are required, which a page cannot do.
    if (source.endsWith("/date-readers.cjs")) return DATE_READERS;
    const direct = findStandIn(source, importer);
    if (direct !== null) return `${MARK}${source}`;
    const found = source.startsWith(".") ? await this.resolve(source, importer, { skipSelf: true }) : null;
    return found !== null && findStandIn(found.id, importer) !== null ? `${MARK}${found.id}` : null;
  },
  load(id) {
    return id.startsWith(MARK) ? findStandIn(id.slice(MARK.length), "natural/stemmers/") : null;
  },
});

const config: UserConfig = defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  // Works from any folder of any server.
  base: "./",
  publicDir: false,
  plugins: [leaveOut()],
  worker: { format: "es", plugins: () => [leaveOut()] },
  build: {
    outDir: "../dist/playground",
    emptyOutDir: true,
    target: "es2023",
    // For older ones, dark mode would be rewritten to what the system wants, whatever is chosen.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
});

export default config;
