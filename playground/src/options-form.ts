/** The row of options: shows a draft's, and tells of every change. */
import { type Draft, INPUTS, LEVELS } from "./draft.js";
import type { Catalogue } from "./engine/messages.js";
import { byId, element } from "./view/element.js";

type Options = Pick<Draft, "language" | "level" | "input" | "url">;

export interface OptionsForm {
  readonly show: (options: Options) => void;
  readonly fill: (catalogue: Catalogue) => void;
}

export function createOptionsForm(onChange: (options: Options) => void): OptionsForm {
  const language = byId<HTMLSelectElement>("language");
  const level = byId<HTMLSelectElement>("level");
  const input = byId<HTMLSelectElement>("input");
  const url = byId<HTMLInputElement>("url");
  const theme = byId<HTMLSelectElement>("theme");
  const form = byId<HTMLFormElement>("options");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    document.documentElement.style.colorScheme = theme.value;
    if (target === theme) return;
    onChange({
      language: language.value,
      level: LEVELS.find((known) => known === level.value) ?? "normal",
      input: INPUTS.find((known) => known === input.value) ?? "auto",
      url: url.value.trim(),
    });
  });
  return {
    show: (options) => {
      // A link may name a language that is not in the list.
      if (![...language.options].some(({ value }) => value === options.language)) {
        language.append(element("option", { value: options.language }, options.language));
      }
      language.value = options.language;
      level.value = options.level;
      input.value = options.input;
      url.value = options.url;
    },
    fill: ({ languages }) => {
      const chosen = language.value;
      const [automatic] = language.options;
      const options = languages.map((known) => element("option", { value: known.language }, known.name));
      language.replaceChildren(...(automatic === undefined ? [] : [automatic]), ...options);
      language.value = chosen;
    },
  };
}
