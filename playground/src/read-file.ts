/** Text of a file that was dropped or chosen. */

const MAX_BYTES = 5_000_000;

export type FileRead =
  | { readonly text: string; readonly kind: "text" | "rules"; readonly note: string | null }
  | { readonly refused: string };

/** Reads a text or a rule file; `refused` and `note` are sentences for people. */
export async function readFile(file: File): Promise<FileRead> {
  if (file.size > MAX_BYTES) return { refused: `${file.name} is larger than 5 MB; use the command line for it.` };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { text, note } = decode(bytes, file.name);
  if (text.includes("\0")) return { refused: `${file.name} is not a text file.` };
  return { text, kind: isRuleFile(text) ? "rules" : "text", note };
}

function decode(bytes: Uint8Array, name: string): { readonly text: string; readonly note: string | null } {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isWide) return { text: new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be").decode(bytes), note: null };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), note: null };
  } catch {
    const note = `${name} is not UTF-8; it was read as Windows-1252. The command line finds out encodings.`;
    return { text: new TextDecoder("windows-1252").decode(bytes), note };
  }
}

function isRuleFile(text: string): boolean {
  if (!text.trimStart().startsWith("{")) return false;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "pack" in value && "rules" in value;
  } catch {
    return false;
  }
}
