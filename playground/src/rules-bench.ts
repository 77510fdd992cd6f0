/** The tab with the user's rule file: its editor is fetched when the tab is first opened. */
import type { RuleIssue } from "../../src/errors.js";
import type { RuleEditor } from "./editor/rule-editor.js";
import type { Suggest } from "./editor/schema-completion.js";
import type { OwnRules } from "./engine/messages.js";
import { byId } from "./view/element.js";
import { showOwnRules } from "./view/own-rules-report.js";

export interface RulesBench {
  /** Fetches the editor, if need be. */
  readonly open: () => Promise<void>;
  readonly setText: (text: string) => void;
  readonly report: (own: OwnRules | null) => void;
  /** Shows what lint has found since the last report. */
  readonly warn: (warnings: readonly RuleIssue[]) => void;
}

/** `suggest` knows values that the schema leaves open. */
export function createRulesBench(onChange: (text: string) => void, suggest: Suggest): RulesBench {
  let text = "";
  let own: OwnRules | null = null;
  let warnings: readonly RuleIssue[] = [];
  let editor: RuleEditor | null = null;
  let opening: Promise<void> | null = null;
  const mark = (): void => editor?.mark(own?.issues ?? [], own?.failures ?? [], warnings);
  const show = (): void => {
    showOwnRules(byId("report"), own, warnings, (issue: RuleIssue) => editor?.goTo(issue));
    mark();
  };
  const change = (fresh: string): void => {
    text = fresh;
    onChange(fresh);
  };
  const load = async (): Promise<void> => {
    const { createRuleEditor } = await import("./editor/rule-editor.js");
    editor = createRuleEditor(byId("editor"), text, change, suggest);
    mark();
  };
  return {
    open: () => (opening ??= load()),
    setText: (fresh) => {
      text = fresh;
      editor?.setText(fresh);
    },
    report: (fresh) => {
      own = fresh;
      // What lint said holds no longer where the file is broken or gone.
      if (fresh === null || fresh.issues.length > 0) warnings = [];
      show();
    },
    warn: (fresh) => {
      warnings = fresh;
      show();
    },
  };
}
