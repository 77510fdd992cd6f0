#!/usr/bin/env node
import { join } from "node:path";
import { WORKER } from "../batch/worker-word.js";
import { loadProgram } from "./load-program.js";

declare const DEHUSK_VERSION: string;

/** Ends the process where all output is out: left to itself, V8 would first look for garbage in a heap that goes anyway. */
function endSoon(): void {
  if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit();
}

const words = process.argv.slice(2);

if (words[0] === WORKER) {
  void loadProgram(join(__dirname, "program.cjs")).program.runWorker();
} else if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) {
  // Answered before anything else is loaded: scripts ask for the version often.
  process.stdout.write(`${DEHUSK_VERSION}\n`);
} else {
  const { program } = loadProgram(join(__dirname, "program.cjs"));
  void program.run(words, DEHUSK_VERSION).then(endSoon);
}
