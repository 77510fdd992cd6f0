/** Answers what the page asks: cleans, explains, checks rules, measures. Runs in a worker, and in tests. */
import { prepareCleaner } from "../../../src/clean.js";
import type { Cleaner, CleanOptions, CleanResult, Rule, RuleSet } from "../../../src/types.js";
import type { Draft } from "../draft.js";
import { measureRules } from "./measure-rules.js";
import type { Engine, OwnRules, Sample } from "./messages.js";
import { createRuleStore, type FetchJson, type RuleStore } from "./rule-store.js";

/** A draft's rules, ready for texts. */
interface Prepared {
  readonly key: string;
  readonly ruleSet: RuleSet;
  readonly own: OwnRules | null;
  readonly cleaner: Cleaner;
}

export function createEngine(fetchJson: FetchJson, now: () => number): Engine {
  let opened: Promise<RuleStore> | null = null;
  let prepared: Prepared | null = null;
  const store = (): Promise<RuleStore> => (opened ??= createRuleStore(fetchJson));

  async function withRules<T>(draft: Draft, run: (rules: Prepared) => T): Promise<T> {
    const rules = await store();
    const add = draft.rules.trim() === "" ? null : await loadOwnRules(draft.rules, rules);
    return await rules.withRules(() => {
      const key = JSON.stringify([rules.version(), draft.off, draft.rules]);
      if (prepared?.key !== key) prepared = prepare(key, draft, rules.rules(), add);
      return run(prepared);
    });
  }

  async function cleanDraft(draft: Draft): Promise<CleanResult> {
    return await withRules(draft, ({ cleaner }) => cleaner.clean(draft.text, optionsOf(draft)));
  }

  return {
    open: async () => (await store()).catalogue,
    clean: async (draft) => {
      const { missing } = await store();
      return await withRules(draft, ({ cleaner, own, ruleSet }) => {
        const start = now();
        const result = cleaner.clean(draft.text, { ...optionsOf(draft), explain: true });
        const milliseconds = now() - start;
        return { result, threshold: ruleSet.weights.thresholds[draft.level], milliseconds, own, missing: missing() };
      });
    },
    lint: async (draft) => {
      const { lintOwnRules } = await import("./lint-own-rules.js");
      return await withRules(draft, ({ ruleSet }) => lintOwnRules(draft.rules, ruleSet));
    },
    measure: (draft) =>
      withRules(draft, ({ cleaner, ruleSet }) => {
        const result = cleaner.clean(draft.text, { ...optionsOf(draft), explain: true });
        return measureRules(draft.text, result, ruleSet, now);
      }),
    findRule: async (id, draft) => findRule(id, await withRules(draft, ({ ruleSet }) => ruleSet), await store()),
    render: async (draft) => {
      const { renderMarkdown } = await import("../../../src/render/render.js");
      return renderMarkdown(await cleanDraft(draft));
    },
    makeSample: async (draft) => makeSample(draft, await cleanDraft(draft)),
  };
}

type AddOwnRules = typeof import("./own-rules.js").addOwnRules;

/** Checking rules takes a third of the program, so that it is fetched when there are some. */
async function loadOwnRules(text: string, store: RuleStore): Promise<AddOwnRules> {
  const { addOwnRules, languageOf } = await import("./own-rules.js");
  const language = languageOf(text);
  if (language !== null && store.isKnown(language)) await store.load(language);
  return addOwnRules;
}

function prepare(key: string, draft: Draft, builtin: RuleSet, add: AddOwnRules | null): Prepared {
  const base = { ...builtin, packs: builtin.packs.filter(({ pack }) => !draft.off.includes(pack)) };
  const { ruleSet, own } = add === null ? { ruleSet: base, own: null } : add(draft.rules, base);
  return { key, ruleSet, own, cleaner: prepareCleaner(() => ruleSet) };
}

function optionsOf({ url, language, level, input }: Draft): CleanOptions {
  return { level, input, ...(url === "" ? {} : { url }), ...(language === "" ? {} : { inLanguage: language }) };
}

async function findRule(id: string, ruleSet: RuleSet, store: RuleStore): Promise<Rule | null> {
  const pack = ruleSet.packs.find(
    (known) => id.startsWith(`${known.pack}/`) && !id.slice(known.pack.length + 1).includes("/"),
  );
  const found = pack?.rules.find((rule) => `${pack.pack}/${rule.id}` === id);
  if (pack === undefined || found === undefined) return null;
  // What the build has found out about a rule is not part of it.
  const { anchors: _anchors, filed: _filed, ...rule } = found as Rule & { anchors?: unknown; filed?: unknown };
  const notes = rule.why === "" ? (await store.notes(pack.pack))[id] : undefined;
  return { ...rule, ...notes };
}

/** As in samples/: the text, what it must become, and which categories must have cut something. */
function makeSample(draft: Draft, { body, metadata, edits }: CleanResult): Sample {
  const { provenance: _provenance, ...found } = metadata;
  const cut = [...new Set(edits.filter(({ kind }) => kind === "cut").map(({ category }) => category))];
  const { level, input } = draft;
  const chosen = {
    ...optionsOf(draft),
    level: level === "normal" ? undefined : level,
    input: input === "auto" ? undefined : input,
  };
  const options = Object.values(chosen).some((value) => value !== undefined) ? { options: chosen } : {};
  const expected = JSON.stringify({ ...options, metadata: found, cut }, null, 2);
  return { files: { "input.md": draft.text, "expected.md": body, "expected.json": `${expected}\n` } };
}
