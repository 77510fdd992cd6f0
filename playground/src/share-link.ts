/** A draft in the hash of an address, packed. Browsers never send the hash to a server. */
import { deflateSync, Inflate, strFromU8, strToU8 } from "fflate";
import { type Draft, EMPTY_DRAFT, INPUTS, LEVELS } from "./draft.js";

const PREFIX = "#v1=";
/** A short link can unpack to anything. */
const MAX_BYTES = 8_000_000;
/** Longer addresses are refused by some browsers and most chat programs. */
export const LONG_LINK_CHARS = 32_000;

/** The hash that stands for a draft; what is as in an empty one is left out. */
export function toHash(draft: Draft): string {
  const own = Object.entries(draft).filter(([key, value]) => String(value) !== String(EMPTY_DRAFT[key as keyof Draft]));
  return PREFIX + toBase64Url(deflateSync(strToU8(JSON.stringify(Object.fromEntries(own))), { level: 9 }));
}

/** The draft of a hash; null when there is none or it is damaged. */
export function fromHash(hash: string): Draft | null {
  if (!hash.startsWith(PREFIX)) return null;
  try {
    return toDraft(JSON.parse(strFromU8(inflate(fromBase64Url(hash.slice(PREFIX.length))))));
  } catch {
    return null;
  }
}

/** Links come from strangers: only what fits is taken. */
function toDraft(value: unknown): Draft | null {
  if (typeof value !== "object" || value === null) return null;
  const given = value as Readonly<Record<string, unknown>>;
  const text = (key: keyof Draft): string => (typeof given[key] === "string" ? given[key] : "");
  const off = Array.isArray(given["off"]) ? given["off"].filter((name) => typeof name === "string") : [];
  return {
    text: text("text"),
    url: text("url"),
    language: /^[a-z]{2,3}$/.test(text("language")) ? text("language") : "",
    level: LEVELS.find((level) => level === given["level"]) ?? EMPTY_DRAFT.level,
    input: INPUTS.find((input) => input === given["input"]) ?? EMPTY_DRAFT.input,
    off,
    rules: text("rules"),
  };
}

function inflate(packed: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const inflater = new Inflate((chunk) => {
    size += chunk.length;
    if (size > MAX_BYTES) throw new RangeError("the link holds too much");
    chunks.push(chunk);
  });
  // In steps, so that it stops soon after too much has come out.
  const step = 4096;
  for (let at = 0; at < packed.length; at += step) {
    inflater.push(packed.subarray(at, at + step), at + step >= packed.length);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Uint8Array {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
