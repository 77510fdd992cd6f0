import { uniqueTexts } from "./name-edges.js";

const MAX_UNITS = 2000;
const CONTACT =
  /(?<mail>[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5})|(?<![\p{L}\p{N}./-])(?<phone>\+?\(?\p{Nd}(?:[\p{Nd} ().\u00a0-]|(?<=\p{Nd})\/(?=\p{Nd})){4,24}\p{Nd})(?!\p{Nd})/gu;
const MIN_DIGITS = 7;
const MAX_DIGITS = 15;
/** 1998-2003 and 12.05.2023. */
const YEARS_OR_DATE = /^(?:1[5-9]|2[0-2])\d\d\s?[-/]\s?(?:1[5-9]|2[0-2])\d\d$|^\d{1,4}([./-])\d{1,2}\1\d{1,4}$/;

function isPhone(text: string): boolean {
  const digits = text.match(/\p{Nd}/gu)?.length ?? 0;
  return digits >= MIN_DIGITS && digits <= MAX_DIGITS && !YEARS_OR_DATE.test(text);
}

/** The e-mail addresses and telephone numbers of a plain text, as written, in order. */
export function readContacts(text: string): readonly string[] {
  const found = [...text.slice(0, MAX_UNITS).matchAll(CONTACT)].map(
    ({ groups }) => groups?.["mail"] ?? groups?.["phone"] ?? "",
  );
  return uniqueTexts(found.filter((contact) => contact.includes("@") || isPhone(contact)));
}
