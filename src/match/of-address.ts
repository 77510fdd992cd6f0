/** How far a text says what the address of the document says. */
import { keyStems, readSlug, stemsOf } from "../text/address-words.js";
import { type Document, type Unit, unitFolded } from "./document.js";

/** An address of fewer words is a topic. */
const MIN_KEYS = 3;

interface Address {
  readonly keys: ReadonlySet<string>;
  readonly stopWords: ReadonlySet<string>;
}

const known = new WeakMap<Document, Address>();

function readAddress(document: Document): Address {
  const found = known.get(document);
  if (found !== undefined) return found;
  const stopWords = new Set(document.language.stopWords);
  const address = { keys: new Set(keyStems(readSlug(document.address)?.stems ?? [], stopWords)), stopWords };
  known.set(document, address);
  return address;
}

/** Of the telling words of a unit and those of the address, the smaller of the shares that each has of the other. */
export function shareOfAddress(document: Document, unit: Unit): number {
  if (document.address === null) return 0;
  const { keys, stopWords } = readAddress(document);
  const own = new Set(keyStems(stemsOf(unitFolded(document, unit)), stopWords));
  if (keys.size < MIN_KEYS || own.size === 0) return 0;
  const common = [...own].filter((stem) => keys.has(stem)).length;
  return common / Math.max(own.size, keys.size);
}
