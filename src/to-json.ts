/**
 * JSON that any reader takes: no lone surrogate, and no character that some readers take for a line end. Without an
 * `indent` it stands on one line.
 */
export function toJson(value: unknown, indent = 0): string {
  const json = JSON.stringify(value, null, indent);
  // Texts are full of escapes, and hardly one of them is half of a pair.
  const readable = json.includes("\\ud")
    ? json.replace(/\\(?:u[dD][89a-fA-F][\da-fA-F]{2}|[\s\S])/g, (escaped) =>
        /^\\ud/.test(escaped) ? "\\ufffd" : escaped,
      )
    : json;
  return readable.replace(/[\u0085\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
