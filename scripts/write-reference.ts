/** Writes docs/reference.md from the schema of rule files: node scripts/run.mjs scripts/write-reference.ts */
import { writeFileSync } from "node:fs";
import { makeReference } from "./make-reference.js";

writeFileSync("docs/reference.md", makeReference());
