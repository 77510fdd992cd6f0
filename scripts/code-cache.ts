/** Writes V8's compiled form of the command line beside it, with all that cleaning an article has made V8 compile. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { SPARED } from "../src/batch/short-run.js";
import { cachePath, loadProgram } from "../src/cli/load-program.js";

const HAS_MAGLEV = Number.parseInt(process.versions.node, 10) >= 22;

const [bundle = "", article = ""] = process.argv.slice(2).map((path) => resolve(path));
const { program, script } = loadProgram(bundle);
await program.run([article], "");
// A short run turned them off, and the cache holds for the flags under which it is written: those of a start.
for (const flag of SPARED) if (flag !== "maglev" || HAS_MAGLEV) setFlagsFromString(`--${flag}`);
writeFileSync(cachePath(bundle), script.createCachedData());
