/** The playground: one draft goes in, the engine answers, the views show it. */

import { type Draft, EMPTY_DRAFT } from "./draft.js";
import { acceptFiles } from "./drop-files.js";
import { connectEngine } from "./engine/connect-engine.js";
import type { Catalogue, Outcome } from "./engine/messages.js";
import example from "./example.md?raw";
import { saveFolder, saveText } from "./export-files.js";
import { createOptionsForm } from "./options-form.js";
import { addRuleFor, copyRule, disableRule } from "./own-rule-file.js";
import { splitIntoRows } from "./pieces.js";
import { createRulesBench } from "./rules-bench.js";
import { fromHash, LONG_LINK_CHARS, toHash } from "./share-link.js";
import { categoryHue } from "./view/category-hue.js";
import { byId, element } from "./view/element.js";
import { createMarkedText } from "./view/marked-text.js";
import { showMetadata } from "./view/metadata-table.js";
import { showPacks } from "./view/packs-panel.js";
import { showRuleRows } from "./view/rules-panel.js";
import { createTabs } from "./view/tabs.js";
import { showRule, showWhy, type WhyActions } from "./view/why-panel.js";

const engine = connectEngine();
const textBox = byId<HTMLTextAreaElement>("text");
let draft: Draft = EMPTY_DRAFT;
let catalogue: Catalogue = { languages: [], packs: [] };
let categories: readonly string[] = [];
let outcome: Outcome | null = null;
let isCleaning = false;
let isStale = false;
/** The rules that lint has last looked at. */
let linted = "";

