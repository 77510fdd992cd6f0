#!/usr/bin/env node
import { join } from "node:path";
import { isMainThread } from "node:worker_threads";
import { loadProgram } from "./load-program.js";

declare const DEHUSK_VERSION: string;

const words = process.argv.slice(2);

if (!isMainThread) {
  void loadProgram(join(__dirname, "program.cjs")).program.runWorker();
} else if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) {
  // Answered before anything else is loaded: scripts ask for the version often.
  process.stdout.write(`${DEHUSK_VERSION}\n`);
} else {
  const { program } = loadProgram(join(__dirname, "program.cjs"));
  void program.run(words, DEHUSK_VERSION);
}
