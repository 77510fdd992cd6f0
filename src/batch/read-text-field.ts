import { usageError } from "../cli/parse-arguments.js";
import { OWN_FIELD } from "./record.js";

/** Names of the field that holds the text of a record, from the outside in, as --text-field has them; `text` if not. */
export function readTextField(name = "text"): readonly string[] {
  const names = name.split(".");
  if (names.includes("")) throw usageError(`--text-field takes a name such as text or page.body, not "${name}".`);
  if (names[0] === OWN_FIELD) throw usageError(`--text-field cannot be "${OWN_FIELD}", where the answer goes.`);
  return names;
}
