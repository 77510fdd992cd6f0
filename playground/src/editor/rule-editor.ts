/** The editor of the user's rule file: fetched when it is first opened. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { type EditorState, Transaction } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import schema from "../../../rules/rule.schema.json";
import type { RuleIssue } from "../../../src/errors.js";
import { completeRules, type Schema, type Suggest } from "./schema-completion.js";

export interface RuleEditor {
  readonly setText: (text: string) => void;
  /** Marks broken rules as errors, failed examples as warnings and what lint says as hints, at their places. */
  readonly mark: (issues: readonly RuleIssue[], failures: readonly RuleIssue[], warnings: readonly RuleIssue[]) => void;
  readonly goTo: (issue: RuleIssue) => void;
}

const COLOURS = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--key)" },
  { tag: tags.string, color: "var(--string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--number)" },
]);

export function createRuleEditor(
  parent: HTMLElement,
  text: string,
  onChange: (text: string) => void,
  suggest: Suggest,
): RuleEditor {
  const view = new EditorView({
    parent,
    doc: text,
    extensions: [
      lineNumbers(),
      history(),
      drawSelection(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      json(),
      syntaxHighlighting(COLOURS),
      autocompletion({ override: [completeRules(schema as Schema, suggest)] }),
      lintGutter(),
      // The tab key is left alone: it leads on through the page.
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": "My rules, as JSON" }),
      EditorView.updateListener.of(({ docChanged, state, transactions }) => {
        const isTyped = transactions.some((transaction) => transaction.annotation(Transaction.remote) !== true);
        if (docChanged && isTyped) onChange(state.doc.toString());
      }),
    ],
  });
  return {
    setText: (fresh) => {
      if (fresh === view.state.doc.toString()) return;
      const changes = { from: 0, to: view.state.doc.length, insert: fresh };
      view.dispatch({ changes, annotations: Transaction.remote.of(true) });
    },
    mark: (issues, failures, warnings) => {
      const marks = [
        ...issues.map((issue) => toDiagnostic(view.state, issue, "error")),
        ...failures.map((issue) => toDiagnostic(view.state, issue, "warning")),
        ...warnings.map((issue) => toDiagnostic(view.state, issue, "info")),
      ];
      view.dispatch(setDiagnostics(view.state, marks));
    },
    goTo: (issue) => {
      const anchor = offsetOf(view.state, issue);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      view.focus();
    },
  };
}

function offsetOf({ doc }: EditorState, { line, column }: RuleIssue): number {
  const { from, to } = doc.line(Math.min(line, doc.lines));
  return Math.min(from + column - 1, to);
}

function toDiagnostic(state: EditorState, issue: RuleIssue, severity: Diagnostic["severity"]): Diagnostic {
  const from = offsetOf(state, issue);
  const token = syntaxTree(state).resolveInner(from, 1);
  // A whole object would be underlined from end to end.
  const to = Math.max(from, Math.min(token.to, state.doc.lineAt(from).to));
  return { from, to, severity, message: `${issue.message} ${issue.remedy}` };
}
