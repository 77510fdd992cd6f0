/** The built-in rules in a page: fetched language by language, when a text turns out to need them. */
import { type PackedRules, type PackGroup, unpackRules } from "../../../src/rules/packed-rules.js";
import type { Language, Rule, RuleSet } from "../../../src/types.js";
import { loadDateReader } from "./date-readers.js";
import type { Catalogue } from "./messages.js";

/** Reads a JSON file of the page, by its name without ending. */
export type FetchJson = (name: string) => Promise<unknown>;

/** Everything but the bodies of the packs; languages that are not fetched yet have their function words only. */
export interface BaseFile extends PackedRules {
  /** Number of rules by name of the pack. */
  readonly sizes: Readonly<Record<string, number>>;
}

/** `<group>.json` */
export interface GroupFile extends PackGroup {
  /** Null for the sites. */
  readonly language: Language | null;
}

/** `<group>.notes.json`: what a rule needs for people only, by full id. */
export type NotesFile = Readonly<Record<string, Pick<Rule, "why" | "examples">>>;

export interface RuleStore {
  readonly catalogue: Catalogue;
  readonly isKnown: (language: string) => boolean;
  /** The rules as far as they are known; reading a pack that is not throws what `withRules` understands. */
  readonly rules: () => RuleSet;
  /** Grows with each group that is fetched. */
  readonly version: () => number;
  readonly load: (group: string) => Promise<void>;
  /** Runs a function over and over, each time with what it was missing. */
  readonly withRules: <T>(run: () => T) => Promise<T>;
  readonly notes: (pack: string) => Promise<NotesFile>;
  /** Groups that could not be fetched. */
  readonly missing: () => readonly string[];
}

/** Needed with nearly every text. */
const FIRST_GROUPS = ["any", "sites", "en"] as const;

export async function createRuleStore(fetchJson: FetchJson): Promise<RuleStore> {
  const groups = new Map<string, GroupFile>();
  const failed = new Set<string>();
  const notes = new Map<string, Promise<NotesFile>>();
  const load = async (group: string): Promise<void> => {
    try {
      const [file] = await Promise.all([fetchJson(group), loadDateReader(group)]);
      groups.set(group, file as GroupFile);
    } catch {
      failed.add(group);
    }
  };
  const readGroup = (group: string): PackGroup => {
    const found = groups.get(group);
    if (found === undefined && !failed.has(group)) throw Object.assign(new Error("rules are missing"), { group });
    return found ?? { packs: {} };
  };
  // What these give is asked for at once: most texts are waiting for it.
  const [base] = (await Promise.all([fetchJson("base"), ...FIRST_GROUPS.map(load)])) as [BaseFile, ...unknown[]];
  return {
    catalogue: toCatalogue(base),
    isKnown: (language) => base.languages.some((known) => known.language === language),
    rules: () => {
      const languages = base.languages.map((lean) => groups.get(lean.language)?.language ?? lean);
      return unpackRules({ ...base, languages }, readGroup);
    },
    version: () => groups.size,
    load: async (group) => {
      if (!groups.has(group) && !failed.has(group)) await load(group);
    },
    withRules: async (run) => {
      for (;;) {
        try {
          return run();
        } catch (error) {
          if (!isMissing(error)) throw error;
          await load(error.group);
        }
      }
    },
    notes: async (pack) => {
      const group = base.packs.find((known) => known.pack === pack)?.group ?? "any";
      // Without them a rule still shows what it does.
      const asked = notes.get(group) ?? (fetchJson(`${group}.notes`).catch(() => ({})) as Promise<NotesFile>);
      notes.set(group, asked);
      return await asked;
    },
    missing: () => [...failed],
  };
}

function isMissing(error: unknown): error is { readonly group: string } {
  return error instanceof Error && "group" in error && typeof error.group === "string";
}

function toCatalogue({ languages, packs, sizes }: BaseFile): Catalogue {
  return {
    languages: languages.flatMap(({ language, name }) => (language === "any" ? [] : [{ language, name }])),
    packs: packs.map(({ pack, language, category, description }) => ({
      pack,
      language,
      ...(category === undefined ? {} : { category }),
      ...(description === undefined ? {} : { description }),
      size: sizes[pack] ?? 0,
    })),
  };
}
