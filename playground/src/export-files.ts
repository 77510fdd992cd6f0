/** Hands files to the person in front of the page. */
import { strToU8, zipSync } from "fflate";

/** Saves one text. */
export function saveText(name: string, text: string, type: string): void {
  save(name, new Blob([text], { type }));
}

/** Saves a folder of texts as a ZIP archive. */
export function saveFolder(name: string, files: Readonly<Record<string, string>>): void {
  const entries = Object.entries(files).map(([file, text]) => [`${name}/${file}`, strToU8(text)] as const);
  save(
    `${name}.zip`,
    new Blob([zipSync(Object.fromEntries(entries)) as Uint8Array<ArrayBuffer>], { type: "application/zip" }),
  );
}

function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: the browser may not have begun to read.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
