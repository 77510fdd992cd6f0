/** Writes V8's compiled form of the command line beside it, with all that cleaning an article has made V8 compile. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { cachePath, loadProgram } from "../src/cli/load-program.js";

const [bundle = "", article = ""] = process.argv.slice(2).map((path) => resolve(path));
const { program, script } = loadProgram(bundle);
await program.run([article], "");
// A short run turns it off; the cache holds for the flags under which it is written.
setFlagsFromString("--opt");
writeFileSync(cachePath(bundle), script.createCachedData());