function say(message: string, kind: "good" | "bad" = "good"): void {
  const status = byId("status");
  status.textContent = message;
  status.dataset["kind"] = kind;
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Runs what a person asked for; what goes wrong is said. */
function attempt(run: () => Promise<void>): void {
  run().catch((error: unknown) => say(describe(error), "bad"));
}

/** Cleans the draft; while that goes on, only the newest draft waits. */
async function refresh(): Promise<void> {
  isStale = true;
  if (isCleaning) return;
  isCleaning = true;
  try {
    while (isStale) {
      isStale = false;
      const current = draft;
      const fresh = await engine.clean(current);
      if (!isStale) show(current, fresh);
    }
  } finally {
    isCleaning = false;
  }
}

function change(part: Partial<Draft>): void {
  draft = { ...draft, ...part };
  attempt(refresh);
}

function replaceDraft(fresh: Draft): void {
  draft = fresh;
  textBox.value = fresh.text;
  options.show(fresh);
  bench.setText(fresh.rules);
  if (fresh.rules !== "") benchTabs.select("mine");
  attempt(refresh);
}

function show(current: Draft, fresh: Outcome): void {
  outcome = fresh;
  const { result } = fresh;
  marked.show(splitIntoRows(current.text, result), (category) => categoryHue(category, categories));
  byId("body").textContent = result.body;
  showMetadata(byId("metadata"), result.metadata);
  bench.report(fresh.own);
  lintRules(current, fresh);
  showBench(benchTabs.selected());
  say(summarize(fresh), fresh.missing.length > 0 ? "bad" : "good");
}

/** Lint takes longer than an answer to typing may, so it comes behind it, and only for other rules than the last. */
function lintRules(current: Draft, { own }: Outcome): void {
  const key = JSON.stringify([current.rules, current.off]);
  if (own === null || own.issues.length > 0 || key === linted) return;
  linted = key;
  attempt(async () => {
    const warnings = await engine.lint(current);
    if (draft.rules === current.rules) bench.warn(warnings);
  });
}

function summarize({ result: { stats, warnings, inLanguage }, milliseconds, missing }: Outcome): string {
  const name = catalogue.languages.find(({ language }) => language === inLanguage)?.name ?? inLanguage;
  const cut = stats.wordsIn - stats.wordsOut;
  const lost = missing.map((group) => `The rules “${group}” could not be fetched.`);
  const counts = `${stats.wordsIn} words, ${cut} cut · ${name} · ${stats.input} · ${milliseconds.toFixed(0)} ms`;
  return [counts, ...warnings.map(({ message }) => `Note: ${message}.`), ...lost].join(" ");
}

/** Tabs that cost something are filled only while they can be seen. */
function showBench(tab: string): void {
  if (tab === "mine") attempt(bench.open);
  if (tab === "packs") {
    const language = outcome?.result.inLanguage.split("-")[0] ?? "en";
    showPacks(byId("packs"), catalogue, language, draft.off, (pack, isOn) => {
      change({ off: isOn ? draft.off.filter((name) => name !== pack) : [...draft.off, pack] });
    });
  }
  if (tab === "hits") {
    attempt(async () => {
      const rows = await engine.measure(draft);
      showRuleRows(byId("hits"), rows, (rule) => {
        const detail = element("div", { class: "rule-detail" });
        byId("why").replaceChildren(detail);
        benchTabs.select("why");
        attempt(() => showRule(detail, rule, actions));
      });
    });
  }
}

/** Takes over a rule file that a button has changed; null means that it cannot be read as it is. */
function editRules(make: (text: string, language: string) => string | null): void {
  const rules = make(draft.rules, outcome?.result.inLanguage.split("-")[0] ?? "en");
  benchTabs.select("mine");
  if (rules === null) say("Your rules are not JSON as they are; mend them first.", "bad");
  else {
    bench.setText(rules);
    change({ rules });
  }
}

const actions: WhyActions = {
  findRule: (id) => engine.findRule(id, draft),
  disable: (id) => editRules((text, language) => disableRule(text, language, id)),
  copy: (id, rule) => editRules((text, language) => copyRule(text, language, id, rule)),
  writeRule: (line) => editRules((text, language) => addRuleFor(text, language, line)),
  showInText: ({ start, end }) => {
    // The box has line feeds only, whatever the file had.
    const inBox = (at: number): number => draft.text.slice(0, at).replace(/\r\n?/g, "\n").length;
    textBox.focus();
    textBox.setSelectionRange(inBox(start), inBox(end));
  },
};

const options = createOptionsForm(change);
const bench = createRulesBench(
  (rules) => change({ rules }),
  ([first, , third]) => {
    if (first === "extends") return catalogue.packs.map(({ pack }) => pack);
    if (first === "language") return ["any", ...catalogue.languages.map(({ language }) => language)];
    return first === "category" || (first === "rules" && third === "category") ? categories : [];
  },
);
const benchTabs = createTabs("bench-tabs", showBench);
const resultTabs = createTabs("result-tabs");
const marked = createMarkedText(byId("pieces"), (piece, how) => {
  showWhy(byId("why"), piece, outcome?.threshold ?? 1, actions);
  if (how !== "kept") benchTabs.select("why");
  // On a phone the answer is further down.
  if (how === "pointer") byId("bench").scrollIntoView({ block: "nearest" });
});
resultTabs.select("marked");
benchTabs.select("why");

textBox.addEventListener("input", () => change({ text: textBox.value }));
byId("pieces").addEventListener("keydown", ({ key }) => {
  if (key === "Enter") byId("why").focus();
});
byId("why").addEventListener("keydown", ({ key }) => {
  if (key === "Escape") marked.focus();
});

acceptFiles((read, name) => {
  if ("refused" in read) return say(read.refused, "bad");
  if (read.kind === "rules") editRules(() => read.text);
  else replaceDraft({ ...draft, text: read.text, url: "" });
  if (read.note !== null) say(read.note);
  else if (read.kind === "rules") say(`${name} is now under My rules.`);
});

byId("example").addEventListener("click", () => replaceDraft({ ...EMPTY_DRAFT, text: example }));
byId("share").addEventListener("click", () =>
  attempt(async () => {
    const hash = toHash(draft);
    history.replaceState(null, "", hash);
    await navigator.clipboard.writeText(location.href);
    const long = hash.length > LONG_LINK_CHARS ? " It is long: some programs will cut it off." : "";
    say(`Link copied; it holds the text and the rules themselves.${long}`);
  }),
);
byId("export-clean").addEventListener("click", () =>
  attempt(async () => saveText("clean.md", await engine.render(draft), "text/markdown")),
);
byId("export-rules").addEventListener("click", () => {
  if (draft.rules.trim() === "") return say("There are no rules of yours to export yet.", "bad");
  saveText("my-rules.json", draft.rules, "application/json");
});
byId("export-sample").addEventListener("click", () =>
  attempt(async () => saveFolder("cut.sample", (await engine.makeSample(draft)).files)),
);

function openHash(): void {
  const shared = fromHash(location.hash);
  if (shared === null && location.hash !== "") say("The link is damaged; the example is shown instead.", "bad");
  replaceDraft(shared ?? { ...EMPTY_DRAFT, text: example });
}

window.addEventListener("hashchange", openHash);
openHash();
attempt(async () => {
  catalogue = await engine.open();
  categories = [...new Set(catalogue.packs.flatMap(({ category }) => category ?? []))].sort();
  options.fill(catalogue);
  options.show(draft);
  await refresh();
});
