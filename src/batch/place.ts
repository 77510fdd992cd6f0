import { readFileSync, realpathSync } from "node:fs";
import { refuseEscape } from "../cli/plan-outputs.js";
import { printBytes, writeBytes } from "../cli/standard-streams.js";
import { writeFileAtomic } from "../cli/write-file.js";
import type { CleanedFile } from "./clean-task.js";
import type { Document } from "./deliver-documents.js";
import type { Delivery } from "./delivery.js";
import type { Run } from "./run.js";

/** Brings what became of a text where it belongs. Throws system errors, and errors that tell of this text alone. */
export type Place = (document: Document, bytes: Uint8Array, file: CleanedFile) => Promise<void> | void;

/** @param out the folder of results that are files */
export function choosePlace(delivery: Delivery, out: string, { state }: Run): Place {
  switch (delivery) {
    case "write":
      return ({ target }, bytes, { sidecar }) => {
        if (target === undefined) return;
        writeBelow(out, target, bytes, state?.folder);
        if (sidecar !== undefined) writeBelow(out, sidecarPath(target), sidecar, state?.folder);
      };
    case "replace":
      return replaceInput;
    case "print":
      return createPrinter();
    case "list":
      return async (_, bytes) => await printBytes(bytes);
    case "diff":
    case "announce":
      return async (_, bytes) => await writeBytes(bytes);
    default:
      return delivery satisfies never;
  }
}

/** Where the metadata of the result `target` goes when it is to lie beside it. */
export function sidecarPath(target: string): string {
  return `${target}.meta.json`;
}

function writeBelow(folder: string, target: string, content: string | Uint8Array, aside: string | undefined): void {
  refuseEscape(target, folder);
  writeFileAtomic(target, content, aside);
}

async function replaceInput({ input }: Document, bytes: Uint8Array, { hash }: CleanedFile): Promise<void> {
  const { createHash } = await import("node:crypto");
  // The file itself, so that a symbolic link to it stays one.
  const file = realpathSync(input.path);
  if (createHash("sha256").update(readFileSync(file)).digest("hex") !== hash) {
    throw new Error("it changed while it was cleaned, and stays as it is; run again");
  }
  writeFileAtomic(file, bytes);
}

/** Several texts are set apart by an empty line. */
function createPrinter(): Place {
  let isFirst = true;
  return async ({ format }, bytes) => {
    if (!isFirst && format !== "jsonl") await writeBytes(Buffer.from("\n"));
    isFirst = false;
    await printBytes(bytes);
  };
}
